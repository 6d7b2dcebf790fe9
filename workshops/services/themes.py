"""Writes about themes: votes, the result, and the facilitator's work on them between the dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import inverses, live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.models import Theme, ThemeVote, Workshop
from workshops.queries import themes as queries
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import undoing


@transaction.atomic
def cast_vote(*, theme: Theme, device: Device) -> None:
    """One vote of the device on the theme: it has ``votes_each`` of them, at most one on each theme."""
    workshop = _voting(theme)
    proof = device.prove("vote", theme.pk)
    if ThemeVote.objects.filter(proof=proof).exists():
        return
    theme.refresh_from_db()
    if theme.is_joker:
        raise Refused(_("The joker is always in and needs no votes."))
    if theme.merged_into_id is not None:
        raise Refused(_("This theme has just been put together with another. Give your vote to that one."))
    if _given(workshop, device) >= workshop.votes_each:
        raise Refused(_("All your votes are given. Take one back to give it elsewhere."))
    ThemeVote.objects.create(theme=theme, proof=proof)
    live.changed(workshop, standings_fragment(workshop))


@transaction.atomic
def withdraw_vote(*, theme: Theme, device: Device) -> None:
    workshop = _voting(theme)
    if ThemeVote.objects.filter(proof=device.prove("vote", theme.pk)).delete()[0]:
        live.changed(workshop, standings_fragment(workshop))


def _voting(theme: Theme) -> Workshop:
    """The workshop, held, while votes may be given and taken back."""
    workshop = locked(theme.workshop)
    if workshop.phase != "choosing" or workshop.results_shown:
        raise Refused(_("Votes are not being given right now."))
    return workshop


def _given(workshop: Workshop, device: Device) -> int:
    """How many votes the device has given; only the device's own key can tell."""
    themes = Theme.objects.filter(workshop=workshop).values_list("pk", flat=True)
    return ThemeVote.objects.filter(proof__in=[device.prove("vote", pk) for pk in themes]).count()


def standings_fragment(workshop: Workshop) -> live.Fragment:
    """For the facilitators alone: counts are not shown to others before the result is."""
    return live.Fragment(
        "workshops/stages/choosing_console.html#standings",
        lambda: queries.standings_context(workshop),
        roles=(Role.FACILITATOR,),
    )


@transaction.atomic
def reveal_results(*, workshop: Workshop, shown: bool) -> None:
    """Closes the voting and shows the result to everyone, or hides it and lets the voting go on."""
    held = locked(workshop)
    if held.results_shown != shown:
        Workshop.objects.filter(pk=workshop.pk).update(results_shown=shown)
        live.changed(workshop, whole=True)


@transaction.atomic
def merge_themes(*, theme: Theme, into: Theme) -> None:
    """Puts ``theme`` into another one: their votes add up, and it can be taken apart again."""
    theme, into = _on_the_bench(theme, into)
    if theme.merged_into_id == into.pk:
        return
    if theme == into or theme.merged_into_id or into.merged_into_id:
        raise Refused(_("One of these has just been put together with another. Look at the list again."))
    if theme.groups.exists():
        raise Refused(_("A group already works on this theme in Open Space."))
    emptied = [name for name in ("question", "reason") if not getattr(into, name)]
    _offer("themes_merged", theme.workshop, emptied={into.pk: emptied})
    into.selected = into.selected or theme.selected
    into.question, into.reason = into.question or theme.question, into.reason or theme.reason
    theme.merged_into, theme.selected, theme.order = into, False, 0
    _save(theme, into)


@transaction.atomic
def unmerge(*, theme: Theme) -> None:
    """The theme stands by itself again, with its own votes, not chosen."""
    [theme] = _on_the_bench(theme)
    if theme.merged_into_id is not None:
        _offer("theme_unmerged", theme.workshop)
        theme.merged_into = None
        _save(theme)


@transaction.atomic
def reword(*, theme: Theme, title: str, question: str, reason: str) -> None:
    """The theme's name, the theme as a question, and why it was chosen."""
    [theme] = _on_the_bench(theme)
    if (theme.title, theme.question, theme.reason) != (title, question, reason):
        undoing.forget(theme.workshop)
        theme.title, theme.question, theme.reason = title, question, reason
        _save(theme)


