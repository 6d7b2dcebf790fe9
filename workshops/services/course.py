"""Writes about the course: creating a workshop, moving it on, its clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops import live, undo
from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES
from workshops.extension import closing, hooks
from workshops.extension.closing import Answers
from workshops.live.close_codes import CloseCode
from workshops.models import Facilitation, Theme, ThemeVote, User, Workshop
from workshops.models.themes import JOKER, JOKER_TITLE
from workshops.pushes import course as course_pushes
from workshops.queries import agreement as agreement_queries
from workshops.queries import last_time, open_space, settings
from workshops.refusals import DraftLeft, NotSaved, Refused
from workshops.services import agreement, audit_log, facilitation, feedback, forgetting, people, recipients

MAX_MINUTES = 600
CONFIRM, LEAVE = "confirm", "leave"  # an agreement that is still a draft when the workshop closes
MOVED = (
    *("phase", "round", "slide", "page", "moved_at", "remaining", "ends_at", "minutes_given", "closed_at"),
    *("has_joined", "code_shown", "is_archived"),
)


@transaction.atomic
def create_workshop(*, user: User, areas: Any = (), addresses: str = "", **fields: Any) -> Workshop:
    """A new workshop in preparation, with its joker; ``user`` leads it."""
    workshop = Workshop.objects.create(**fields)
    workshop.areas.set(areas)
    recipients.set_addresses(workshop, addresses.split())
    Facilitation.objects.create(workshop=workshop, user=user, role=Facilitation.Role.LEAD)
    with override(workshop.language):
        title = str(JOKER_TITLE)
    Theme.objects.create(workshop=workshop, title=title, mark=JOKER, is_joker=True, selected=True)
    return workshop


def move(
    *, workshop: Workshop, expected: str, to: str, draft: str = "", answers: Answers | None = None
) -> Workshop:
    """Moves from ``expected`` to ``to``, or refuses when somebody has already moved elsewhere.

    ``draft`` says what becomes of an agreement that is still one when the workshop closes, `CONFIRM` or
    `LEAVE`; without it closing raises `DraftLeft`. ``answers`` are for what apps ask (`extension.closing`).
    """
    if not phases.may_move(expected, to):
        raise Refused(_("This workshop cannot go there."))
    with live.writing(workshop) as write:
        if workshop.step != expected:
            step = STEP_NAMES[workshop.step]
            raise Refused(_("The workshop had already moved on. It is now at: %(step)s.") % {"step": step})
        if to == phases.LAST and agreement_queries.is_left_open(workshop):
            _settle_draft(write, draft)
        if to == phases.LAST:
            closing.settle(write, answers or {})
        left = workshop.phase
        forgetting.moments(workshop)
        _go(workshop, to)
        undo.forget(workshop)
        if phases.forgotten_between(left, workshop.phase):
            forgetting.people(write)
        feedback.take_form(write)
        hooks.run_on_enter(write)
        if workshop.is_closed:
            _close(write)
        write.refetch()
    return workshop


def _settle_draft(write: live.Write, draft: str) -> None:
    if draft == CONFIRM:
        agreement.confirm(write)
    elif draft != LEAVE:
        raise DraftLeft(_("The agreement is still a draft. Say first what becomes of it, then close."))


def _go(workshop: Workshop, to: str) -> None:
    now, dialogue = timezone.now(), workshop.dialogue
    if workshop.moved_at is None:  # who tried the code during preparation and is gone was nobody
        workshop.has_joined = workshop.participants.present().exists()
    workshop.phase, workshop.round = phases.parts_of(to)
    minutes = workshop.minutes_of(workshop.phase)
    workshop.slide, workshop.page, workshop.code_shown = 0, None, False
    workshop.is_archived = False  # it goes on after all, so it stands in the list again
    workshop.moved_at, workshop.remaining = now, None
    workshop.ends_at = now + timedelta(minutes=minutes) if minutes else None
    workshop.minutes_given = {**workshop.minutes_given, to: minutes}
    workshop.closed_at = now if to == phases.LAST else None
    begun = people.count_present(workshop) if workshop.dialogue != dialogue else []
    workshop.save(update_fields=[*MOVED, *begun])


def _close(write: live.Write) -> None:
    """Nobody can show who wrote what any more, the notes have a day on which they go, and phones leave."""
    workshop = write.workshop
    forgetting.proofs(workshop)
    if workshop.purge_notes_on is None:  # a date that somebody has chosen stays
        days = workshop.organisation.notes_kept_days
        workshop.purge_notes_on = timezone.localdate(workshop.closed_at) + timedelta(days=days)
        workshop.save(update_fields=["purge_notes_on"])
    write.close_sockets(CloseCode.OVER)


def pause(*, workshop: Workshop) -> None:
    with live.writing(workshop) as write:
        left = workshop.seconds_left()
        if workshop.ends_at is not None and left is not None:
            _set_clock(write, ends_at=None, remaining=max(0, left))


def resume(*, workshop: Workshop) -> None:
    """Starts a paused clock; one that is off starts from the phase's minutes, or from ten."""
    with live.writing(workshop) as write:
        if workshop.ends_at is None:
            seconds = workshop.remaining
            if seconds is None:
                seconds = 60 * (workshop.minutes_of(workshop.phase) or 10)
            _set_clock(write, ends_at=timezone.now() + timedelta(seconds=seconds), remaining=None)


