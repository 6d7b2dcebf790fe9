"""The first page of a report: what was held, when and for whom, in words and numbers."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.course import principles
from workshops.documents.report import schema
from workshops.documents.report.blocks import Number, Paper, Section
from workshops.models import Workshop
from workshops.queries.areas import HEADINGS
from workshops.text import dates


def paper(report: schema.Report, language: str, sections: list[Section], numbers: list[Number]) -> Paper:
    head = report.head
    return Paper(
        title=head.title,
        organisation=head.organisation,
        language=language,
        own_language=head.language,
        kind=_("Report"),
        lead=_("What we found out together, and what we agreed"),
        facts=facts(head),
        method=str(principles.METHOD),
        numbers=[*people(head), *numbers],
        note=_(
            "The texts are as the participants wrote them, without names. "
            "Figures over fewer than five people are left out."
        ),
        foreword=report.foreword,
        foreword_title=_("Foreword"),
        contents_title=_("Contents"),
        made=_("Made on %(day)s") % {"day": dates.day(timezone.localdate())},
        page=_("page %(page)s"),
        missing=_("This picture could not be found:"),
        page_of=_("Page %(page)s of %(pages)s"),
        empty=_("Nothing has been written yet. The report grows by itself as the workshop goes on."),
        pearl=_("Pearl"),
        sections=sections,
    )


def facts(head: schema.Head) -> list[tuple[str, str]]:
    """What is known of: areas kind by kind, focus, days, place, recipients."""
    found = [*_areas(head), (_("Focus"), focus(head))]
    found += [
        (_("Learning Café"), dates.day(head.dialogue_1_at)),
        (_("Open Space"), dates.day(head.dialogue_2_at)),
    ]
    found += [(_("Received by"), head.recipients)]
    return [(term, told) for term, told in found if told]


def _areas(head: schema.Head) -> list[tuple[str, str]]:
    named = [
        (str(words), [area for area in head.areas if area.kind == kind]) for kind, words in HEADINGS.items()
    ]
    return [(words, ", ".join(map(_area, areas))) for words, areas in named]


def _area(area: schema.AreaTold) -> str:
    """The name under which it took part, and what it is part of now."""
    if not area.now:
        return area.name
    return _("%(name)s (now %(successor)s)") % {"name": area.name, "successor": area.now}


def focus(head: schema.Head) -> str:
    return head.own_focus or capfirst(str(Workshop.FocusArea(head.focus_area).label))


def people(head: schema.Head) -> list[Number]:
    labels = {1: _("people in the first dialogue"), 2: _("people in the second dialogue")}
    if not any(took_part.dialogue == 2 for took_part in head.took_part):
        labels[1] = _("people took part")
    return [Number(figure=figure(each.people), label=labels[each.dialogue]) for each in head.took_part]


def figure(count: schema.Count) -> str:
    return _("under five") if count is None else str(count)
