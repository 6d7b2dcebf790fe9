"""Writes about who facilitates: by name only, one lead at a time, handed over by the lead alone."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Q
from django.utils.translation import gettext as _

from workshops import live
from workshops.live import frames
from workshops.live.close_codes import CloseCode
from workshops.models import Facilitation, User, Workshop
from workshops.refusals import Gone, Refused

LEAD, SECOND = Facilitation.Role.LEAD, Facilitation.Role.SECOND
GOES_ON = live.AfterClosing.FACILITATION


def add_second(*, workshop: Workshop, user: User, is_guest: bool = False) -> Facilitation:
    """Names a second facilitator; who is there already keeps their role."""
    with live.writing(workshop, after_closing=GOES_ON):
        facilitation, _is_new = Facilitation.objects.get_or_create(
            workshop=workshop, user=user, defaults={"role": SECOND, "is_guest": is_guest}
        )
    return facilitation


def hand_over(*, workshop: Workshop, by: User, to: Facilitation) -> None:
    """The lead makes one of the others the lead and is second from then on."""
    with live.writing(workshop, after_closing=GOES_ON):
        if not workshop.facilitations.filter(user=by, role=LEAD).exists():
            raise Refused(_("Only the lead facilitator can hand over the lead. Ask them to."))
        if not workshop.facilitations.filter(pk=to.pk).exists():
            raise Refused(
                _("This person is no longer a facilitator of this workshop. Look at the list again.")
            )
        _lead_with(workshop, to)


def step_down(*, workshop: Workshop, by: User, facilitation: Facilitation) -> None:
    """A second facilitator ends their own part, or the lead ends it. The lead hands over first."""
    with live.writing(workshop, after_closing=GOES_ON) as write:
        is_lead = workshop.facilitations.filter(user=by, role=LEAD).exists()
        if not is_lead and facilitation.user_id != by.pk:
            raise Refused(_("Only the lead facilitator can remove others."))
        standing = workshop.facilitations.filter(pk=facilitation.pk).first()
        if standing and standing.role == LEAD:
            raise Refused(_("A workshop must have a lead facilitator. Hand over to somebody first."))
        if standing:
            standing.delete()
            write.close_sockets(CloseCode.FORBIDDEN, user_id=facilitation.user_id)


def end_without_membership(user: User) -> None:
    """Whoever belongs to an organisation no more facilitates none of its workshops.

    Guests stay while they belong to some organisation; one who has become a member is a guest no more.
    """
    member_of = set(user.memberships.values_list("organisation", flat=True))
    within = Q(workshop__organisation__in=member_of)
    user.facilitations.filter(within, is_guest=True).update(is_guest=False)
    ended = user.facilitations.exclude(within)
    if member_of:
        ended = ended.exclude(is_guest=True)
    for facilitation in ended.select_related("workshop").order_by("workshop_id"):  # before its rehearsal
        with (
            suppress(Gone),  # a rehearsal that has just ended
            live.writing(facilitation.workshop, after_closing=GOES_ON) as write,
        ):
            _end(write, facilitation)


def end_outside(write: live.Write) -> None:
    """As a part of another write: the workshop belongs to another organisation now."""
    standing = write.workshop.facilitations
    people = User.objects.filter(pk__in=standing.values("user"))
    with live.holding(people):  # nobody's membership ends meanwhile
        members = write.workshop.organisation.memberships.values("user")
        for facilitation in standing.exclude(user__in=members):
            _end(write, facilitation)
        standing.filter(is_guest=True).update(is_guest=False)  # members, all who are left


def _end(write: live.Write, facilitation: Facilitation) -> None:
    """The one who has been second the longest leads where the lead has gone."""
    workshop = write.workshop
    standing = workshop.facilitations.filter(pk=facilitation.pk).first()
    if standing is None:
        return
    standing.delete()
    following = workshop.facilitations.order_by("pk").first()
    if standing.role == LEAD and following:
        _lead_with(workshop, following)
    write.close_sockets(CloseCode.FORBIDDEN, user_id=facilitation.user_id)


def close_sockets_of(user: User) -> None:
    """For an account that may not come in any more."""
    for workshop_id in user.facilitations.values_list("workshop_id", flat=True):
        frames.close_sockets(workshop_id, CloseCode.FORBIDDEN, user_id=user.pk)


def _lead_with(workshop: Workshop, facilitation: Facilitation) -> None:
    """One lead at a time: the one until now steps back first."""
    workshop.facilitations.filter(role=LEAD).update(role=SECOND)
    workshop.facilitations.filter(pk=facilitation.pk).update(role=LEAD)


def sign_out(*, user_id: int) -> None:
    """The user's sockets are closed everywhere; a browser that is still signed in comes back by itself."""
    for workshop_id in Facilitation.objects.filter(user=user_id).values_list("workshop_id", flat=True):
        frames.close_sockets(workshop_id, CloseCode.SIGNED_OUT, user_id=user_id)
