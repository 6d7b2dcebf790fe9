from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    keeps_words = True
    verbose_name = _("Workshops")

    def ready(self) -> None:
        from workshops import converters, panels
        from workshops.services import contributions, heard, images, themes  # noqa: F401 - they register
        from workshops.text import collation

        register_converter(converters.RowId, "id")
        panels.register()
        connection_created.connect(collation.teach_sqlite)
