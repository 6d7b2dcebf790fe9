from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        from workshops import alphabet, panels
        from workshops.services import contributions, heard, images, themes  # noqa: F401 - they register

        panels.register()
        connection_created.connect(alphabet.teach_sqlite)
