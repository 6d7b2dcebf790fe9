"""Reads about pearls: all of them in the order they are told, and the one being told now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import Viewer
from workshops.models import Workshop
from workshops.queries import open_space
from workshops.queries.debrief import Slide, points_of

BEGINNING = Slide(_("Beginning"), "")
LABEL_LENGTH = 40


def pearls_of(workshop: Workshop) -> list[Any]:
    """Texts and pictures theme by theme, group by group, the joker's last; then those marked meanwhile."""
    told = {"group__theme__workshop": workshop, "group__theme__selected": True, "pearl": True}
    found = [
        *open_space.contributions().filter(**told),
        *open_space.pictures().filter(**told),
    ]
    return sorted(found, key=_place)


def pearls_among(themes: Iterable[Any]) -> list[Any]:
    """As ``pearls_of``, of themes as from `open_space.boards`."""
    texts = (text for theme in themes for group in theme.open_groups for text in group.texts)
    return sorted((text for text in texts if text.pearl and not text.hidden), key=_place)


def _place(pearl: Any) -> tuple[Any, ...]:
    theme = pearl.group.theme
    in_theme = (theme.is_joker, theme.order, theme.pk, pearl.group.letter, pearl.created, pearl.pk)
    return (pearl.pearl_order, *in_theme)


def telling(workshop: Workshop) -> dict[str, Any]:
    return slide_context(workshop, pearls_of(workshop))


def slide_context(workshop: Workshop, pearls: list[Any]) -> dict[str, Any]:
    """Slide 0 is the beginning, slide 1 the first pearl; a slide past the last shows the last."""
    slide = min(workshop.slide, len(pearls))
    return {
        "workshop": workshop,
        "pearls": pearls,
        "slide": slide,
        "pearl": pearls[slide - 1] if slide else None,
        "points": points_of(workshop, slide),
        "previous_slide": slide - 1 if slide else None,
        "next_slide": slide + 1 if slide < len(pearls) else None,
    }


def stage(viewer: Viewer) -> dict[str, Any]:
    return {**telling(viewer.workshop), **open_space.own_group(viewer)}


def room_context(workshop: Workshop) -> dict[str, Any]:
    """The pearl being told and how far each group that wrote has come in marking its own."""
    themes = open_space.boards(workshop)
    told = slide_context(workshop, pearls_among(themes))
    groups = [group for theme in themes for group in theme.open_groups]
    return {
        **told,
        "groups": [group for group in groups if group.texts],
        "slides": [BEGINNING, *(slide_of(pearl) for pearl in told["pearls"])],
    }


def slide_of(pearl: Any) -> Slide:
    return Slide(Truncator(pearl.text).chars(LABEL_LENGTH), pearl.group.theme.mark)
