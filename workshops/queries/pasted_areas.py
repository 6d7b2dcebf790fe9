"""Reads about a pasted list of areas: what of it is new, what would change, and what stands already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workshops.models import Area, User, Workshop
from workshops.models.name_keys import key_of

PLACES = ("sub_region", "region")


@dataclass(frozen=True)
class Line:
    """What one line says, tidied; ``number`` counts from one, empty lines too."""

    number: int
    kind: str
    name: str
    sub_region: str = ""
    region: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, key_of(self.name)

    @property
    def kind_label(self) -> str:
        return str(Area.Kind(self.kind).label)


@dataclass(frozen=True)
class Change:
    """An area that is there, and what the list says otherwise of it."""

    line: Line
    area: Area
    fields: dict[str, str]

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Of each field its name, what stands and what would."""
        model = Area._meta
        return [
            (str(model.get_field(name).verbose_name), getattr(self.area, name), value)  # type: ignore[union-attr]
            for name, value in self.fields.items()
        ]


@dataclass
class Plan:
    """``kept``: the list says otherwise, but others use the area too, so it stays as it is."""

    new: list[Line] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    same: list[Area] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def mark(self) -> str:
        """The same for the same things to do, however the lines that say them lie."""
        new = sorted((*line.key, line.name, line.sub_region, line.region) for line in self.new)
        changed = sorted((change.area.pk, sorted(change.fields.items())) for change in self.changed)
        return hashlib.sha256(repr((new, changed)).encode()).hexdigest()[:32]


def plan(lines: Sequence[Line], user: User) -> Plan:
    """Two queries, however long the list is."""
    standing = {(area.kind, area.name_key): area for area in Area.objects.select_related("merged_into")}
    theirs = _used_elsewhere(user)
    found = Plan()
    for line in _spelled(lines, standing.values()):
        area = standing.get(line.key)
        if area is None:
            found.new.append(line)
            continue
        fields = {} if area.merged_into_id else _otherwise(line, area)
        if not fields:
            found.same.append(area)
        else:
            into = found.kept if area.pk in theirs else found.changed
            into.append(Change(line, area, fields))
    return found


def _otherwise(line: Line, area: Area) -> dict[str, str]:
    """What the line says nothing of stays; capitals alone are no change."""
    said = {name: getattr(line, name) for name in PLACES}
    return {name: it for name, it in said.items() if it and key_of(it) != key_of(getattr(area, name))}


def _spelled(lines: Iterable[Line], areas: Iterable[Area]) -> list[Line]:
    """A region is written as it is in the list already, or in the first line that names it."""
    known: dict[tuple[str, str], str] = {}

    def spelled(name: str, value: str) -> str:
        return known.setdefault((name, key_of(value)), value)

    for area in areas:
        for name in PLACES:
            spelled(name, getattr(area, name))
    return [
        replace(
            line,
            sub_region=spelled("sub_region", line.sub_region),
            region=spelled("region", line.region),
        )
        for line in lines
    ]


def _used_elsewhere(user: User) -> set[int]:
    """As `coordinator_scope.used_elsewhere`, for all areas at once."""
    if user.is_superuser:
        return set()
    theirs = Workshop.objects.filter(rehearsal_of=None).exclude(organisation__in=user.coordinated)
    pairs = theirs.order_by().values_list("areas", "areas__merged_into").distinct()
    return {pk for pair in pairs for pk in pair if pk}
