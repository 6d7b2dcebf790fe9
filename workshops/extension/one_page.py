"""The one page of a report: what each of its boxes tells, in words of one language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec.structs import replace

from workshops.documents.report import one_page, schema
from workshops.documents.report.blocks import Line
from workshops.documents.report.one_page import Box, OnePage
from workshops.extension import report_agreed, report_head
from workshops.extension.origin_marks import mark_of
from workshops.extension.report_sections import ReportContext
from workshops.models import Agreement, Task
from workshops.text import dates

TITLES = {
    "about": gettext_lazy("What it was and who took part"),
    "keeps": gettext_lazy("What keeps worry away"),
    "worries": gettext_lazy("Worries that we share"),
    "agreed": gettext_lazy("What we agreed"),
    "tasks": gettext_lazy("Who does what by when"),
    "next": gettext_lazy("What happens next"),
}
AREA_LETTERS = 200  # for the names of areas before they are counted


def of(report: schema.Report, language: str, *, less: int = 0) -> OnePage:
    """In the active language, which is ``language``, with what finds room."""
    context = ReportContext(report)
    boxes = [_box(context, key) for key in TITLES]
    return one_page.fitted(_page(context, language, boxes), partial(_rest, context), less=less)


def usual_words(report: schema.Report, key: str) -> str:
    """What a box holds when nobody has touched it, as it is edited: in the workshop's own language."""
    with translation.override(report.head.language):
        untouched = replace(report, one_page={})
        page = of(untouched, report.head.language)
        return one_page.words_in(next(box.lines for box in page.boxes if box.key == key))


def _page(context: ReportContext, language: str, boxes: list[Box]) -> OnePage:
    head = context.report.head
    return OnePage(
        title=head.title,
        organisation=head.organisation,
        language=language,
        own_language=head.language,
        kind=_("The workshop on one page"),
        lead=_("What we found out together, and what we agreed"),
        made=_("Made on %(day)s") % {"day": dates.day(timezone.localdate())},
        note=_("Figures over fewer than five people are left out. The report tells more."),
        empty=_("Nothing has been written yet. This page grows by itself as the workshop goes on."),
        boxes=boxes,
    )


def _box(context: ReportContext, key: str) -> Box:
    edited = context.report.one_page.get(key)  # type: ignore[call-overload]
    lines = TOLD_IN[key](context) if edited is None else one_page.lines_in(edited)
    return Box(key=key, title=str(TITLES[key]), of_all=lines, edited=edited is not None)


def _rest(context: ReportContext, key: str, count: int) -> str:
    """How much found no room, and where in the report it is."""
    section = STANDS_IN[key] if key != "keeps" or context.data("open-space") else _("Pearls")
    words = ngettext(
        "%(count)s more does not fit here: see “%(section)s” in the report",
        "%(count)s more do not fit here: see “%(section)s” in the report",
        count,
    )
    return words % {"count": count, "section": str(section)}


# --- what each box tells ---


def about(context: ReportContext) -> list[Line]:
    head = context.report.head
    days = [
        (_("Learning Café"), dates.day(head.dialogue_1_at)),
        (_("Open Space"), dates.day(head.dialogue_2_at)),
    ]
    held = " · ".join(f"{name} {day}" for name, day in days if day)
    people = " · ".join(f"{number.figure} {number.label}" for number in report_head.people(head))
    focus = _("Focus: %(focus)s") % {"focus": report_head.focus(head)}
    return [Line(text=words, own=False) for words in (held, people, _areas(head), focus) if words]


def _areas(head: schema.Head) -> str:
    names = [area.name for area in head.areas]
    shown = [name for place, name in enumerate(names) if len(", ".join(names[: place + 1])) <= AREA_LETTERS]
    left = len(names) - len(shown)
    if not left:
        return ", ".join(shown)
    words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", left)
    return words % {"names": ", ".join(shown), "count": left}


def keeps(context: ReportContext) -> list[Line]:
    """Pearls in the order in which they were told, then the practices that no group marked."""
    told: schema.Pearls | None = context.data("pearls")
    worked: schema.OpenSpace | None = context.data("open-space")
    pearls = [Line(text=pearl.text, pearl=True) for pearl in (told.pearls if told else ())]
    groups = [group for theme in (worked.themes if worked else ()) for group in theme.groups]
    known = {line.text for line in pearls}
    practices = [
        Line(text=text.text, pearl=text.pearl)
        for group in groups
        for text in group.texts
        if text.kind == "practice" and text.text not in known
    ]
    return [*pearls, *practices]


def worries(context: ReportContext) -> list[Line]:
    """Themes of the tables where there was worry: those that were chosen, then the most voted."""
    data: schema.Themes | None = context.data("themes")
    rows = [row for row in (data.votes if data else ()) if mark_of(context.mark(row.theme)).is_worry]
    rows.sort(key=lambda row: not context.themes[row.theme].chosen)
    return [_theme(context, row) for row in rows]


def _theme(context: ReportContext, row: schema.Votes) -> Line:
    votes = (
        []
        if row.votes is None
        else [ngettext("%(votes)s vote", "%(votes)s votes", row.votes) % {"votes": row.votes}]
    )
    return Line(text=context.wording(row.theme), small=votes, mark=context.mark(row.theme))


def agreed(context: ReportContext) -> list[Line]:
    data: schema.Agreement | None = context.data("agreement")
    if data is None:
        return []
    told = [] if data.confirmed_at else [_("A draft: it has not been confirmed together.")]
    told += filter(None, [report_agreed.last_amended(data)])
    if data.decision:
        told.append(str(Agreement.Decision(data.decision).label))
    needs = [Line(text=text) for _title, texts in report_agreed.horizons(data) for text in texts]
    ways = [Line(text=text) for _title, text in report_agreed.ways(data)]
    return [*(Line(text=words, own=False) for words in told), *needs, *ways]


def tasks(context: ReportContext) -> list[Line]:
    data: schema.Agreement | None = context.data("agreement")
    return [
        Line(
            text=task.what, small=[task.responsible, *filter(None, [dates.day(task.due), _come_along(task)])]
        )
        for task in (data.tasks if data else ())
    ]


def _come_along(task: schema.Task) -> str:
    """What has been told of it since; a task that is still to do says nothing."""
    is_new = task.status == Task.Status.OPEN and not task.how
    return "" if is_new else report_agreed.told(task)


def following(context: ReportContext) -> list[Line]:
    data: schema.Agreement | None = context.data("agreement")
    meeting = report_agreed.next_meeting(data, begins=False) if data else ""
    found = [_("We meet next: %(meeting)s") % {"meeting": meeting}] if meeting else []
    recipients = context.report.head.recipients
    if recipients:
        found.append(_("The report goes to: %(recipients)s") % {"recipients": recipients})
    return [Line(text=capfirst(words), own=False) for words in found]


TOLD_IN: dict[str, Callable[[ReportContext], list[Line]]] = {
    "about": about,
    "keeps": keeps,
    "worries": worries,
    "agreed": agreed,
    "tasks": tasks,
    "next": following,
}
STANDS_IN = {
    "about": gettext_lazy("Report"),
    "keeps": gettext_lazy("Open Space"),
    "worries": gettext_lazy("Themes and votes"),
    "agreed": gettext_lazy("What we agreed"),
    "tasks": gettext_lazy("What we agreed"),
    "next": gettext_lazy("What we agreed"),
}
