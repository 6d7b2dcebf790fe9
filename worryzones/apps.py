from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorryzonesConfig(AppConfig):
    name = "worryzones"
    verbose_name = _("Zones of worry")

    def ready(self) -> None:
        from worryzones import explanations, panels, reports

        explanations.register()
        panels.register()
        reports.register()
