"""A closed workshop made again of the JSON of its report: the same report under a new id, without people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.course import phases
from workshops.documents.report import codec, schema
from workshops.documents.report.codec import Unreadable
from workshops.extension import report_import, report_sections
from workshops.models import Area, Organisation, Theme, Workshop
from workshops.models.themes import JOKER, JOKER_TITLE

HEAD = ("title", "language", "focus_area", "own_focus", "dialogue_1_at", "dialogue_2_at", "place")
OF_HEAD = (*HEAD, "recipients", "sharing", "closed_at", "notes_purged_on")
Path = list[str | int]
# A name that leads nowhere, a ring, a day that no calendar has
FAULTS = (DatabaseError, LookupError, ValueError, OverflowError, StopIteration)


def import_report(*, content: bytes, within: QuerySet[Organisation]) -> Workshop:
    """Raises `Unreadable`. The organisation is the one ``within`` reach that has the name in the file."""
    report = codec.decode(content, report_sections.schemas())
    if not _is_over(report.head.closed_at):
        raise codec.error_at("running", content, ["head", "closed_at"])
    astray = _astray(report)
    if astray is not None:
        raise codec.error_at("apart", content, ["themes", astray, "merged_into"], f"themes.{astray}")
    organisation = within.filter(name=report.head.organisation).first()
    if organisation is None:
        raise codec.error_at("organisation", content, ["head", "organisation"], report.head.organisation)
    try:
        with transaction.atomic():
            workshop = _workshop_of(report, organisation)
            difference = _difference(_plain(report, workshop), _plain(_read_again(workshop), workshop), [])
            if difference is not None:
                raise codec.error_at("apart", content, difference, ".".join(map(str, difference)))
    except report_import.TooMany:
        raise Unreadable("large", 1) from None
    except FAULTS:
        raise Unreadable("apart", 1) from None
    return workshop


def _is_over(closed_at: datetime | None) -> bool:
    """Notes are kept for so long after it: one in the future would be kept for ever."""
    return closed_at is not None and (timezone.is_naive(closed_at) or closed_at <= timezone.now())


def _workshop_of(report: schema.Report, organisation: Organisation) -> Workshop:
    workshop = _closed(report, organisation)
    moment = workshop.closed_at or timezone.now()
    importing = report_import.Importing(workshop, report, moment, _themes(report, workshop))
    report_import.make_sections(importing)
    return workshop


def _closed(report: schema.Report, organisation: Organisation) -> Workshop:
    """Its notes go on the day on which they would have gone."""
    head = report.head
    workshop = Workshop(
        organisation=organisation,
        phase=phases.LAST,
        results_shown=True,
        feedback_ended=True,
        foreword=report.foreword,
        left_out=report.left_out,
        one_page=report.one_page,
        **{name: getattr(head, name) for name in OF_HEAD},
    )
    for took_part in head.took_part:
        setattr(workshop, f"took_part_{took_part.dialogue}", report_import.rows_for(took_part.people))
    assert workshop.closed_at
    kept = timedelta(days=organisation.notes_kept_days)
    workshop.purge_notes_on = timezone.localdate(workshop.closed_at) + kept
    workshop.save()
    workshop.areas.set(_area(area) for area in head.areas)
    return workshop


def _area(told: schema.AreaTold) -> Area:
    """As it is here; one that is not known yet with what it has become part of."""
    area, is_new = Area.objects.get_or_add(kind=told.kind, name=told.name)
    if is_new and told.now:
        area.merged_into = _area(schema.AreaTold(kind=told.kind, name=told.now))
        area.save()
    return area


def _astray(report: schema.Report) -> int | None:
    """The first theme that lives on in one that is not there, or by some way in itself."""
    into = {told.ref: told.merged_into for told in report.themes}
    for number, told in enumerate(report.themes):
        ref, seen = told.merged_into, {told.ref}
        while ref is not None:
            if ref in seen or ref not in into:
                return number
            seen.add(ref)
            ref = into[ref]
    return None


def _themes(report: schema.Report, workshop: Workshop) -> dict[str, Theme]:
    """In the order of their ids; every workshop has a joker, whether its report tells of it or not."""
    found = {told.ref: _theme(told, workshop) for told in report.themes}
    for told in report.themes:
        if told.merged_into:
            found[told.ref].merged_into = found[told.merged_into]
            found[told.ref].save()
    if not any(told.joker for told in report.themes):
        Theme.objects.create(
            workshop=workshop, title=str(JOKER_TITLE), mark=JOKER, is_joker=True, selected=True
        )
    return found


def _theme(told: schema.Theme, workshop: Workshop) -> Theme:
    return Theme.objects.create(
        workshop=workshop,
        title=told.title,
        question=told.question,
        reason=told.reason,
        mark=told.mark,
        is_joker=told.joker,
        selected=told.chosen,
        order=told.order,
    )


# --- the same again ---


def _read_again(workshop: Workshop) -> schema.Report:
    return report_sections.read(Workshop.objects.get(pk=workshop.pk)).report


def _plain(report: schema.Report, workshop: Workshop) -> Any:
    """All but what is another here: the id, what has become of areas since, what lives elsewhere."""
    plain: Any = msgspec.to_builtins(report)
    plain["sections"] = {k: data for k, data in plain["sections"].items() if report_import.is_made(k)}
    plain["id"] = str(workshop.pk)
    for area in plain["head"]["areas"]:
        area["now"] = ""
    return plain


def _difference(given: Any, made: Any, path: Path) -> Path | None:
    """Where the two first differ, None where they do not."""
    if type(given) is not type(made) or not isinstance(given, dict | list):
        return None if given == made else path
    if isinstance(given, list) and len(given) != len(made):
        return path
    found = (_difference(one, other, [*path, key]) for key, one, other in _members(given, made))
    return next((difference for difference in found if difference is not None), None)


def _members(given: Any, made: Any) -> list[tuple[Any, Any, Any]]:
    if isinstance(given, list):
        return [(number, *pair) for number, pair in enumerate(zip(given, made, strict=True))]
    keys = [*given, *(key for key in made if key not in given)]
    return [(key, given.get(key), made.get(key)) for key in keys]


# --- in words ---


def words_of(fault: Unreadable) -> str:
    """Why a file is refused, with the line at fault."""
    words = {
        "torn": _("This file is damaged: it cannot be read from line %(line)s on. Download it again."),
        "other": _("This is not a report from Dialogit. Choose a file that was downloaded as data (JSON)."),
        "version": _("This report is of another version, %(place)s (line %(line)s). It cannot be read here."),
        "large": _("This file is too large to be a report. Choose another one."),
        "shape": _("Line %(line)s is not as it is in a report: %(place)s."),
        "identity": _("There is a personal identity code on line %(line)s. Write it without the code."),
        "running": _(
            "The workshop was still going on when this report was made (line %(line)s). Close it first, and "
            "download the report then."
        ),
        "organisation": _(
            "None of the organisations that you look after is called “%(place)s” "
            "(line %(line)s). Add it first, or correct the name on that line."
        ),
        "apart": _("Line %(line)s does not fit what the rest of the file says: %(place)s."),
    }
    return words[fault.what] % {"line": fault.line, "place": fault.place or "–"}
