"""The door to the pages of those who look after organisations, outside of the admin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from workshops.access import sign_in_required
from workshops.access.permissions import can_coordinate

View = Callable[..., HttpResponse]


def as_coordinator(view: View) -> View:
    """Decorates ``view(request, …)`` for coordinators and operators: to others it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_coordinate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return sign_in_required(guarded)
