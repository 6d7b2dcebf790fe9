"""Guards of the library's views: those who put practices right, who collect them, who come by a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from practices.models import Collection, CollectionLink
from practices.queries import collections, curation
from workshops.access.coordination import as_coordinator
from workshops.access.readers import LINK_HEADERS, link_ended

View = Callable[..., HttpResponse]
DOOR = "collection"


def as_curator(view: View) -> View:
    """Decorates ``view(request, practice, …)``: the coordinators concerned, of what is withdrawn too."""

    def guarded(request: HttpRequest, practice_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = curation.curatable_by(request.user).select_related("organisation")
        practice = get_object_or_404(rows, pk=practice_id)
        return view(request, practice, *args, **kwargs)

    return as_coordinator(wraps(view)(guarded))


def as_collector(view: View) -> View:
    """Decorates ``view(request, collection, …)``: coordinators of its organisation."""

    def guarded(request: HttpRequest, collection_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(collections.of(request.user), pk=collection_id)
        return view(request, found, *args, **kwargs)

    return as_coordinator(wraps(view)(guarded))


@dataclass(frozen=True)
class Reader:
    """Who came by a link. ``user`` is nobody unless the link is for people who sign in."""

    link: CollectionLink
    key: str
    user: Any
    language: str = ""  # asked for in the address
    path: str = ""

    @property
    def collection(self) -> Collection:
        return self.link.collection

    def languages(self) -> list[tuple[str, str, bool]]:
        now = translation.get_language()
        return [(code, f"{self.path}?language={code}", code == now) for code, _name in settings.LANGUAGES]

    def address_of(self, page: str, *args: Any) -> str:
        found = reverse(f"practices:{page}", args=[self.key, *args])
        return f"{found}?language={self.language}" if self.language else found


def as_link_reader(view: View) -> View:
    """Decorates ``view(request, reader, …)``; the address brings the link's ``key``."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        link, asked = collections.link_of(key), request.GET.get("language", "")
        language = asked if asked in dict(settings.LANGUAGES) else ""
        with translation.override(language or translation.get_language()):
            if link is None:
                response = link_ended(request, DOOR, "practices/link_ended.html")
            elif (user := _reading(request, link)) is None:
                response = redirect_to_login(request.get_full_path())
            else:
                response = view(request, Reader(link, key, user, language, request.path), *args, **kwargs)
        for name, value in LINK_HEADERS.items():
            response.headers[name] = value
        add_never_cache_headers(response)
        return response

    return guarded


def _reading(request: HttpRequest, link: CollectionLink) -> Any:
    """As whom it is read; None for somebody who has to sign in first. 404 for other organisations' people."""
    if link.audience == CollectionLink.Audience.ANYONE:
        return collections.ANYBODY
    if not request.user.is_authenticated:
        return None
    if not collections.belongs(request.user, link.collection):
        raise Http404
    return request.user
