"""The report's sections of what was agreed and of what people heard."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.documents.report import schema
from workshops.documents.report.blocks import (
    Block,
    Cell,
    Line,
    Lines,
    Paragraph,
    Part,
    Row,
    Table,
)
from workshops.extension.report_found import plain
from workshops.extension.report_sections import ReportContext
from workshops.models import Agreement, Task
from workshops.queries import amendments
from workshops.text import dates


def agreement(_context: ReportContext, data: schema.Agreement) -> list[Block]:
    found: list[Block] = [Paragraph(text=_standing(data), look="quiet")]
    if data.decision:
        found.append(
            Paragraph(text=str(Agreement.Decision(data.decision).label), look=f"decision {data.decision}")
        )
    if data.tasks:
        found.append(_part(_("Who does what"), _tasks(data.tasks)))
    if next_meeting(data):
        found.append(_part(_("We meet next"), Paragraph(text=next_meeting(data))))
    return [*found, *_needs(data), *_ways(data), *_amendments(data)]


def _part(title: str, *blocks: Block) -> Part:
    return Part(title=title, level=3, look="agreed", blocks=list(blocks))


def _standing(data: schema.Agreement) -> str:
    if data.confirmed_at is None:
        return _("A draft: it has not been confirmed together.")
    confirmed = _("Confirmed together on %(day)s.") % {"day": dates.day(data.confirmed_at)}
    return " ".join(filter(None, (confirmed, last_amended(data))))


def last_amended(data: schema.Agreement) -> str:
    if not data.amendments:
        return ""
    return _("Amended on %(day)s.") % {"day": dates.day(data.amendments[-1].at)}


def next_meeting(data: schema.Agreement, *, begins: bool = True) -> str:
    """``begins``: a line of its own, so with a capital; after a colon the day is in small letters."""
    moment = dates.moment(data.next_at)
    return " · ".join(filter(None, (capfirst(moment) if begins else moment, data.next_place)))


def horizons(data: schema.Agreement) -> list[tuple[str, list[str]]]:
    titles = {"months": _("To develop in the coming months"), "years": _("To develop in the coming years")}
    found = [
        (title, [n.text for n in data.needs if n.horizon == horizon]) for horizon, title in titles.items()
    ]
    return [(title, texts) for title, texts in found if texts]


def _needs(data: schema.Agreement) -> list[Block]:
    return [_part(title, plain(texts)) for title, texts in horizons(data)]


def ways(data: schema.Agreement) -> list[tuple[str, str]]:
    found = [
        (_("How we work on the themes from here"), data.how_themes),
        (_("How the results are used"), data.how_results),
    ]
    return [(title, text) for title, text in found if text]


def _ways(data: schema.Agreement) -> list[Block]:
    return [_part(title, Paragraph(text=text, own=True)) for title, text in ways(data)]


def _tasks(tasks: list[schema.Task]) -> Table:
    """With how it went in a column of its own, once something has been told of it."""
    head = [_("What is done"), _("Who is responsible"), _("By when"), _("Status")]
    is_told = any(task.how for task in tasks)
    return Table(
        caption=_("Who does what"),
        head=[*head, _("How it went")] if is_told else head,
        rows=[[*_cells(task), *([_how(task)] if is_told else [])] for task in tasks],
        widths=[4, 2, 2, 2, 4] if is_told else [5, 3, 2, 2],
        look="tasks",
    )


def _cells(task: schema.Task) -> list[Cell]:
    return [
        Cell(text=task.what, own=True),
        Cell(text=task.responsible, own=True),
        Cell(text=dates.day(task.due) or "–"),
        Cell(text=_status_as_of(task)),
    ]


def _status_as_of(task: schema.Task) -> str:
    if task.told_on is None:
        return status(task)
    return _("%(status)s, as of %(day)s") % {"status": status(task), "day": dates.day(task.told_on)}


def _how(task: schema.Task) -> Cell:
    return Cell(text=task.how, own=True) if task.how else Cell(text="–")


def status(task: schema.Task) -> str:
    return str(Task.Status(task.status).label)


def _amendments(data: schema.Agreement) -> list[Block]:
    """What stood before stays to be read."""
    if not data.amendments:
        return []
    changes = [_amendment(one) for one in data.amendments]
    return [_part(_("What has changed since it was confirmed"), *changes)]


def _amendment(one: schema.Amendment) -> Part:
    told = amendments.told(one, one.before, one.after)
    lines = [Line(text=stood.words, own=told.own, small=[stood.role]) for stood in told.stood]
    return Part(
        title=told.what, level=4, small=_when_and_who(told), blocks=[Lines(lines=lines)], look="amended"
    )


def _when_and_who(told: amendments.Told) -> list[str]:
    return [dates.day(told.at), told.by]


def _amendment_rows(section: str, one: schema.Amendment) -> list[Row]:
    """What stood and what stands are a line each."""
    told = amendments.told(one, one.before, one.after)
    part = _("Amended %(when_and_who)s") % {"when_and_who": ", ".join(_when_and_who(told))}
    return [
        Row(section=section, part=part, kind=f"{told.what}: {stood.role}", text=stood.words)
        for stood in told.stood
    ]


def told(task: schema.Task) -> str:
    """The status, and how it went if that has been told."""
    return f"{status(task)}: {task.how}" if task.how else status(task)


def agreement_rows(_context: ReportContext, data: schema.Agreement) -> list[Row]:
    section = _("What we agreed")
    decision = str(Agreement.Decision(data.decision).label) if data.decision else ""
    told = [(_("Do we go on, or is this enough for now?"), decision), (_("We meet next"), next_meeting(data))]
    rows = [Row(section=section, kind=kind, text=text) for kind, text in (*told, *ways(data)) if text]
    rows += [Row(section=section, kind=kind, text=text) for kind, texts in horizons(data) for text in texts]
    rows += [
        Row(
            section=section,
            kind=_("Who does what"),
            text=task.what,
            responsible=task.responsible,
            due=task.due.isoformat() if task.due else "",
            status=status(task),
            how=task.how,
            told_on=task.told_on.isoformat() if task.told_on else "",
        )
        for task in data.tasks
    ]
    return rows + [row for one in data.amendments for row in _amendment_rows(section, one)]


# --- what was heard ---


def heard(_context: ReportContext, data: schema.Heard) -> list[Block]:
    found: list[Block] = [plain(data.lines, "quotes")] if data.lines else []
    if data.last_word:
        found.append(
            _part(_("The organiser’s last word"), Paragraph(text=data.last_word, own=True, look="words"))
        )
    return found


def heard_rows(_context: ReportContext, data: schema.Heard) -> list[Row]:
    section = _("What we heard")
    rows = [Row(section=section, text=text) for text in data.lines]
    last = [Row(section=section, kind=_("The organiser’s last word"), text=data.last_word)]
    return [*rows, *last] if data.last_word else rows
