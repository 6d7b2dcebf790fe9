"""Writes about themes: votes, the result, and the facilitator's work on them between the dialogues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live, undo
from workshops.access.devices import Device
from workshops.course import phases
from workshops.models import Theme, ThemeVote, Workshop
from workshops.pushes import debrief as debrief_pushes
from workshops.queries import themes as themes_queries
from workshops.refusals import Refused

WORKED_ON = ("title", "question", "reason", "selected", "order", "merged_into")


def cast_vote(*, theme: Theme, device: Device) -> None:
    """One vote of the device on the theme: it has ``votes_each`` of them, at most one on each theme."""
    with live.writing(theme.workshop) as write:
        workshop = _voting(write)
        proof = device.prove("vote", theme.pk)
        if ThemeVote.objects.filter(proof=proof).exists():
            return
        write.reread(theme, "workshop", gone=_theme_gone())
        if theme.is_joker:
            raise Refused(_("The joker theme is always in and needs no votes."))
        if theme.merged_into_id is not None:
            raise Refused(
                _("This theme has just been put together with another. Give your vote to that one.")
            )
        if _given(workshop, device) >= workshop.votes_each:
            raise Refused(_("You have given all your votes. Take one back to give it elsewhere."))
        ThemeVote.objects.create(theme=theme, proof=proof)
        write.push(debrief_pushes.standings(workshop))


def withdraw_vote(*, theme: Theme, device: Device) -> None:
    with live.writing(theme.workshop) as write:
        workshop = _voting(write)
        if ThemeVote.objects.filter(proof=device.prove("vote", theme.pk)).delete()[0]:
            write.push(debrief_pushes.standings(workshop))


def _voting(write: live.Write) -> Workshop:
    """The workshop, while votes may be given and taken back."""
    words = _("Votes are not being given right now.")
    write.require("choosing", otherwise=words)
    if write.workshop.results_shown:
        raise Refused(words)
    return write.workshop


def _theme_gone() -> str:
    return _("This theme no longer exists. Look at the list again.")


def _given(workshop: Workshop, device: Device) -> int:
    """How many votes the device has given; only the device's own key can tell."""
    themes = Theme.objects.filter(workshop=workshop).values_list("pk", flat=True)
    return ThemeVote.objects.filter(proof__in=[device.prove("vote", pk) for pk in themes]).count()


def reveal_results(*, workshop: Workshop, shown: bool) -> None:
    """Closes the voting and shows the result to everyone, or hides it and lets the voting go on."""
    with live.writing(workshop) as write:
        if workshop.results_shown != shown:
            workshop.results_shown = shown
            workshop.save(update_fields=["results_shown"])
            write.refetch()


@contextmanager
def _bench(*themes: Theme) -> Iterator[live.Write]:
    """A write about themes as they are now, while they may be worked on. Never about the joker."""
    with live.writing(themes[0].workshop) as write:
        _refuse_outside_the_bench(write)
        for theme in themes:
            write.reread(theme, "workshop", gone=_theme_gone())
            if theme.is_joker:
                raise Refused(
                    _("The joker theme is always in, as it is. Its topic is chosen at the opening.")
                )
        yield write


def _refuse_outside_the_bench(write: live.Write) -> None:
    write.require(
        *phases.having("sorts_themes"),
        otherwise=_("Themes are worked on while they are chosen and between the dialogues."),
    )


def merge_themes(*, theme: Theme, into: Theme) -> None:
    """Puts ``theme`` into another one: their votes add up, and it can be taken apart again."""
    with _bench(theme, into) as write:
        if theme.merged_into_id == into.pk:
            return
        if theme == into or theme.merged_into_id or into.merged_into_id:
            raise Refused(_("One of these has just been put together with another. Look at the list again."))
        if theme.groups.exists():
            raise Refused(_("A group already works on this theme in Open Space."))
        emptied = [name for name in ("question", "reason") if not getattr(into, name)]
        _offer(write, "themes_merged", emptied={into.pk: emptied})
        into.selected = into.selected or theme.selected
        into.question, into.reason = into.question or theme.question, into.reason or theme.reason
        theme.merged_into, theme.selected, theme.order = into, False, 0
        _save(write, theme, into)


def unmerge(*, theme: Theme) -> None:
    """The theme stands by itself again, with its own votes, not chosen."""
    with _bench(theme) as write:
        if theme.merged_into_id is not None:
            _offer(write, "theme_unmerged")
            theme.merged_into = None
            _save(write, theme)


def reword(*, theme: Theme, title: str, question: str, reason: str) -> None:
    """The theme's name, the theme as a question, and why it was chosen."""
    with _bench(theme) as write:
        if (theme.title, theme.question, theme.reason) != (title, question, reason):
            undo.forget(write.workshop)
            theme.title, theme.question, theme.reason = title, question, reason
            _save(write, theme)


def select(*, theme: Theme, on: bool) -> None:
    """Chooses a theme for dialogue 2, last in order, or leaves it out."""
    with _bench(theme) as write:
        if theme.selected == on:
            return
        if theme.merged_into_id is not None:
            raise Refused(_("This theme has just been put together with another. Choose that one."))
        if not on and theme.groups.exists():
            raise Refused(_("A group already works on this theme in Open Space."))
        _offer(write, "theme_chosen" if on else "theme_left_out")
        theme.selected = on
        theme.order = 1 + len(themes_queries.in_order(write.workshop)) if on else 0
        _save(write, theme)


def move_theme(*, theme: Theme, up: bool) -> None:
    """One place up or down among the chosen; the first and the last stay where they are."""
    with _bench(theme) as write:
        order = themes_queries.in_order(write.workshop)
        if theme not in order:
            raise Refused(_("Only chosen themes can be ordered. Choose the theme first."))
        place = order.index(theme)
        other = place - 1 if up else place + 1
        if 0 <= other < len(order):
            _offer(write, "theme_moved")
            order[place], order[other] = order[other], order[place]
            _number(order)
            write.refetch()


def _save(write: live.Write, *themes: Theme) -> None:
    for theme in themes:
        theme.save(update_fields=WORKED_ON)
    _number(themes_queries.in_order(write.workshop))
    write.refetch()


def _number(order: Sequence[Theme]) -> None:
    """1, 2, 3 … in the database, as the list goes."""
    for place, theme in enumerate(order, start=1):
        if theme.order != place:
            Theme.objects.filter(pk=theme.pk).update(order=place)


def _offer(write: live.Write, key: str, **more: Any) -> None:
    """Keeps how all themes stand, before the act: which is in which, which are chosen, in what order."""
    rows = Theme.objects.filter(workshop=write.workshop, is_joker=False)
    stood = list(rows.values_list("pk", "merged_into_id", "selected", "order"))
    undo.offer(write, key, stood=stood, **more)


@undo.undoable("themes_merged", gettext_lazy("Two themes were put together."))
@undo.undoable("theme_unmerged", gettext_lazy("The merge was undone."))
@undo.undoable("theme_chosen", gettext_lazy("A theme was chosen."))
@undo.undoable("theme_left_out", gettext_lazy("A theme was left out."))
@undo.undoable("theme_moved", gettext_lazy("A theme changed its place."))
def undo_theme_change(
    write: live.Write, *, stood: list[list[Any]], emptied: dict[str, list[str]] | None = None
) -> None:
    """Themes stand as they stood, and words that a merge gave go again."""
    _refuse_outside_the_bench(write)
    themes = {theme.pk: theme for theme in Theme.objects.filter(workshop=write.workshop, is_joker=False)}
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
        _save(write, *themes.values())
