"""Who takes part in a series: inviting another organisation, accepting for one, leaving."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from network.forms.invitations import InviteForm, JoinForm
from network.models import Series, SeriesInvitation
from network.queries import invitations as invitations_queries
from network.queries import series as series_queries
from network.services import series_invitations, series_members
from network.views.guards import as_series_keeper, as_series_member
from network.views.series import back_to, page
from workshops.access.addresses import absolute_from
from workshops.access.permissions import can_coordinate
from workshops.access.readers import LINK_HEADERS, link_ended
from workshops.models import Organisation, User

DOOR = "series"


@as_series_keeper
@require_POST
def invite(request: HttpRequest, series: Series) -> HttpResponse:
    form = InviteForm(request.POST, series=series)
    if not form.is_valid():
        return page(request, series, invite=form)
    user, address = cast(User, request.user), absolute_from(request)
    series_invitations.invite(series=series, by=user, address=address, **form.cleaned_data)
    return back_to(series, "members")


@as_series_keeper
@require_POST
def invite_again(request: HttpRequest, series: Series, invitation_id: int) -> HttpResponse:
    user, address = cast(User, request.user), absolute_from(request)
    pk = invitation_id
    series_invitations.send_again(series=series, by=user, invitation_id=pk, address=address)
    return back_to(series, "members")


@as_series_keeper
@require_POST
def uninvite(_request: HttpRequest, series: Series, invitation_id: int) -> HttpResponse:
    series_invitations.withdraw(series=series, invitation_id=invitation_id)
    return back_to(series, "members")


@as_series_member
@require_POST
def leave(request: HttpRequest, series: Series, organisation_id: int) -> HttpResponse:
    """By coordinators of the organisation itself, or of the one that looks after the series."""
    user, pk = cast(User, request.user), organisation_id
    if not (series_queries.is_kept_by(series, user) or pk in user.coordinated):
        raise Http404
    organisation = get_object_or_404(Organisation, pk=pk, series_memberships__series=series)
    series_members.leave(series=series, organisation=organisation, by=user)
    is_still_there = series_queries.own_of(series, user).exists()
    return back_to(series, "members") if is_still_there else redirect("network:series")


# --- by the link in the mail ---


def _as_invited(view: Any) -> Any:
    """Decorates ``view(request, invitation)``; the address brings the ``key`` of its link."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str) -> HttpResponse:
        invitation = invitations_queries.of_key(key)
        found = view(request, invitation) if invitation else link_ended(request, DOOR, "network/ended.html")
        response: HttpResponse = found
        response.headers["X-Robots-Tag"] = LINK_HEADERS["X-Robots-Tag"]
        add_never_cache_headers(response)
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@_as_invited
def invited(request: HttpRequest, invitation: SeriesInvitation) -> HttpResponse:
    """Opening it changes nothing. Whoever has it may accept for an organisation that they coordinate."""
    series, user = invitation.series, request.user
    may = can_coordinate(user)
    form = JoinForm(request.POST or None, series=series, user=user) if may else None
    if form and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        series_members.join(series=series, invitation_id=invitation.pk, organisation=organisation)
        return back_to(series)
    context = {
        "invitation": invitation,
        "series": series,
        "form": form,
        "may_join": bool(form) and invitations_queries.may_join(series, user).exists(),
        "is_own": may and series_queries.own_of(series, user).exists(),
    }
    return render(request, "network/invited.html", context, status=422 if form and form.errors else 200)
