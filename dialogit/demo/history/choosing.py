"""Choosing and the time between the dialogues: votes, the result, the themes as questions."""

from __future__ import annotations

from dialogit.demo import texts
from dialogit.demo.seed import Room
from workshops.models import Theme
from workshops.services import themes

MAX_VOTERS = 40
WHY = "Tämä nousi esiin useassa pöydässä."


def candidates(room: Room) -> list[Theme]:
    """Those first that a table named first: what comes to mind first matters most to people."""
    firsts = {titles[0] for titles in texts.THEME_GROUPS.values()}
    named = room.workshop.themes.filter(is_joker=False, merged_into=None).order_by("pk")
    return sorted(named, key=lambda theme: theme.title not in firsts)


def vote(room: Room, share: float) -> None:
    """Some themes draw more than others. When everyone has voted, the result is shown."""
    drawing = candidates(room)
    voters = room.some(round(share * min(MAX_VOTERS, len(room.guests))))
    for guest in voters if drawing else ():
        liked = {min(room.chance.randrange(len(drawing)) for _ in range(2)) for _ in range(3)}
        for place in sorted(liked):
            themes.cast_vote(theme=drawing[place], device=guest.device)
    if share == 1:
        themes.reveal_results(workshop=room.workshop, shown=True)


def select(room: Room, share: float) -> None:
    """Each zone's theme with most votes is chosen and worded as a question, the first with its reason."""
    ranked = sorted(candidates(room), key=lambda theme: theme.votes.count(), reverse=True)
    for mark, question in texts.QUESTIONS.items():
        theme = next((theme for theme in ranked if theme.mark == str(mark)), None)
        if theme:
            themes.select(theme=theme, on=True)
            themes.reword(theme=theme, title=theme.title, question=question, reason=WHY if mark == 1 else "")
