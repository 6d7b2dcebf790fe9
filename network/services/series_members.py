"""Writes about who takes part in a series beside the organisation that looks after it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from network.models import Series, SeriesInvitation, SeriesMember, Turn
from network.queries import invitations
from network.services.series import GOES_ON, go_out, holding_series, let_go, workshops_of
from workshops import live
from workshops.models import Organisation, User
from workshops.refusals import Gone, Refused


def join(*, series: Series, invitation_id: int, organisation: Organisation) -> None:
    """By an invitation that stands, which is used up by it; its area is meant to take part from now on."""
    with holding_series(series) as row:
        invitation = invitations.standing().filter(series=row, pk=invitation_id).first()
        if invitation is None:
            raise Gone(_("This invitation no longer stands. Ask whoever invited you for a new one."))
        if organisation.pk == row.organisation_id:
            words = _("%(organisation)s looks after this series, and so is in it already.")
            raise Refused(words % {"organisation": organisation})
        SeriesMember.objects.get_or_create(series=row, organisation=organisation)
        if invitation.area:
            row.areas.add(invitation.area.merged_into or invitation.area)
        SeriesInvitation.objects.filter(pk=invitation.pk).delete()


def leave(*, series: Series, organisation: Organisation, by: User) -> None:
    """Its workshops go out of the series, its turns wait for another host, and nothing else is lost."""
    with live.holding(workshops_of(series, organisation=organisation)) as held, holding_series(series) as row:
        gone, _rows = SeriesMember.objects.filter(series=row, organisation=organisation).delete()
        if not gone:
            raise Gone(_("This organisation has already left the series."))
        Turn.objects.filter(series=row, host=organisation).update(host=None, reminded_on=None)
        let_go(row, held.values(), by)
    _let_latecomers_go(series, organisation, by)


def _let_latecomers_go(series: Series, organisation: Organisation, by: User) -> None:
    """What was put in while this waited for the series' row: from now on nothing can be."""
    for workshop in workshops_of(series, organisation=organisation):
        with live.writing(workshop, after_closing=GOES_ON) as write, holding_series(series) as row:
            go_out(write, row, by)
