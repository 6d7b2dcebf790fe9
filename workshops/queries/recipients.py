"""Reads about those to whom the report is sent: until when, how it stands with each, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from workshops.models import Recipient, Workshop

MAX_RECIPIENTS = 50
LINK_TTL = timedelta(days=30)  # a link at least, and an address after the notes at most
AGAIN_AFTER = timedelta(minutes=5)  # a mail server that was away is asked once more
STUCK_AFTER = timedelta(minutes=2)
State = Recipient.State


@dataclass(frozen=True)
class Row:
    """``is_stuck``: it waits and nothing takes it up. ``is_unsure``: whoever sent it has not come back."""

    recipient: Recipient
    has_link: bool
    until: date | None
    is_stuck: bool
    is_unsure: bool

    @property
    def is_problem(self) -> bool:
        return self.is_stuck or self.is_unsure or self.recipient.state == State.FAILED

    @property
    def goes_on(self) -> bool:
        """Not while it only waits for a mail server that was away."""
        going = self.recipient.state in (State.WAITING, State.SENDING) and not self.recipient.problem
        return going and not (self.is_stuck or self.is_unsure)

    @property
    def may_be_sent(self) -> bool:
        return not self.goes_on

    @property
    def may_be_corrected(self) -> bool:
        """Nobody has opened what went there, so it may well be the wrong address."""
        return not self.goes_on and self.recipient.opened_on is None


def rows(workshop: Workshop) -> list[Row]:
    found = Recipient.objects.filter(workshop=workshop).prefetch_related("links")
    return [_row(recipient) for recipient in found]


def _row(recipient: Recipient) -> Row:
    today = timezone.localdate()
    until = max((link.expires_on for link in recipient.links.all()), default=None)
    old = is_old(recipient)
    return Row(
        recipient,
        has_link=until is not None and until >= today,
        until=until,
        is_stuck=old and recipient.state == State.WAITING,
        is_unsure=old and recipient.state == State.SENDING,
    )


def is_old(recipient: Recipient) -> bool:
    """Longer ago than it takes, with the pause before a mail server that was away is asked again."""
    changed, pause = recipient.changed_at, AGAIN_AFTER if recipient.problem else timedelta()
    return changed is None or changed < timezone.now() - STUCK_AFTER - pause


def unsent(found: list[Row]) -> list[Row]:
    """To whom *send* goes: those who have not been sent it, or to whom it could not be handed over."""
    return [row for row in found if row.recipient.state in (State.UNSENT, State.FAILED) or row.is_stuck]


def gone_on(workshop: Workshop) -> date | None:
    """The last day on which addresses and links are kept."""
    if workshop.closed_at is None:
        return None
    kept = timedelta(days=workshop.organisation.notes_kept_days)
    notes = workshop.purge_notes_on or timezone.localdate(workshop.closed_at) + kept
    return notes + LINK_TTL


def link_until(workshop: Workshop) -> date:
    """Until the notes go, at least for thirty days, and never longer than the addresses are kept."""
    last = gone_on(workshop)
    soon = timezone.localdate() + LINK_TTL
    return min(last, max(last - LINK_TTL, soon)) if last else soon


def overview(workshop: Workshop) -> dict[str, Any]:
    """For the console: how many addresses there are, and how many have been sent it."""
    states = list(Recipient.objects.filter(workshop=workshop).values_list("state", flat=True))
    return {"named": len(states), "sent": states.count(State.SENT), "failed": states.count(State.FAILED)}
