"""The sections of the report that the host app has of its own: first what was agreed, then what was found."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workshops.documents.report import reading, schema
from workshops.extension import (
    report_agreed,
    report_feedback,
    report_found,
    report_import,
    report_sections,
    report_themes,
)
from workshops.extension.report_sections import Section
from workshops.services import report_rows

SECTIONS = (
    Section(
        10,
        "agreement",
        _("What we agreed"),
        schema.Agreement,
        reading.agreed,
        report_agreed.agreement,
        report_agreed.agreement_rows,
    ),
    Section(
        20,
        "pearls",
        _("Pearls"),
        schema.Pearls,
        reading.told_pearls,
        report_found.pearls,
        report_found.pearls_rows,
        report_found.pearls_numbers,
    ),
    Section(
        30,
        "themes",
        _("Themes and votes"),
        schema.Themes,
        reading.themes_found,
        report_themes.themes,
        report_themes.themes_rows,
        report_themes.themes_numbers,
    ),
    Section(
        50,
        "sharing",
        _("What was shared from the tables"),
        schema.Sharing,
        reading.sharing,
        report_found.sharing,
        report_found.sharing_rows,
    ),
    Section(
        60,
        "open-space",
        _("Open Space"),
        schema.OpenSpace,
        reading.open_space,
        report_found.open_space,
        report_found.open_space_rows,
        report_found.open_space_numbers,
    ),
    Section(
        70,
        "heard",
        _("What we heard"),
        schema.Heard,
        reading.heard,
        report_agreed.heard,
        report_agreed.heard_rows,
    ),
    Section(
        80,
        "feedback",
        _("Feedback"),
        schema.Feedback,
        reading.answers,
        report_feedback.feedback,
        report_feedback.feedback_rows,
    ),
)


MAKERS: dict[str, Any] = {
    "agreement": report_rows.agreement,
    "pearls": report_rows.pearls,
    "themes": report_rows.votes,
    "sharing": report_rows.sharing,
    "open-space": report_rows.open_space,
    "heard": report_rows.heard,
    "feedback": report_rows.feedback,
}


def register() -> None:
    for section in SECTIONS:
        report_sections.add(section)
        report_import.add(section.key, MAKERS[section.key])
