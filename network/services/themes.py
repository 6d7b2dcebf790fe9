"""Writes about shared themes. Each holds its organisation's row, so that a theme is put together once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from network.models import SharedTheme, SharedThemeEntry
from network.models.themes import NAME_LENGTH
from workshops import live
from workshops.models import Organisation, Theme
from workshops.refusals import Gone, Refused
from workshops.services import rewording


def put_together(*, organisation: Organisation, name: str, themes: list[int], into: list[int]) -> SharedTheme:
    """These themes, and the shared ones of ``into``, become one: the oldest of those, or a new one.

    Raises `Refused` when a colleague has put one of the themes into something else meanwhile, or with the
    very same press.
    """
    with _keeping(organisation):
        standing = SharedThemeEntry.objects.filter(organisation=organisation, theme__in=themes)
        found = standing.select_related("shared").first()
        if found:
            raise Refused(
                _("A colleague has put this together meanwhile: it is in “%(name)s” now. Look at it below.")
                % {"name": found.shared}
            )
        joined = list(SharedTheme.objects.filter(organisation=organisation, pk__in=into).order_by("pk"))
        if len(joined) < len(set(into)):
            raise Gone(_("A colleague has changed what is put together meanwhile. Look at it below."))
        kept = joined[0] if joined else SharedTheme(organisation=organisation)
        kept.name = name or kept.name or _name_of(themes)
        kept.save()
        _move(kept, joined[1:])
        SharedThemeEntry.objects.bulk_create(
            SharedThemeEntry(shared=kept, organisation=organisation, theme_id=theme) for theme in themes
        )
    return kept


def _name_of(themes: list[int]) -> str:
    """Without a name of its own it has that of the first one."""
    first = Theme.objects.filter(pk=themes[0]).first()
    if first is None:
        raise Gone(_("One of these themes is no longer there. Look at the list again."))
    return str(first)[:NAME_LENGTH]


def _move(kept: SharedTheme, others: list[SharedTheme]) -> None:
    SharedThemeEntry.objects.filter(shared__in=others).update(shared=kept)
    SharedTheme.objects.filter(pk__in=[other.pk for other in others]).delete()


def rename(*, shared: SharedTheme, read: str | None, name: str) -> None:
    """Raises `rewording.Overtaken` for what a colleague has changed since ``read``."""
    with _holding(shared) as row:
        rewording.reword(row, read=read, name=name)


def take_out(*, shared: SharedTheme, theme_id: int) -> None:
    """The theme stands by itself again; with its last one a shared theme is gone."""
    with _holding(shared) as row:
        SharedThemeEntry.objects.filter(shared=row, theme=theme_id).delete()
        if not SharedThemeEntry.objects.filter(shared=row).exists():
            row.delete()


def take_apart(*, shared: SharedTheme) -> None:
    """Each theme stands by itself again."""
    with _holding(shared) as row:
        row.delete()


@contextmanager
def _keeping(organisation: Organisation) -> Iterator[None]:
    with live.holding(Organisation.objects.filter(pk=organisation.pk)):
        yield


@contextmanager
def _holding(shared: SharedTheme) -> Iterator[SharedTheme]:
    with _keeping(shared.organisation):
        row = SharedTheme.objects.filter(pk=shared.pk).first()
        if row is None:
            raise Gone(_("A colleague has taken this apart meanwhile, or joined it with another one."))
        yield row
