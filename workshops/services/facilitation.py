"""Writes about who facilitates: by name only, one lead at a time, handed over by the lead alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.close_codes import CloseCode
from workshops.models import Facilitation, User, Workshop
from workshops.queries.course import locked
from workshops.refusals import Refused

LEAD, SECOND = Facilitation.Role.LEAD, Facilitation.Role.SECOND


@transaction.atomic
def hand_over(*, workshop: Workshop, by: User, to: Facilitation) -> None:
    """The lead makes one of the others the lead and is second from then on."""
    locked(workshop)
    if not workshop.facilitations.filter(user=by, role=LEAD).exists():
        raise Refused(_("Only the lead facilitator hands over. Ask them to."))
    if not workshop.facilitations.filter(pk=to.pk).exists():
        raise Refused(_("This person facilitates no more. Look at the list again."))
    _lead_with(workshop, to)


@transaction.atomic
def step_down(*, workshop: Workshop, by: User, facilitation: Facilitation) -> None:
    """A second facilitator ends their own part, or the lead ends it. The lead hands over first."""
    locked(workshop)
    is_lead = workshop.facilitations.filter(user=by, role=LEAD).exists()
    if not is_lead and facilitation.user_id != by.pk:
        raise Refused(_("Only the lead facilitator takes others off."))
    standing = workshop.facilitations.filter(pk=facilitation.pk).first()
    if standing and standing.role == LEAD:
        raise Refused(_("A workshop has a lead facilitator. Hand over to somebody first."))
    if standing:
        standing.delete()
        live.shut(workshop.pk, CloseCode.FORBIDDEN, user_id=facilitation.user_id)


def end_without_membership(user: User) -> None:
    """Whoever belongs to an organisation no more facilitates none of its workshops.

    The one who has been second the longest leads where the lead has gone.
    """
    member_of = user.memberships.values("organisation")
    ended = user.facilitations.exclude(workshop__organisation__in=member_of).select_related("workshop")
    for facilitation in ended:
        workshop = facilitation.workshop
        facilitation.delete()
        following = workshop.facilitations.order_by("pk").first()
        if facilitation.role == LEAD and following:
            _lead_with(workshop, following)
        live.shut(workshop.pk, CloseCode.FORBIDDEN, user_id=user.pk)


def close_sockets_of(user: User) -> None:
    """For an account that may not come in any more."""
    for workshop_id in user.facilitations.values_list("workshop_id", flat=True):
        live.shut(workshop_id, CloseCode.FORBIDDEN, user_id=user.pk)


def _lead_with(workshop: Workshop, facilitation: Facilitation) -> None:
    """One lead at a time: the one until now steps back first."""
    workshop.facilitations.filter(role=LEAD).update(role=SECOND)
    workshop.facilitations.filter(pk=facilitation.pk).update(role=LEAD)
