"""Reads about Open Space: the themes at work, their groups, who is where, what they write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from workshops.access.permissions import Viewer
from workshops.course.principles import IT_ENDS, TWO_FEET_NAME, TWO_FEET_RULE
from workshops.course.questions import OPEN_SPACE_QUESTIONS
from workshops.models import Contribution, OpenSpaceGroup, Picture, Theme, Workshop
from workshops.privacy import looks_personal
from workshops.queries import course
from workshops.queries.hidden import own_hidden
from workshops.queries.themes import candidates
from workshops.text import places

SETTLING = timedelta(minutes=4)


def selected_themes(workshop: Workshop) -> QuerySet[Theme]:
    """In the order they are shown, the joker last."""
    return Theme.objects.filter(workshop=workshop, selected=True).order_by("is_joker", "order", "pk")


def groups_of(workshop: Workshop) -> QuerySet[OpenSpaceGroup]:
    return OpenSpaceGroup.objects.filter(theme__workshop=workshop).select_related("theme")


def groups_with_heads() -> QuerySet[OpenSpaceGroup]:
    """Groups by letter with ``heads``: how many people are there now, never who."""
    return OpenSpaceGroup.objects.annotate(
        heads=Count("people", filter=Q(people__removed=False, people__shared=False))
    ).order_by("letter")


def themes_at_work(workshop: Workshop) -> list[Any]:
    """Selected themes, each with its ``open_groups`` and ``vote_count``, of those merged into it too."""
    return _with_votes(workshop, _with_groups(selected_themes(workshop), groups_with_heads()))


def _with_groups(themes: QuerySet[Theme], groups: QuerySet[OpenSpaceGroup]) -> list[Any]:
    return list(themes.prefetch_related(Prefetch("groups", groups, to_attr="open_groups")))


def _with_votes(workshop: Workshop, found: list[Any]) -> list[Any]:
    votes = {candidate.theme.pk: candidate.votes for candidate in candidates(workshop)}
    for theme in found:
        theme.vote_count = votes.get(theme.pk, 0)
    return found


def wandering(workshop: Workshop) -> int:
    """How many are in no group, which is welcome."""
    return workshop.participants.people().filter(group=None).count()


def market(workshop: Workshop) -> dict[str, Any]:
    """The marketplace as a room sees it."""
    themes = themes_at_work(workshop)
    return {
        "workshop": workshop,
        "themes": themes,
        "wandering": wandering(workshop),
    }


def theme_context(workshop: Workshop, theme_id: int) -> dict[str, Any]:
    """One theme as it is now, with the groups' texts for the facilitators."""
    found = _with_votes(workshop, boards(workshop, only=theme_id))
    return {"workshop": workshop, "theme": found[0] if found else None, "theme_id": theme_id}


def heads_context(workshop: Workshop, group_ids: tuple[int, ...]) -> dict[str, Any]:
    groups = list(groups_with_heads().filter(pk__in=group_ids))
    return {"workshop": workshop, "groups": groups, "wandering": wandering(workshop)}


def contributions(*, hidden: bool = False) -> QuerySet[Contribution]:
    """What groups wrote, newest first; with ``hidden`` also what facilitators have taken off."""
    found = Contribution.objects.select_related("group__theme").order_by("-created", "pk")
    return found if hidden else found.filter(hidden=False)


def pictures(*, hidden: bool = False) -> QuerySet[Picture]:
    """As ``contributions``."""
    found = Picture.objects.select_related("group__theme").order_by("-created", "pk")
    return found if hidden else found.filter(hidden=False)


def written_in(group: OpenSpaceGroup, *, hidden: bool = False) -> list[Any]:
    """A group's texts and pictures in one list, newest first."""
    return _in_one(
        contributions(hidden=hidden).filter(group=group), pictures(hidden=hidden).filter(group=group)
    )


def _in_one(texts: Iterable[Contribution], shown: Iterable[Picture]) -> list[Any]:
    return sorted([*texts, *shown], key=lambda item: item.created, reverse=True)