@transaction.atomic
def select(*, theme: Theme, on: bool) -> None:
    """Chooses a theme for dialogue 2, last in order, or leaves it out."""
    [theme] = _on_the_bench(theme)
    if theme.selected == on:
        return
    if theme.merged_into_id is not None:
        raise Refused(_("This theme has just been put together with another. Choose that one."))
    if not on and theme.groups.exists():
        raise Refused(_("A group already works on this theme in Open Space."))
    _offer("theme_chosen" if on else "theme_left_out", theme.workshop)
    theme.selected = on
    theme.order = 1 + len(queries.in_order(theme.workshop)) if on else 0
    _save(theme)


@transaction.atomic
def move_theme(*, theme: Theme, up: bool) -> None:
    """One place up or down among the chosen; the first and the last stay where they are."""
    [theme] = _on_the_bench(theme)
    order = queries.in_order(theme.workshop)
    if theme not in order:
        raise Refused(_("Only chosen themes have an order. Choose it first."))
    place = order.index(theme)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        _offer("theme_moved", theme.workshop)
        order[place], order[other] = order[other], order[place]
        _number(order)
        live.changed(theme.workshop, whole=True)


def _offer(key: str, workshop: Workshop, **more: Any) -> None:
    """Keeps how all themes stand, before the act: which is in which, which are chosen, in what order."""
    rows = Theme.objects.filter(workshop=workshop, is_joker=False)
    stood = list(rows.values_list("pk", "merged_into_id", "selected", "order"))
    undoing.offer(workshop, key, stood=stood, **more)


def turn_back(
    workshop: Workshop, *, stood: list[list[Any]], emptied: dict[str, list[str]] | None = None
) -> None:
    """Undoes the last act on the themes: they stand as they stood, and words that a merge gave go again."""
    if workshop.phase not in queries.WORKBENCH_PHASES:
        raise Refused(_("Themes are worked on while they are chosen and between the dialogues."))
    themes = {theme.pk: theme for theme in Theme.objects.filter(workshop=workshop, is_joker=False)}
    for pk, merged_into, selected, order in stood:
        theme = themes.get(pk)
        if theme is None or (merged_into is not None and merged_into not in themes):
            continue  # its table has taken it apart meanwhile
        if theme.selected and not selected and theme.groups.exists():
            raise Refused(_("A group already works on this theme in Open Space."))
        theme.merged_into_id, theme.selected, theme.order = merged_into, selected, order
        for name in (emptied or {}).get(str(pk), ()):
            setattr(theme, name, "")
    if themes:
        _save(*themes.values())


def register() -> None:
    inverses.add("themes_merged", gettext_lazy("Two themes were put together."), turn_back)
    inverses.add("theme_unmerged", gettext_lazy("A theme was taken apart."), turn_back)
    inverses.add("theme_chosen", gettext_lazy("A theme was chosen."), turn_back)
    inverses.add("theme_left_out", gettext_lazy("A theme was left out."), turn_back)
    inverses.add("theme_moved", gettext_lazy("A theme changed its place."), turn_back)


def _on_the_bench(*themes: Theme) -> list[Theme]:
    """The themes as they are now, their workshop held, while they may be worked on. Never the joker."""
    workshop = locked(themes[0].workshop)
    if workshop.phase not in queries.WORKBENCH_PHASES:
        raise Refused(_("Themes are worked on while they are chosen and between the dialogues."))
    for theme in themes:
        theme.refresh_from_db()
        if theme.is_joker:
            raise Refused(_("The joker is always in, as it is. Its topic is chosen at the opening."))
    return list(themes)


def _save(*themes: Theme) -> None:
    for theme in themes:
        theme.save(update_fields=["title", "question", "reason", "selected", "order", "merged_into"])
    _number(queries.in_order(themes[0].workshop))
    live.changed(themes[0].workshop, whole=True)


def _number(order: Sequence[Theme]) -> None:
    """1, 2, 3 … in the database, as the list goes."""
    for place, theme in enumerate(order, start=1):
        if theme.order != place:
            Theme.objects.filter(pk=theme.pk).update(order=place)
