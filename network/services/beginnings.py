"""A workshop that is made in a series, or as what a host makes of their turn: ``series-7``, ``turn-12``."""

from __future__ import annotations

import re
from functools import partial

from network.models import Series, Turn
from network.queries import scope
from network.queries import series as series_queries
from network.services import series_workshops
from workshops.access.permissions import can_coordinate
from workshops.extension.belonging import Beginning, Whole
from workshops.models import User, Workshop

KEY = re.compile(r"(series|turn)-([0-9]{1,18})")


def beginning_of(user: User, key: str) -> Beginning | None:
    """For coordinators of organisations that take part in it."""
    matched = KEY.fullmatch(key)
    if not (matched and can_coordinate(user)):
        return None
    kind, pk = matched[1], int(matched[2])
    turn = Turn.objects.filter(pk=pk).first() if kind == "turn" else None
    if kind == "turn" and turn is None:
        return None
    wanted = turn.series_id if turn else pk
    series = scope.series(user).select_related("organisation", "template").filter(pk=wanted).first()
    return _beginning(series, turn, user) if series else None


def _beginning(series: Series, turn: Turn | None, user: User) -> Beginning:
    """A turn's workshop is its host's, where there is one."""
    own = set(series_queries.own_of(series, user).values_list("pk", flat=True))
    if turn and turn.host_id:
        own &= {turn.host_id}
    return Beginning(
        Whole(series.name, series.language, series.organisation.name),
        series.template,
        frozenset(own),
        partial(_put, series, turn.pk if turn else None),
    )


def _put(series: Series, turn_id: int | None, workshop: Workshop, user: User) -> None:
    series_workshops.put(series=series, workshop=workshop, by=user, turn_id=turn_id)
