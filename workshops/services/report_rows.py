"""The rows of the host app's own sections, made of a report: nobody's, of one moment, in its order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import PurePath
from uuid import UUID

import msgspec

from workshops.documents.report import schema
from workshops.extension.report_import import Importing, ids_in_order
from workshops.models import (
    Agreement,
    Amendment,
    Contribution,
    DebriefNote,
    FeedbackAnswer,
    FeedbackScore,
    Heard,
    Need,
    OpenSpaceGroup,
    Picture,
    Task,
    ThemeVote,
)

Place = tuple[str, str]  # of a group: its theme and its letter


def votes(importing: Importing, data: schema.Themes) -> None:
    """Under five nobody knows how many there were; one of them says that there were any."""
    told = {row.theme: row.votes or 0 for row in data.votes}
    if data.votes_told and not any(told.values()):
        told = {next(ref for ref in told if not importing.themes[ref].is_joker): 1}
    ThemeVote.objects.bulk_create(
        ThemeVote(theme=importing.themes[ref])
        for ref, count in told.items()
        for _vote in range(importing.rows_for(count))
    )


def sharing(importing: Importing, data: schema.Sharing) -> None:
    _points(importing, "sharing", data.points)


def _points(importing: Importing, phase: str, texts: list[str]) -> None:
    DebriefNote.objects.bulk_create(
        DebriefNote(workshop=importing.workshop, phase=phase, text=text) for text in texts
    )


# --- Open Space and its pearls ---


@dataclass(frozen=True, eq=False)
class Item:
    """A text of a group or a picture; of two that say the same each is one of its own."""

    place: Place
    kind: str
    text: str
    pearl: bool = True
    picture: schema.Picture | None = None


def open_space(importing: Importing, data: schema.OpenSpace) -> None:
    places = {(worked.theme, group.letter): group.place for worked in data.themes for group in worked.groups}
    items = [
        item for worked in data.themes for group in worked.groups for item in _items(worked.theme, group)
    ]
    told: schema.Pearls | None = importing.data("pearls")
    _space(importing, places, items, told.pearls if told else [])


def pearls(importing: Importing, data: schema.Pearls) -> None:
    """Of groups that are told of nowhere else where Open Space is left out."""
    _points(importing, "pearls", data.points)
    if importing.data("open-space") is None:
        items = [
            Item((pearl.theme, pearl.letter), pearl.kind, pearl.text, picture=pearl.picture)
            for pearl in data.pearls
        ]
        _space(importing, dict.fromkeys((item.place for item in items), ""), items, data.pearls)


def _items(theme: str, group: schema.Group) -> list[Item]:
    place = (theme, group.letter)
    texts = [Item(place, text.kind, text.text, text.pearl) for text in group.texts]
    return texts + [Item(place, "picture", p.description, p.pearl, p) for p in group.pictures]


def _space(
    importing: Importing, places: dict[Place, str], items: list[Item], told: list[schema.Pearl]
) -> None:
    groups = {
        (theme, letter): OpenSpaceGroup.objects.create(
            theme=importing.themes[theme], letter=letter, place=where, ended=True
        )
        for (theme, letter), where in places.items()
    }
    in_order = _in_order(items, told)
    for pk, item in zip(ids_in_order(len(in_order)), in_order, strict=True):
        _write(importing, pk, item, groups[item.place])


def _in_order(items: list[Item], told: list[schema.Pearl]) -> list[Item]:
    """One order in which pictures, texts and pearls each come as they are told.

    Raises ``ValueError`` when there is none.
    """
    pictures = sorted((i for i in items if i.picture), key=lambda i: _number(i.picture))
    chains: dict[object, list[Item]] = defaultdict(list, {"pictures": pictures})
    for item in items:
        if not item.picture:
            chains[item.place, item.pearl].append(item)
    left = [item for item in items if item.pearl]
    for pearl in told:
        item = next(i for i in left if (*i.place, i.kind, i.text) == _key(pearl))
        left.remove(item)
        chains["told", item.place].append(item)
    sorter = TopologicalSorter({item: set() for item in items})
    for chain in chains.values():
        for before, after in pairwise(chain):
            sorter.add(after, before)
    return list(sorter.static_order())


def _key(pearl: schema.Pearl) -> tuple[str, str, str, str]:
    return (pearl.theme, pearl.letter, pearl.kind, pearl.text)


def _number(picture: schema.Picture | None) -> int:
    return int(re.sub(r"\D", "", picture.file)) if picture else 0


def _write(importing: Importing, pk: UUID, item: Item, group: OpenSpaceGroup) -> None:
    """A picture's file is not in the report's data: it is told as one that could not be found."""
    shared = {"pk": pk, "group": group, "pearl": item.pearl, "created": importing.moment}
    if not item.picture:
        Contribution.objects.create(kind=item.kind, text=item.text, **shared)
        return
    Picture.objects.create(
        workshop=importing.workshop,
        image=f"pictures/{pk}{PurePath(item.picture.file).suffix}",
        description=item.text,
        width=item.picture.width,
        height=item.picture.height,
        **shared,
    )


# --- the end ---


def heard(importing: Importing, data: schema.Heard) -> None:
    """The last one said is read first."""
    rows = zip(ids_in_order(len(data.lines))[::-1], data.lines, strict=True)
    Heard.objects.bulk_create(
        Heard(pk=pk, workshop=importing.workshop, text=text, created=importing.moment) for pk, text in rows
    )
    if data.last_word:
        Agreement.objects.update_or_create(
            workshop=importing.workshop, defaults={"last_word": data.last_word}
        )


FIELDS = ("decision", "how_themes", "how_results", "next_at", "next_place", "confirmed_at")


def agreement(importing: Importing, data: schema.Agreement) -> None:
    workshop = importing.workshop
    said = {name: getattr(data, name) for name in FIELDS}
    Agreement.objects.update_or_create(workshop=workshop, defaults=said)
    for need in data.needs:
        Need.objects.create(workshop=workshop, text=need.text, horizon=need.horizon)
    for task in data.tasks:
        Task.objects.create(
            workshop=workshop,
            what=task.what,
            responsible=task.responsible,
            due=task.due,
            status=task.status,
            how=task.how,
            told_on=task.told_on,
        )
    for told in data.amendments:
        stood = {"before": told.before, "after": told.after}
        kept = {name: msgspec.to_builtins(was) if was else {} for name, was in stood.items()}
        Amendment.objects.create(workshop=workshop, at=told.at, by=told.by, what=told.what, **kept)


def feedback(importing: Importing, data: schema.Feedback) -> None:
    """So many answers, whose scores have the same means, to the same sentences."""
    workshop = importing.workshop
    workshop.feedback_form = [
        {"key": told.key, "fi": told.wording.fi, "sv": told.wording.sv, "en": told.wording.en}
        for told in data.statements
    ]
    workshop.save(update_fields=["feedback_form"])
    rows = [
        FeedbackAnswer(pk=pk, workshop=workshop) for pk in ids_in_order(importing.rows_for(data.answered))
    ]
    for row, words in zip(rows, data.words, strict=False):
        row.text = words
    FeedbackAnswer.objects.bulk_create(rows)
    FeedbackScore.objects.bulk_create(
        FeedbackScore(answer=row, key=statement.key, score=score)
        for statement in data.statements
        for row, score in zip(rows, _scores(importing, statement, len(rows)), strict=False)
    )


def _scores(importing: Importing, statement: schema.Statement, answered: int) -> list[int]:
    if statement.mean is None or statement.count is None:
        return []
    if importing.rows_for(statement.count) > answered:
        raise ValueError("More have scored it than have answered.")
    each, more = divmod(round(statement.mean * statement.count), statement.count)
    return [each + 1] * more + [each] * (statement.count - more)