def boards(workshop: Workshop, only: int | None = None) -> list[Any]:
    """As ``themes_at_work``, each group with all its ``texts``, pictures among them: constant queries
    however many."""
    texts = Prefetch("contributions", contributions(hidden=True), to_attr="only_texts")
    shown = Prefetch("pictures", pictures(hidden=True), to_attr="only_pictures")
    themes = selected_themes(workshop) if only is None else selected_themes(workshop).filter(pk=only)
    found: list[Any] = _with_groups(themes, groups_with_heads().prefetch_related(texts, shown))
    for group in (group for theme in found for group in theme.open_groups):
        group.texts = _in_one(group.only_texts, group.only_pictures)
        tally(group, group.texts)
    return found


def tally(group: Any, texts: list[Any]) -> None:
    """``count`` texts are shown, ``pearl_count`` of them are pearls; ``is_blank``: nothing was written."""
    group.count = sum(not text.hidden for text in texts)
    group.pearl_count = sum(text.pearl and not text.hidden for text in texts)
    group.is_blank = not texts


def contribution_context(contribution: Contribution) -> dict[str, Any]:
    """The contribution as it is now and its group's counts; one gone meanwhile leaves an empty place."""
    return {**_item_context(contribution, "contribution"), "contribution_id": contribution.pk}


def picture_context(picture: Picture) -> dict[str, Any]:
    """As ``contribution_context``."""
    return {**_item_context(picture, "picture"), "picture_id": picture.pk}


def _item_context(item: Contribution | Picture, name: str) -> dict[str, Any]:
    assert item.group_id
    group: Any = OpenSpaceGroup.objects.select_related("theme__workshop").get(pk=item.group_id)
    written = written_in(group, hidden=True)
    tally(group, written)
    return {
        "workshop": group.theme.workshop,
        name: next((other for other in written if other.pk == item.pk), None),
        "group": group,
        "theme": group.theme,
    }


def pearl_count(group: OpenSpaceGroup) -> int:
    pearls = Q(hidden=False, pearl=True)
    return group.contributions.filter(pearls).count() + group.pictures.filter(pearls).count()


def stage(viewer: Viewer) -> dict[str, Any]:
    """A participant's Open Space: the marketplace, and the group they are in if they are in one."""
    return {
        **market(viewer.workshop),
        **own_group(viewer),
        "two_feet": (TWO_FEET_NAME, TWO_FEET_RULE),
        "ending": IT_ENDS,
        "questions": OPEN_SPACE_QUESTIONS,
    }


def own_group(viewer: Viewer) -> dict[str, Any]:
    """``here`` is None for those who wander."""
    group = viewer.participant.group if viewer.participant else None
    hidden = {"own_hidden": own_hidden(viewer, *_written_in_all(viewer.workshop))}
    if group is None:
        return {"here": None, "own": ["here-0"], **hidden}
    shown = written_in(group)
    here: Any = groups_with_heads().select_related("theme").get(pk=group.pk)
    tally(here, shown)
    call = places.nearest_call(here.place)
    return {
        **({"call": call} if call.call else {}),
        "here": here,
        "contributions": shown,
        "own": [f"here-{group.pk}", *own_texts(viewer, shown)],
        **hidden,
    }


def _written_in_all(workshop: Workshop) -> tuple[QuerySet[Contribution], QuerySet[Picture]]:
    here = {"group__theme__workshop": workshop}
    return contributions(hidden=True).filter(**here), pictures(hidden=True).filter(**here)


def own_texts(viewer: Viewer, shown: list[Any]) -> list[str]:
    own = [item for item in shown if item.proof == viewer.prove(item.pk)]
    return [f"{item._meta.model_name}-{item.pk}" for item in own]


def alerts_for_facilitators(
    workshop: Workshop, themes: Iterable[Any], now: datetime | None = None
) -> dict[str, Any]:
    """What a facilitator may want to see to, of ``themes`` as from ``boards``: people in groups that write
    nothing, groups left empty, and texts that seem to hold a way to reach somebody.

    While people still walk to their groups (``settling``) every group is empty and silent.
    """
    begun = workshop.moved_at or timezone.now()
    settling = (now or timezone.now()) - begun < SETTLING
    groups = [group for theme in themes for group in theme.open_groups]
    at_work = [group for group in groups if not (group.ended or settling)]
    shown = [text for group in groups for text in group.texts if not text.hidden]
    return {
        "writers": course.writers(workshop),
        "settling": settling,
        "silent": [group for group in at_work if group.heads and group.is_blank],
        "empty": [group for group in at_work if not group.heads],
        "warned": [text for text in shown if looks_personal(text.text)],
    }
