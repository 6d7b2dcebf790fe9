"""Reads about pearls: all of them in the order they are told, and the one being told now."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from workshops.models import Contribution, Workshop
from workshops.permissions import Viewer
from workshops.queries import open_space
from workshops.queries.debrief import Slide

BEGINNING = Slide(_("Beginning"), "")
LABEL_LENGTH = 40


def pearls_of(workshop: Workshop) -> list[Contribution]:
    """Theme by theme, group by group, the joker's last."""
    shown = Contribution.objects.filter(
        group__theme__workshop=workshop, group__theme__selected=True, pearl=True, hidden=False
    )
    path = "group__theme"
    order = (f"{path}__is_joker", f"{path}__order", f"{path}_id", "group__letter", "created", "pk")
    return list(shown.select_related(path).order_by(*order))


def telling(workshop: Workshop) -> dict[str, Any]:
    """Slide 0 is the beginning, slide 1 the first pearl; a slide past the last shows the last."""
    pearls = pearls_of(workshop)
    slide = min(workshop.slide, len(pearls))
    return {
        "workshop": workshop,
        "pearls": pearls,
        "slide": slide,
        "pearl": pearls[slide - 1] if slide else None,
        "previous_slide": slide - 1 if slide else None,
        "next_slide": slide + 1 if slide < len(pearls) else None,
    }


def stage(viewer: Viewer) -> dict[str, Any]:
    return {**telling(viewer.workshop), **open_space.own_group(viewer)}


def room(workshop: Workshop) -> dict[str, Any]:
    """The pearl being told and how far each group that wrote has come in marking its own."""
    told, themes = telling(workshop), open_space.boards(workshop)
    groups = [group for theme in themes for group in theme.open_groups]
    return {
        **told,
        "groups": [group for group in groups if group.texts],
        "slides": [BEGINNING, *(slide_of(pearl) for pearl in told["pearls"])],
    }


def slide_of(pearl: Contribution) -> Slide:
    return Slide(Truncator(pearl.text).chars(LABEL_LENGTH), pearl.group.theme.mark)
