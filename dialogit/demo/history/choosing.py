"""Choosing and the time between the dialogues: votes, the result, the themes as questions."""

from __future__ import annotations

from dialogit.demo import texts
from dialogit.demo.seed import Room
from workshops.models import Theme
from workshops.services import themes as services

MOST_VOTERS = 40
SELECTED = 4
WHY = "Tämä nousi esiin useassa pöydässä."


def candidates(room: Room) -> list[Theme]:
    return list(room.workshop.themes.filter(is_joker=False, merged_into=None).order_by("pk"))


def vote(room: Room, share: float) -> None:
    """Some themes draw more than others. When everyone has voted, the result is shown."""
    drawing = candidates(room)
    room.chance.shuffle(drawing)
    voters = room.some(round(share * min(MOST_VOTERS, len(room.guests))))
    for guest in voters if drawing else ():
        liked = {drawing[min(room.chance.randrange(len(drawing)) for _ in range(2))] for _ in range(3)}
        for theme in sorted(liked, key=lambda theme: theme.pk):
            services.cast_vote(theme=theme, device=guest.device)
    if share == 1:
        services.reveal_results(workshop=room.workshop, shown=True)


def select(room: Room, share: float) -> None:
    """The themes with most votes are chosen and worded as questions, the first with its reason."""
    ranked = sorted(candidates(room), key=lambda theme: theme.votes.count(), reverse=True)[:SELECTED]
    for number, (theme, question) in enumerate(zip(ranked, texts.QUESTIONS, strict=False)):
        services.select(theme=theme, on=True)
        services.reword(theme=theme, question=question, reason="" if number else WHY)
