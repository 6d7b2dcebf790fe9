"""New practices as an Atom feed: those that its reader may read, of the search in the address."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from practices.documents import telling
from practices.forms.library import SearchForm
from practices.models import Practice
from practices.queries import search

NEWEST = 30


class InTheirLanguages(Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}


class NewPractices(Feed):
    """A reader program has no session, so it gets what everyone may read."""

    feed_type = InTheirLanguages

    def get_object(self, request: HttpRequest) -> tuple[Any, Any]:
        form = SearchForm(request.GET)
        if not form.is_valid():
            raise Http404
        return request.user, form.wish()

    def title(self, _asked: Any) -> str:
        return _("Practice library")

    def subtitle(self, asked: tuple[Any, Any]) -> str:
        wish = asked[1]
        if wish.query:
            return _("New practices: %(words)s") % {"words": wish.query}
        return _("New practices that work communities have chosen to share")

    def link(self, asked: tuple[Any, Any]) -> str:
        return _with(reverse("practices:library"), asked[1])

    def feed_url(self, asked: tuple[Any, Any]) -> str:
        return _with(reverse("practices:feed"), asked[1])

    def items(self, asked: tuple[Any, Any]) -> list[Practice]:
        return search.find(*asked).newest(NEWEST)

    def item_title(self, item: Practice) -> str:
        return str(item)

    def item_description(self, item: Practice) -> str:
        return "\n".join(filter(None, [item.explained, item.theme, telling.about(item)]))

    def item_link(self, item: Practice) -> str:
        return reverse("practices:practice", args=[item.pk])

    def item_pubdate(self, item: Practice) -> datetime:
        return item.created

    def item_updateddate(self, item: Practice) -> datetime:
        return item.changed

    def item_author_name(self, item: Practice) -> str:
        return str(item.organisation or "")

    def item_extra_kwargs(self, item: Practice) -> dict[str, Any]:
        return {"language": item.language}

    def item_categories(self, item: Practice) -> list[str]:
        return item.keyword_list


def _with(address: str, wish: Any) -> str:
    asked = {**({"q": wish.query} if wish.query else {}), **wish.filters}
    return f"{address}?{urlencode(asked)}" if asked else address
