"""The sections of the report that the host app has of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workshops.extension import report_sections
from workshops.queries import report


def register() -> None:
    add = report_sections.add
    add(30, "sharing", _("What was shared from the tables"), "workshops/report/sharing.html", report.sharing)
    add(40, "themes", _("Themes and votes"), "workshops/report/themes.html", report.themes)
    add(50, "open-space", _("Open Space"), "workshops/report/open_space.html", report.open_space)
    add(60, "pearls", _("Pearls"), "workshops/report/pearls.html", report.told_pearls)
    add(70, "heard", _("What we heard"), "workshops/report/heard.html", report.heard)
    add(80, "agreement", _("What we agreed"), "workshops/report/agreement.html", report.agreed)
    add(90, "feedback", _("Feedback"), "workshops/report/feedback.html", report.answers)
