"""Writes about the course: creating a workshop, moving it on, its clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops import live, moments, phases
from workshops.close_codes import CloseCode
from workshops.models import Facilitation, Theme, User, Workshop
from workshops.models.themes import JOKER
from workshops.queries import course
from workshops.refusals import Refused
from workshops.services import proofs, undoing
from workshops.wording import STEP_NAMES

LONGEST_MINUTES = 600


@transaction.atomic
def create_workshop(*, user: User, municipalities: Any = (), **fields: Any) -> Workshop:
    """A new workshop in preparation, with its joker; ``user`` leads it."""
    workshop = Workshop.objects.create(**fields)
    workshop.municipalities.set(municipalities)
    Facilitation.objects.create(workshop=workshop, user=user, role=Facilitation.Role.LEAD)
    with override(workshop.language):
        Theme.objects.create(
            workshop=workshop, title=_("What matters right now"), mark=JOKER, is_joker=True, selected=True
        )
    return workshop


@transaction.atomic
def move(*, workshop: Workshop, expected: str, to: str) -> Workshop:
    """Moves from ``expected`` to ``to``, or refuses when somebody has already moved elsewhere."""
    if not phases.may_move(expected, to):
        raise Refused(_("This workshop cannot go there."))
    phase, round_number = phases.parts_of(to)
    now = timezone.now()
    here = phases.parts_of(expected)
    moved = Workshop.objects.filter(pk=workshop.pk, phase=here[0], round=here[1]).update(
        phase=phase,
        round=round_number,
        slide=0,
        moved_at=now,
        remaining=None,
        ends_at=_end_of(workshop, phase, now),
        minutes_given={**workshop.minutes_given, to: workshop.minutes_of(phase)},
        closed_at=now if to == phases.LAST else None,
    )
    workshop.refresh_from_db()
    if not moved:
        step = STEP_NAMES[workshop.step]
        raise Refused(_("The workshop had already moved on. It is now at: %(step)s.") % {"step": step})
    undoing.forget(workshop)
    moments.entered(workshop)
    if workshop.is_closed:
        proofs.wipe(workshop)
        _date_the_purge(workshop)
    live.changed(workshop, whole=True)
    if workshop.is_closed:
        live.shut(workshop.pk, CloseCode.OVER)
    return workshop


def _date_the_purge(workshop: Workshop) -> None:
    """As long as its organisation keeps notes; a date that somebody has chosen stays."""
    if workshop.purge_notes_on is None:
        days = workshop.organisation.notes_kept_days
        workshop.purge_notes_on = timezone.localdate(workshop.closed_at) + timedelta(days=days)
        workshop.save(update_fields=["purge_notes_on"])


def _end_of(workshop: Workshop, phase: str, now: datetime) -> datetime | None:
    minutes = workshop.minutes_of(phase)
    return now + timedelta(minutes=minutes) if minutes else None


def pause(*, workshop: Workshop) -> None:
    left = workshop.seconds_left()
    if workshop.ends_at is not None and left is not None:
        _set_clock(workshop, ends_at=None, remaining=max(0, left))


def resume(*, workshop: Workshop) -> None:
    """Starts a paused clock; one that is off starts from the phase's minutes, or from ten."""
    if workshop.ends_at is None:
        seconds = workshop.remaining
        if seconds is None:
            seconds = 60 * (workshop.minutes_of(workshop.phase) or 10)
        _set_clock(workshop, ends_at=timezone.now() + timedelta(seconds=seconds), remaining=None)


def add_minutes(*, workshop: Workshop, minutes: int) -> None:
    """More time: from the end if it is still ahead, from now if it has run out."""
    left = workshop.seconds_left()
    seconds = min(max(0, left or 0) + 60 * minutes, 60 * LONGEST_MINUTES)
    if workshop.remaining is not None:
        _set_clock(workshop, ends_at=None, remaining=seconds)
    else:
        _set_clock(workshop, ends_at=timezone.now() + timedelta(seconds=seconds), remaining=None)


def ring(*, workshop: Workshop) -> None:
    """A soft sound on every page that shows the room's clock."""
    _set_clock(workshop, rings=workshop.rings + 1)


@transaction.atomic
def _set_clock(workshop: Workshop, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(fields))
    live.changed(workshop, clock_fragment(workshop))


def sign_out(*, user_id: int) -> None:
    """The user's sockets are closed everywhere; a browser that is still signed in comes back by itself."""
    for workshop_id in Facilitation.objects.filter(user=user_id).values_list("workshop_id", flat=True):
        live.shut(workshop_id, CloseCode.SIGNED_OUT, user_id=user_id)


def clock_fragment(workshop: Workshop) -> live.Fragment:
    return live.Fragment("workshops/clock.html#clock", lambda: course.clock(workshop))


@transaction.atomic
def show_slide(*, workshop: Workshop, slide: int) -> None:
    """Shows one slide of sharing or pearls on the projector."""
    workshop.slide = max(0, slide)
    workshop.save(update_fields=["slide"])
    live.changed(workshop, whole=True)


@transaction.atomic
def update_workshop(*, workshop: Workshop, municipalities: Any = None, **fields: Any) -> Workshop:
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(fields))
    if municipalities is not None:
        workshop.municipalities.set(municipalities)
    live.changed(workshop, whole=True)
    return workshop


@transaction.atomic
def add_second(*, workshop: Workshop, user: User) -> Facilitation:
    """Names a second facilitator; who is there already keeps their role."""
    facilitation, _is_new = Facilitation.objects.get_or_create(
        workshop=workshop, user=user, defaults={"role": Facilitation.Role.SECOND}
    )
    return facilitation
