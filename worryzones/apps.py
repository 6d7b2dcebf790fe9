from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorryzonesConfig(AppConfig):
    name = "worryzones"
    keeps_words = True
    verbose_name = _("Zones of worry")

    def ready(self) -> None:
        from workshops.extension import across, report_import
        from worryzones import checklist, explanations, panels, provenance, reports
        from worryzones.queries import across as found_across
        from worryzones.services import report_rows

        checklist.register()
        explanations.register()
        panels.register()
        provenance.register()
        reports.register()
        across.add_counts(across.ZONES, found_across.zones_of)
        across.add_lines(across.NOTES, found_across.notes_of)
        report_import.add(reports.KEY, report_rows.make_zones)
