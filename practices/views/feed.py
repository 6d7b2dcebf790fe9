"""New practices as an Atom feed: those that its reader may read, of the search in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from practices.documents import telling
from practices.forms.library import SearchForm
from practices.models import Practice
from practices.queries import search
from practices.queries.search import Wish
from workshops.access.addresses import absolute_from

NEWEST = 30


class InTheirLanguages(Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}


@dataclass(frozen=True)
class Asked:
    """``absolute`` makes an address of a path: the site's set one, whatever the request asked for."""

    user: Any
    wish: Wish
    absolute: Callable[[str], str]

    def address_of(self, page: str) -> str:
        asked = {**({"q": self.wish.query} if self.wish.query else {}), **self.wish.filters}
        return self.absolute(reverse(f"practices:{page}") + (f"?{urlencode(asked)}" if asked else ""))


@dataclass(frozen=True)
class Item:
    practice: Practice
    absolute: Callable[[str], str]


class NewPractices(Feed):
    """A reader program has no session, so it gets what everyone may read."""

    feed_type = InTheirLanguages

    def get_object(self, request: HttpRequest) -> Asked:
        form = SearchForm(request.GET)
        if not form.is_valid():
            raise Http404
        return Asked(request.user, form.wish(), absolute_from(request))

    def title(self, _asked: Asked) -> str:
        return _("Practice library")

    def subtitle(self, asked: Asked) -> str:
        if asked.wish.query:
            return _("New practices: %(words)s") % {"words": asked.wish.query}
        return _("New practices that work communities have chosen to share")

    def link(self, asked: Asked) -> str:
        return asked.address_of("library")

    def feed_url(self, asked: Asked) -> str:
        return asked.address_of("feed")

    def items(self, asked: Asked) -> list[Item]:
        found = search.find(asked.user, asked.wish).newest(NEWEST)
        return [Item(practice, asked.absolute) for practice in found]

    def item_title(self, item: Item) -> str:
        return str(item.practice)

    def item_description(self, item: Item) -> str:
        """Atom's summaries are HTML, so what people wrote is made plain for it."""
        practice = item.practice
        return linebreaksbr(
            "\n".join(filter(None, [practice.explained, practice.theme, telling.about(practice)]))
        )

    def item_link(self, item: Item) -> str:
        return item.absolute(reverse("practices:practice", args=[item.practice.pk]))

    def item_pubdate(self, item: Item) -> datetime:
        return item.practice.created

    def item_updateddate(self, item: Item) -> datetime:
        return item.practice.changed

    def item_author_name(self, item: Item) -> str:
        return str(item.practice.organisation or "")

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        return {"language": item.practice.language}

    def item_categories(self, item: Item) -> list[str]:
        return item.practice.keyword_list
