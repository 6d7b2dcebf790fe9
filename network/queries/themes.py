"""What comes up: themes of many workshops side by side, put together as one organisation sees them.

Themes that are worded alike are one row of themselves. Rows stand by how many workshops have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from network.models import SharedTheme, SharedThemeEntry
from network.queries.likeness import Likeness, stems_of
from network.queries.selection import Selection
from workshops.models import Organisation, Theme
from workshops.queries import coordinator_scope
from workshops.text import dates
from workshops.text.collation import Alphabetical, sort_key

ON_A_PAGE, SUGGESTED = 30, 3
HELD_AT = Coalesce("workshop__dialogue_1_at", "workshop__dialogue_2_at", "workshop__created")
OF_MEMBERS = (
    *("title", "question", "is_joker"),
    *(f"workshop__{name}" for name in ("title", "language", "organisation__name")),
)
CALLED = Coalesce(NullIf("question", Value("")), "title", output_field=TextField())


Found = tuple[int, int, str, str]
"""A theme, its workshop, how it is called out, and the language of that. A network has thousands of them."""


@dataclass
class Wording:
    """Themes that are called out alike."""

    text: str
    language: str
    workshops: set[int] = field(default_factory=set)


@dataclass
class Row:
    """A shared theme with what it is put together of, or themes of one wording, which have no ``shared``."""

    key: str
    name: str
    shared: SharedTheme | None
    found: list[Found]
    workshops: set[int]
    suggested: Sequence[Row] = ()

    @property
    def language(self) -> str:
        return "" if self.shared else self.found[0][3]

    @property
    def themes(self) -> list[int]:
        return [theme for theme, *_more in self.found]

    @property
    def wordings(self) -> list[Wording]:
        """In the order in which they came up."""
        by_text: dict[str, Wording] = {}
        for _theme, workshop, text, language in self.found:
            by_text.setdefault(text, Wording(text, language)).workshops.add(workshop)
        return list(by_text.values())

    @property
    def texts(self) -> list[tuple[str, str]]:
        if len(self.found) == 1:  # as nearly all have
            return [self.found[0][2:]]
        return list(dict.fromkeys(one[2:] for one in self.found))


def keepers(user: Any) -> QuerySet[Organisation]:
    """Those in whose name this coordinator may put themes together."""
    return coordinator_scope.organisations(user).order_by(Alphabetical("name"), "pk")


def keeper_of(selection: Selection, asked: str = "") -> Organisation | None:
    """Whose way of putting together is shown: asked for, of the series, selected, or the first."""
    mine = list(keepers(selection.user))
    by_id = {str(one.pk): one for one in mine}
    of_series = selection.series and by_id.get(str(selection.series.organisation_id))
    chosen = selection.organisation and by_id.get(str(selection.organisation.pk))
    return by_id.get(asked) or of_series or chosen or (mine[0] if mine else None)


def found_in(selection: Selection) -> QuerySet[Theme]:
    """Each theme that stood by itself; the joker, which is everywhere, is none."""
    held = selection.held.order_by().values("pk")
    return Theme.objects.filter(workshop__in=held, is_joker=False, merged_into=None)


def rows(selection: Selection, keeper: Organisation) -> list[Row]:
    """Most workshops first."""
    shared = {one.pk: one for one in SharedTheme.objects.filter(organisation=keeper).order_by()}
    entries = SharedThemeEntry.objects.filter(organisation=keeper).order_by()
    where = dict(entries.values_list("theme", "shared"))
    by_key: dict[str, list[Found]] = {}
    fields = ("pk", "workshop", "called", "workshop__language")
    for theme in found_in(selection).annotate(called=CALLED).order_by("pk").values_list(*fields):
        pk, _workshop, text, language = theme
        standing = where.get(pk)
        key = f"s{standing}" if standing in shared else f"{language} {sort_key(text)}"
        by_key.setdefault(key, []).append(theme)
    found = [_row(alike, shared.get(where.get(alike[0][0], 0))) for alike in by_key.values()]
    return sorted(found, key=lambda row: (-len(row.workshops), sort_key(row.name), row.key))


def _row(found: list[Found], shared: SharedTheme | None) -> Row:
    first, _workshop, text, _language = found[0]
    key, name = (f"s{shared.pk}", shared.name) if shared else (f"t{first}", text)
    return Row(key, name, shared, found, {one[1] for one in found})


def with_words(found: Iterable[Row], words: str) -> list[Row]:
    """Those that have every word, in any form of it, or begin so."""
    asked = words.split()
    return [row for row in found if all(_has(row, word) for word in asked)]


def _has(row: Row, word: str) -> bool:
    letters = sort_key(word)
    if any(letters in sort_key(text) for text, _language in (*row.texts, (row.name, ""))):
        return True
    return any(stems_of([(word, language)]) <= stems_of([(text, language)]) for text, language in row.texts)


def suggest(shown: Iterable[Row], among: list[Row]) -> None:
    """Gives each of the rows that are shown those ``among`` all that may mean the same."""
    shown = list(shown)
    if not shown:
        return
    places = {row.key: place for place, row in enumerate(among)}
    likeness = Likeness([row.texts for row in among])
    for row in shown:
        row.suggested = [among[place] for place in likeness.nearest(places[row.key], SUGGESTED)]


def chosen(keys: Iterable[str], selection: Selection, keeper: Organisation) -> tuple[list[int], list[int]]:
    """Of what a page sends: the themes and the shared themes that are meant, the likely worded ones too.

    A theme that is no row of its own any more is meant by itself: who put it together meanwhile is told.
    """
    standing = {row.key: row for row in rows(selection, keeper)}
    wanted = list(dict.fromkeys(keys))
    single = [standing[key] for key in wanted if key in standing and not standing[key].shared]
    gone = [int(key[1:]) for key in wanted if key not in standing and key[:1] == "t" and _is_id(key[1:])]
    themes = [pk for row in single for pk in row.themes]
    themes += found_in(selection).filter(Q(pk__in=gone)).values_list("pk", flat=True)
    return themes, [int(key[1:]) for key in wanted if key[:1] == "s" and _is_id(key[1:])]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def one(keeper_ids: QuerySet[Organisation], shared_id: int) -> SharedTheme | None:
    rows = SharedTheme.objects.filter(organisation__in=keeper_ids, pk=shared_id)
    return rows.select_related("organisation").first()


def members(shared: SharedTheme) -> list[tuple[int, list[Theme]]]:
    """Each with its workshop, by the year in which that was held, the latest first."""
    rows = Theme.objects.filter(shared_entries__shared=shared).select_related("workshop__organisation")
    told = rows.annotate(held_at=HELD_AT).order_by("-held_at", "pk").only(*OF_MEMBERS)
    return [(year, list(themes)) for year, themes in groupby(told, lambda one: dates.year(one.held_at))]


def short(selection: Selection) -> dict[str, Any]:
    """For the overview: what came up in most workshops."""
    keeper = keeper_of(selection)
    found = rows(selection, keeper) if keeper else []
    return {"themes": found[:3]}
