"""Reads about themes: the candidates and their votes, and those chosen for dialogue 2."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.models import Theme, ThemeVote, Workshop
from workshops.privacy import may_show_count
from workshops.queries.joker import joker_of


@dataclass(frozen=True)
class Source:
    """A theme group as its table named it, with what is shown of its notes."""

    theme: Theme
    notes: list[Any]


@dataclass
class Candidate:
    """A theme that stands by itself, with those merged into it; ``votes`` are of them all together.

    ``share`` says how long its bar is: percent of the most voted one's, nothing under five votes. ``place``
    is its place among all, which those with as many votes share. ``sources``: `extension.theme_notes`.
    """

    theme: Theme
    votes: int = 0
    share: int = 0
    place: int = 1
    merged: list[Theme] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def candidates(workshop: Workshop) -> list[Candidate]:
    """What one can vote on, in the order of the tables; the joker is always in and not among them."""
    themes = Theme.objects.filter(workshop=workshop, is_joker=False).order_by("mark", "pk")
    found = {theme.pk: theme for theme in themes.annotate(vote_count=Count("votes"))}
    gathered: dict[int, list[Theme]] = defaultdict(list)
    for theme in found.values():
        gathered[_root_of(theme, found).pk].append(theme)
    standing = [_candidate(found[pk], all_of_it) for pk, all_of_it in gathered.items()]
    most = max((candidate.votes for candidate in standing), default=0)
    for candidate in standing:
        candidate.place = 1 + sum(other.votes > candidate.votes for other in standing)
        candidate.share = round(100 * candidate.votes / most) if may_show_count(candidate.votes) else 0
    return standing


def _root_of(theme: Theme, found: dict[int, Any]) -> Theme:
    while theme.merged_into_id is not None:
        theme = found[theme.merged_into_id]
    return theme


def _candidate(theme: Theme, all_of_it: list[Any]) -> Candidate:
    merged = [other for other in all_of_it if other != theme]
    return Candidate(theme, votes=sum(each.vote_count for each in all_of_it), merged=merged)


def standings(workshop: Workshop) -> list[Candidate]:
    """The candidates, the most voted first."""
    return sorted(candidates(workshop), key=lambda candidate: -candidate.votes)


def chosen(workshop: Workshop) -> list[Candidate]:
    """The themes of dialogue 2 in their order, the joker last."""
    return [*_in_their_order(candidates(workshop)), Candidate(joker_of(workshop))]


def _in_their_order(found: list[Candidate]) -> list[Candidate]:
    inside = [candidate for candidate in found if candidate.theme.selected]
    return sorted(inside, key=lambda candidate: (candidate.theme.order, candidate.theme.pk))


def votes_told(workshop: Workshop) -> bool:
    """Not while votes are given: each one would be seen to come, and from whose phone."""
    return workshop.results_shown or phases.is_after(workshop.phase, "choosing")


def votes_given(workshop: Workshop) -> int | None:
    """Percent of all the votes that there could be, in tens, so that nobody reckons a single theme's from it;
    None while fewer than five have been given."""
    possible = workshop.participants.present().count() * workshop.votes_each
    given = ThemeVote.objects.filter(theme__workshop=workshop).count()
    return min(100, 100 * given // possible // 10 * 10) if possible and may_show_count(given) else None


def vote_proofs(viewer: Viewer) -> dict[str, int]:
    """The proof this device would leave on each theme → the theme."""
    themes = Theme.objects.filter(workshop=viewer.workshop).values_list("pk", flat=True)
    return {viewer.prove("vote", pk): pk for pk in themes}


def own_votes(viewer: Viewer) -> list[str]:
    """What the page must mark as this device's own votes; only the device itself can ask."""
    proofs = vote_proofs(viewer)
    given = ThemeVote.objects.filter(proof__in=proofs).values_list("proof", flat=True)
    return [f"vote-{proofs[proof]}" for proof in given if proof]


def ballot(viewer: Viewer) -> dict[str, Any]:
    """Choosing as a participant sees it: counts only once they have been shown to everyone."""
    workshop = viewer.workshop
    shown = workshop.results_shown
    return {
        "candidates": standings(workshop) if shown else candidates(workshop),
        "tokens": range(workshop.votes_each),
        "joker": joker_of(workshop),
        "own": own_votes(viewer),
    }


def results(workshop: Workshop) -> dict[str, Any]:
    """For the projector: the candidates, and once the result is shown how many votes each has."""
    return {
        "candidates": candidates(workshop),
        "ranked": standings(workshop) if workshop.results_shown else [],
        "tokens": range(workshop.votes_each),
        "joker": joker_of(workshop),
    }


def standings_context(workshop: Workshop) -> dict[str, Any]:
    """For the console: where the votes go only once the voting has ended, how many are given until then."""
    told = votes_told(workshop)
    return {
        "workshop": workshop,
        "ranked": standings(workshop) if told else candidates(workshop),
        "joker": joker_of(workshop),
        "votes_told": told,
        "votes_given": None if told else votes_given(workshop),
    }


def workbench(workshop: Workshop) -> dict[str, Any]:
    """Everything the facilitator works on between the dialogues: the chosen in order, then the rest."""
    told = votes_told(workshop)
    ranked = standings(workshop) if told else candidates(workshop)
    return {
        "workshop": workshop,
        "votes_told": told,
        "open_now": workshop.traits.sorts_themes,
        "standing": len(ranked),
        "inside": _in_their_order(ranked),
        "outside": [candidate for candidate in ranked if not candidate.theme.selected],
        "joker": joker_of(workshop),
    }


def in_order(workshop: Workshop) -> list[Theme]:
    """The chosen themes that have an order of their own; the joker comes after them all."""
    standing = Theme.objects.filter(Q(selected=True, is_joker=False), workshop=workshop)
    return list(standing.order_by("order", "pk"))
