"""Workshops that were held before, so that a coordinator has something to look after.

They are closed and nobody watches them, so their rows are written at once, without services and proofs.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from dialogit.demo import texts
from dialogit.demo.seed import BETWEEN_DIALOGUES, area, organisation
from practices.models import Practice
from practices.services import library
from workshops.course import statements
from workshops.models import (
    Agreement,
    Contribution,
    DebriefNote,
    Facilitation,
    FeedbackAnswer,
    FeedbackScore,
    Heard,
    Need,
    OpenSpaceGroup,
    Participant,
    Task,
    Theme,
    ThemeVote,
    User,
    Workshop,
)
from workshops.models.sharing import Sharing
from workshops.models.themes import JOKER
from worryzones.models import Cafe, Note, Ours, Table, ThemeGroup

LATEST_WEEKS_AGO, WEEKS_APART = 10, 13
Line = TypeVar("Line")


@dataclass
class Past:
    """One workshop held before. ``place`` counts them, 0 the latest; each takes its lines from elsewhere."""

    place: int
    workshop: Workshop
    closed: datetime

    def __post_init__(self) -> None:
        self.chance = random.Random(self.place)

    @property
    def dialogue_1(self) -> datetime:
        return self.dialogue_2 - BETWEEN_DIALOGUES

    @property
    def dialogue_2(self) -> datetime:
        return self.closed - timedelta(hours=3)

    def lines(self, lines: Sequence[Line], count: int) -> list[Line]:
        start = self.place * count
        return [lines[(start + n) % len(lines)] for n in range(count)]


@transaction.atomic
def write(facilitator: User, coordinator: User) -> None:
    for place, (title, of_whom, focus, towns) in enumerate(texts.EARLIER):
        closed = timezone.now() - timedelta(weeks=LATEST_WEEKS_AGO + place * WEEKS_APART)
        led_by = coordinator if place % 3 else facilitator
        hold(place, closed, led_by, towns, title=title, organisation=organisation(of_whom), focus_area=focus)


def hold(place: int, closed: datetime, led_by: User, towns: Sequence[str], **settings: Any) -> Workshop:
    """A workshop that closed then, with all that was said in it."""
    workshop = Workshop.objects.create(
        recipients=texts.RECIPIENTS,
        sharing=Sharing.REGION if place % 4 == 3 else Sharing.EVERYONE,
        phase="closed",
        dialogue_1_at=closed - BETWEEN_DIALOGUES,
        dialogue_2_at=closed - timedelta(hours=3),
        closed_at=closed,
        report_shared=True,
        **settings,
    )
    Workshop.objects.filter(pk=workshop.pk).update(created=closed - 2 * BETWEEN_DIALOGUES)
    workshop.areas.set(area(name) for name in towns)
    Facilitation.objects.create(workshop=workshop, user=led_by)
    fill(Past(place, workshop, closed))
    return workshop


def fill(past: Past) -> None:
    people = past.chance.randint(9, 22)
    Workshop.objects.filter(pk=past.workshop.pk).update(took_part_1=people, took_part_2=people - 2)
    Participant.objects.bulk_create(
        Participant(workshop=past.workshop, key_hash=secrets.token_hex(32)) for _ in range(people)
    )
    themes = name_themes(past, write_notes(past))
    work(past, choose(past, themes))
    agree(past)
    answer(past, round(people * 0.8))


def write_notes(past: Past) -> dict[Table, list[Note]]:
    cafe = Cafe.objects.create(workshop=past.workshop, number=1)
    tables = [Table.objects.create(cafe=cafe, zone_number=zone) for zone in texts.NOTES]
    notes = {
        table: [
            Note(table=table, kind=kind, text=text, round=number, created=past.dialogue_1)
            for number, (kind, text) in enumerate(past.lines(texts.NOTES[table.zone_number], 4), 1)
        ]
        for table in tables
    }
    Note.objects.bulk_create(note for here in notes.values() for note in here)
    Ours.objects.bulk_create(
        Ours(note=note) for here in notes.values() for note in here for _ in range(past.chance.randint(0, 6))
    )
    return notes


def name_themes(past: Past, notes: dict[Table, list[Note]]) -> list[Theme]:
    """Each table names one theme, from the notes that belong together."""
    themes = []
    for order, (table, here) in enumerate(notes.items()):
        title = past.lines(texts.THEME_GROUPS[table.zone_number], 1)[0]
        mark = str(table.zone_number)
        theme = Theme.objects.create(workshop=past.workshop, title=title, mark=mark, order=order)
        group = ThemeGroup.objects.create(table=table, theme=theme)
        Note.objects.filter(pk__in=[note.pk for note in here[1:]]).update(theme_group=group)
        themes.append(theme)
    return themes


def choose(past: Past, themes: list[Theme]) -> list[Theme]:
    """Two of the themes, and the joker."""
    chosen = past.lines(themes, 2)
    for theme in themes:
        votes = past.chance.randint(1, 4) + (6 if theme in chosen else 0)
        ThemeVote.objects.bulk_create(ThemeVote(theme=theme) for _ in range(votes))
    for theme in chosen:
        question = texts.QUESTIONS[int(theme.mark)]
        Theme.objects.filter(pk=theme.pk).update(selected=True, question=question)
    title, topic = "Mikä juuri nyt on tärkeää", past.lines(texts.JOKER_TOPICS, 1)[0]
    joker = Theme.objects.create(
        workshop=past.workshop, title=title, question=topic, mark=JOKER, is_joker=True, selected=True
    )
    return [*chosen, joker]


def work(past: Past, themes: list[Theme]) -> None:
    """A group for each theme; what it wrote, its pearls, and what was shared."""
    written = []
    for number, (theme, place) in enumerate(zip(themes, past.lines(texts.PLACES, 3), strict=True)):
        group = OpenSpaceGroup.objects.create(theme=theme, letter="ABC"[number], place=place, ended=True)
        for turn, (kind, text) in enumerate(past.lines(texts.CONTRIBUTIONS[number::3], 6)):
            written.append(
                Contribution(group=group, kind=kind, text=text, pearl=turn < 2, created=past.dialogue_2)
            )
    Contribution.objects.bulk_create(written)
    share(past, theme=themes[0], group=group)


def share(past: Past, *, theme: Theme, group: OpenSpaceGroup) -> None:
    """What the workshop put into the library: a practice or two, each as a group wrote it."""
    for title, text, needed, outcome, keywords in texts.PRACTICES[past.place :: len(texts.EARLIER)]:
        written = Contribution.objects.create(
            group=group, kind="practice", text=text, created=past.dialogue_2
        )
        practice = library.share(
            workshop=past.workshop,
            contribution=written,
            theme=theme,
            sharing=past.workshop.sharing,
            keeps_notes=True,
            title=title,
            text=text,
            needed=needed,
            outcome=outcome,
            keywords=keywords,
        )
        Practice.objects.filter(pk=practice.pk).update(created=past.closed)


def agree(past: Past) -> None:
    workshop, goes_on = past.workshop, past.place % 2 == 0
    for phase in ("sharing", "pearls"):
        points = past.lines(texts.MAIN_POINTS, 3)
        DebriefNote.objects.bulk_create(DebriefNote(workshop=workshop, phase=phase, text=t) for t in points)
    Heard.objects.bulk_create(
        Heard(workshop=workshop, text=text, created=past.closed) for text in past.lines(texts.HEARD, 5)
    )
    Need.objects.bulk_create(
        Need(workshop=workshop, text=text, horizon=horizon) for horizon, text in past.lines(texts.NEEDS, 2)
    )
    Agreement.objects.create(
        workshop=workshop,
        how_themes=texts.HOW_THEMES,
        how_results=texts.HOW_RESULTS,
        decision=Agreement.Decision.GO_ON if goes_on else Agreement.Decision.ENOUGH,
        next_at=past.closed + timedelta(weeks=26) if goes_on else None,
        confirmed_at=past.closed,
    )
    tasks = zip(past.lines(texts.TASKS, 2), past.lines(texts.HOW_IT_WENT, 2), strict=True)
    Task.objects.bulk_create(
        Task(
            workshop=workshop,
            what=what,
            responsible=who,
            due=due(past, n),
            status=status(past, n),
            how="" if status(past, n) == Task.Status.OPEN else how,
        )
        for n, ((what, who), how) in enumerate(tasks)
    )


def due(past: Past, number: int) -> datetime:
    return past.closed + timedelta(weeks=12 + 6 * number)


def status(past: Past, number: int) -> str:
    """What is due ahead is not done yet; of what was due most is, and some of it is late."""
    begun = [Task.Status.DOING, Task.Status.OPEN]
    if due(past, number) > timezone.now():
        return begun[number % 2]
    return begun[number % 2] if (past.place + number) % 6 == 4 else Task.Status.DONE


def answer(past: Past, count: int) -> None:
    words = past.lines(texts.FEEDBACK_WORDS, 3)
    answers = FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(workshop=past.workshop, text=words[number] if number < len(words) else "")
        for number in range(count)
    )
    FeedbackScore.objects.bulk_create(
        FeedbackScore(answer=answer, key=key, score=past.chance.choice((3, 4, 4, 5, 5)))
        for answer in answers
        for key in statements.USUAL
    )
