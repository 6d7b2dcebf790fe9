"""What the code on a table's card opens."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from workshops import access
from workshops.access.permissions import Viewer
from workshops.models import Participant, Workshop
from workshops.refusals import Refused
from workshops.views import joining
from worryzones import table_links
from worryzones.models import Table
from worryzones.queries import cafe as cafe_queries
from worryzones.queries.tables import row_at
from worryzones.services import tables


@joining.as_visitor
@require_http_methods(["GET", "HEAD", "POST"])
def join_at(request: HttpRequest, workshop: Workshop, link: str) -> HttpResponse:
    """Joining by a card seats one at its table; who is in already is asked, as a look changes nothing.

    Outside the rounds, or with a card that is not this workshop's, it is the same as the usual door.
    """
    place = table_links.read(workshop.pk, link)
    viewer = access.participant_in(workshop, request.COOKIES)
    if viewer is None:
        return joining.come_in(request, workshop, lambda participant: _seat(participant, place))
    row = row_at(workshop, *place) if place else None
    if not (place and row and viewer.participant) or _is_there(viewer, row["table"]):
        return redirect("workshops:stage", workshop.code)
    if request.method == "POST":
        tables.sit_at(participant=viewer.participant, cafe_number=place[0], zone_number=place[1])
        return redirect("workshops:stage", workshop.code)
    return render(request, "worryzones/sit.html", {"workshop": workshop, "row": row})


def _seat(participant: Participant, place: tuple[int, int] | None) -> None:
    """At a full table one keeps the seat that joining gave."""
    if place:
        with suppress(Refused):
            tables.sit_at(participant=participant, cafe_number=place[0], zone_number=place[1])


def _is_there(viewer: Viewer, table: Table) -> bool:
    here, _group = cafe_queries.table_for(viewer)
    return here == table