def add_minutes(*, workshop: Workshop, minutes: int) -> None:
    """More time: from the end if it is still ahead, from now if it has run out."""
    with live.writing(workshop) as write:
        left = workshop.seconds_left()
        seconds = min(max(0, left or 0) + 60 * minutes, 60 * MAX_MINUTES)
        if workshop.remaining is not None:
            _set_clock(write, ends_at=None, remaining=seconds)
        else:
            _set_clock(write, ends_at=timezone.now() + timedelta(seconds=seconds), remaining=None)


def ring(*, workshop: Workshop) -> None:
    """A soft sound on every page that shows the room's clock."""
    with live.writing(workshop) as write:
        _set_clock(write, rings=workshop.rings + 1)


def _set_clock(write: live.Write, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(write.workshop, name, value)
    write.workshop.save(update_fields=list(fields))
    write.push(course_pushes.clock(write.workshop))


def update_workshop(
    *,
    workshop: Workshop,
    read: Mapping[str, str] | None = None,
    by: User | None = None,
    **changes: Any,
) -> Workshop:
    """Saves these settings and no others, under the names of `settings.standing`.

    ``read`` is what the writer saw. Raises `NotSaved` for what somebody else has changed since then, for
    fewer votes or pearls than have been given, for what people were told otherwise before they joined, and
    for a former workshop that may not be looked back at.
    ``by`` stands in the audit log; the admin keeps it by itself.
    """
    with live.writing(workshop, after_closing=live.AfterClosing.SETTINGS) as write:
        refused = {
            **_too_few(workshop, changes),
            **settings.overtaken(workshop, read or {}, changes),
            **settings.told_otherwise(workshop, changes),
            **settings.too_little_room(workshop, changes),
            **last_time.unfit(changes.get("organisation", workshop.organisation), changes.get("former")),
        }
        if refused:
            raise NotSaved(refused, settings.standing(workshop, refused))
        differing = settings.differing(workshop, changes)
        if changes:
            _save(write, **changes)
            write.refetch()
        if "organisation" in differing:
            hooks.run_on_move(write, by)
        if differing and by:
            audit_log.record_change(workshop, differing, by=by)
    return workshop


def _save(write: live.Write, *, areas: Any = None, addresses: str | None = None, **fields: Any) -> None:
    workshop = write.workshop
    minutes = {phase: fields.pop(name) for name, phase in settings.MINUTES.items() if name in fields}
    if minutes:  # as planned, and from now on as on this day
        fields["minutes"] = {**workshop.minutes, **minutes}
        fields["minutes_today"] = {p: m for p, m in workshop.minutes_today.items() if p not in minutes}
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(fields))
    if areas is not None:
        workshop.areas.set(areas)
    if addresses is not None:
        recipients.set_addresses(workshop, addresses.split())
    if "organisation" in fields:
        facilitation.end_outside(write)


def _too_few(workshop: Workshop, changes: Mapping[str, Any]) -> dict[str, str]:
    """Nobody knows who gave which vote, so none can be taken back."""
    refused = {}
    votes, pearls = changes.get("votes_each"), changes.get("pearls_each")
    given = ThemeVote.objects.filter(theme__workshop=workshop)
    if votes and votes < workshop.votes_each and given.exists():
        refused["votes_each"] = _("Votes have been given already. There can be more of them, not fewer.")
    marked = map(open_space.pearl_count, open_space.groups_of(workshop))
    if pearls and pearls < workshop.pearls_each and pearls < max(marked, default=0):
        refused["pearls_each"] = _(
            "A group has marked more pearls already. Ask the group to unmark one first."
        )
    return refused
