"""What simulated people say, language by language."""

from __future__ import annotations

from dataclasses import dataclass

from dialogit.demo.texts import agreement, around, cafe, english, open_space, swedish

Lines = tuple[str, ...]
Kinds = tuple[tuple[str, str], ...]  # (kind, text)


@dataclass(frozen=True)
class Spoken:
    """``notes`` and ``theme_groups`` by the zone; comments wait until one of ``draft`` is there."""

    names: Lines
    home_units: Lines
    notes: dict[int, Kinds]
    theme_groups: dict[int, Lines]
    joker_topics: Lines
    places: Lines
    contributions: Kinds
    heard: Lines
    comments: Lines
    feedback: Lines
    draft: Lines = ()


FINNISH = Spoken(
    names=around.NAMES,
    home_units=around.HOME_UNITS,
    notes=cafe.NOTES,
    theme_groups=cafe.THEME_GROUPS,
    joker_topics=open_space.JOKER_TOPICS,
    places=open_space.PLACES,
    contributions=open_space.CONTRIBUTIONS,
    heard=agreement.HEARD,
    comments=agreement.COMMENTS,
    feedback=agreement.FEEDBACK_WORDS,
    draft=tuple(what for what, _who in agreement.TASKS),
)
SWEDISH = Spoken(
    names=swedish.NAMES,
    home_units=swedish.HOME_UNITS,
    notes=swedish.NOTES,
    theme_groups=swedish.THEME_GROUPS,
    joker_topics=swedish.JOKER_TOPICS,
    places=swedish.PLACES,
    contributions=swedish.CONTRIBUTIONS,
    heard=swedish.HEARD,
    comments=swedish.COMMENTS,
    feedback=swedish.FEEDBACK_WORDS,
)
ENGLISH = Spoken(
    names=english.NAMES,
    home_units=english.HOME_UNITS,
    notes=english.NOTES,
    theme_groups=english.THEME_GROUPS,
    joker_topics=english.JOKER_TOPICS,
    places=english.PLACES,
    contributions=english.CONTRIBUTIONS,
    heard=english.HEARD,
    comments=english.COMMENTS,
    feedback=english.FEEDBACK_WORDS,
)
IN: dict[str, Spoken] = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}
