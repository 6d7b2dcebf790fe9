"""Guards of the network's views: a coordinator with what they have selected, a series that they may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from network.forms.selection import SelectionForm
from network.models import Folder
from network.queries import calendars, folders, scope, synthesis
from workshops.access import readers
from workshops.access.coordination import as_coordinator

View = Callable[..., HttpResponse]


def as_network(view: View) -> View:
    """Decorates ``view(request, selection, …)`` for coordinators and operators.

    ``request.network`` is for `templates/network/base.html`: the form that selects, and what is selected.
    """

    @wraps(view)
    def selecting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SelectionForm(request.GET, user=request.user)
        selection = form.selection()
        request.network = {"form": form, "selection": selection}  # type: ignore[attr-defined]
        response = view(request, selection, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return as_coordinator(selecting)


def as_series_keeper(view: View) -> View:
    """Decorates ``view(request, series, …)`` for coordinators of the organisation that looks after it."""
    return _of_series(view, scope.kept_series)


def as_series_member(view: View) -> View:
    """As `as_series_keeper`, for coordinators of organisations that have joined it too."""
    return _of_series(view, scope.series)


def as_synthesis_keeper(view: View) -> View:
    """Decorates ``view(request, synthesis, …)`` for coordinators of the organisation that writes it."""
    return _of_synthesis(view, synthesis.kept)


def as_synthesis_reader(view: View) -> View:
    """As `as_synthesis_keeper`, for the members of its series too."""
    return _of_synthesis(view, synthesis.readable)


def _of_synthesis(view: View, within: Callable[[Any], Any]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, synthesis_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(within(request.user), pk=synthesis_id)
        response = view(request, found, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return as_coordinator(guarded)


def _of_series(view: View, within: Callable[[Any], Any]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, series_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = within(request.user).select_related("organisation")
        found = get_object_or_404(rows, pk=series_id)
        response = view(request, found, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return as_coordinator(guarded)


def as_network_calendar(view: View) -> View:
    """Decorates ``view(request, user)`` for calendar programs. Addresses that open nothing answer alike."""

    @wraps(view)
    def guarded(request: HttpRequest, feed: str) -> HttpResponse:
        user = calendars.user_of(feed)
        if user is None:
            return readers.behind_link(render(request, "workshops/link_ended.html", status=404))
        with translation.override(settings.LANGUAGE_CODE):
            return readers.behind_link(view(request, user))

    return guarded


def as_folder_reader(view: View) -> View:
    """Decorates ``view(request, folder)`` for whoever has its link; the address brings the ``folder_key``."""

    @wraps(view)
    def guarded(request: HttpRequest, folder_key: str) -> HttpResponse:
        folder = folders.behind(folder_key)
        with translation.override(readers.language_asked(request) or translation.get_language()):
            if folder is None:
                return readers.behind_link(readers.link_ended(request, "folder"))
            return readers.behind_link(view(request, folder, folder_key))

    return guarded


def own_folder(user: Any, folder_id: int) -> Folder:
    return get_object_or_404(folders.of(user), pk=folder_id)
