"""A workshop while it is read: how its themes and pictures are called in this one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from workshops.documents.report import schema
from workshops.models import Picture as PictureRow
from workshops.models import Theme, Workshop


class Names(dict[Any, Any]):
    """What things are called in this one document; ``told`` are those that some section has told of."""

    def __init__(self, names: Mapping[Any, Any]) -> None:
        super().__init__(names)
        self.told: set[Any] = set()

    def __getitem__(self, key: Any) -> Any:
        self.told.add(key)
        return super().__getitem__(key)


@dataclass
class ReadContext:
    """A workshop while it is read. With ``only`` nothing is there but what that reading has told of."""

    workshop: Workshop
    only: ReadContext | None = None
    refs: Names = field(init=False)
    pictures: Names = field(init=False)
    rows: dict[str, PictureRow] = field(init=False)

    def __post_init__(self) -> None:
        self.themes = list(Theme.objects.filter(workshop=self.workshop).order_by("pk"))
        shown = pictures_of(self.workshop)
        if self.only:
            kept = self.only.themes_told()
            self.themes = [theme for theme in self.themes if theme.pk in kept]
            shown = [row for row in shown if row.pk in self.only.pictures.told]
        self.refs = Names({theme.pk: f"t{number}" for number, theme in enumerate(self.themes, 1)})
        pictures = [_picture(row, number) for number, row in enumerate(shown, 1)]
        self.pictures = Names({row.pk: picture for row, picture in zip(shown, pictures, strict=True)})
        self.rows = {picture.file: row for row, picture in zip(shown, pictures, strict=True)}

    def themes_told(self) -> set[int]:
        """Each with what it lives on in."""
        into = {theme.pk: theme.merged_into_id for theme in self.themes}
        found, due = set(), list(self.refs.told)
        while due:
            pk = due.pop()
            found.add(pk)
            due += [into[pk]] if into[pk] and into[pk] not in found else []
        return found


def pictures_of(workshop: Workshop) -> list[PictureRow]:
    shown = PictureRow.objects.filter(workshop=workshop, hidden=False, group__isnull=False)
    return list(shown.order_by("created", "pk"))


def _picture(row: PictureRow, number: int) -> schema.Picture:
    suffix = PurePath(row.image.name or "").suffix or ".jpg"
    return schema.Picture(
        file=f"pictures/{number}{suffix}",
        description=row.description,
        width=row.width,
        height=row.height,
        pearl=row.pearl,
    )
