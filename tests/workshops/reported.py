"""A closed workshop that has everything a report can tell, written at once."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import WorkshopFactory
from tests.images import photo
from workshops.extension import reports
from workshops.models import (
    Agreement,
    Amendment,
    Area,
    Contribution,
    DebriefNote,
    FeedbackAnswer,
    FeedbackScore,
    Heard,
    Need,
    OpenSpaceGroup,
    Organisation,
    Picture,
    Task,
    Theme,
    ThemeVote,
    User,
    Workshop,
)
from worryzones.models import Cafe, Note, Ours, Table, ThemeGroup

FIRST = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)
THEMES, PEOPLE = 6, 12


def built(workshop: Workshop, form: str, language: str) -> bytes:
    """The report in one of its forms, as the worker makes it."""
    out = io.BytesIO()
    reports.write(out, workshop, form, language)
    return out.getvalue()


def closed_workshop(
    organisation: Organisation,
    user: User,
    *,
    title: str = "Varhainen tuki",
    notes: int = 24,
    pictures: int = 2,
    picture: bytes = b"",
    words: str = "Aamut alkavat yhdessä",
) -> Workshop:
    """``words`` stand in everything that is written in it."""
    workshop = WorkshopFactory(
        title=title, organisation=organisation, user=user, recipients="Johtoryhmä", place="Lempäälä-talo"
    )
    workshop.areas.set([Area.objects.get_or_create(name="Akaa")[0]])
    themes = _first_dialogue(workshop, notes, words)
    _open_space(workshop, themes, pictures, picture or photo(), words)
    _agreed(workshop, words)
    _answers(workshop, words)
    Workshop.objects.filter(pk=workshop.pk).update(
        phase="closed",
        closed_at=FIRST + timedelta(days=35),
        dialogue_1_at=FIRST,
        dialogue_2_at=FIRST + timedelta(days=35),
        took_part_1=PEOPLE,
        took_part_2=3,
    )
    workshop.refresh_from_db()
    return workshop


def _first_dialogue(workshop: Workshop, notes: int, words: str) -> list[Theme]:
    cafe = Cafe.objects.create(workshop=workshop, number=1)
    tables = [Table.objects.create(cafe=cafe, zone_number=zone) for zone in (1, 2, 3, 4)]
    themes = [
        Theme.objects.create(
            workshop=workshop,
            title=f"{words} {number}"[:120],
            mark=str(1 + number % 4),
            selected=number in (0, 2, 5),
            order=number,
            question=f"Miten {words}?"[:160] if number == 2 else "",
            reason=words[:240] if number == 0 else "",
        )
        for number in range(THEMES)
    ]
    themes[1].merged_into = themes[0]
    themes[1].save()
    groups = [ThemeGroup.objects.create(table=tables[n % 4], theme=theme) for n, theme in enumerate(themes)]
    homes: Any = cycle([*groups, None])
    rows = [_note(tables, next(homes), number, words) for number in range(notes)]
    Note.objects.bulk_create(rows)
    Ours.objects.bulk_create(Ours(note=note) for number, note in enumerate(rows) for _n in range(number % 8))
    ThemeVote.objects.bulk_create(
        ThemeVote(theme=theme) for n, theme in enumerate(themes) for _v in range(9 - 2 * n)
    )
    DebriefNote.objects.create(workshop=workshop, phase="sharing", text=words[:500])
    return themes


def _note(tables: list[Table], group: ThemeGroup | None, number: int, words: str) -> Note:
    kind, created = ("situation", "helps")[number % 2], FIRST + timedelta(seconds=number)
    table = group.table if group else tables[number % 4]
    return Note(table=table, theme_group=group, text=f"{words} {number}", kind=kind, created=created)


def _open_space(workshop: Workshop, themes: list[Theme], pictures: int, picture: bytes, words: str) -> None:
    joker = Theme.objects.get(workshop=workshop, is_joker=True)
    groups = [
        OpenSpaceGroup.objects.create(theme=theme, letter="A", place="ikkunapöytä")
        for theme in (themes[0], themes[2], joker)
    ]
    for number, group in enumerate(groups):
        for place, kind in enumerate(Contribution.Kind.values):
            Contribution.objects.create(
                group=group,
                kind=kind,
                text=f"{words} {number}{place}"[:500],
                pearl=place == 0,
                created=FIRST + timedelta(seconds=place),
            )
    for number in range(pictures):
        row = Picture(
            workshop=workshop,
            group=groups[number % 3],
            description=f"{words} {number}"[:240],
            width=400,
            height=300,
            pearl=number == 0,
            created=FIRST + timedelta(seconds=number),
        )
        row.image.save(f"{row.pk}.jpg", ContentFile(picture), save=False)
        row.save()
    DebriefNote.objects.create(workshop=workshop, phase="pearls", text=words[:500])


def _agreed(workshop: Workshop, words: str) -> None:
    for number in range(3):
        Heard.objects.create(
            workshop=workshop, text=f"{words} {number}", created=FIRST + timedelta(seconds=number)
        )
        Need.objects.create(
            workshop=workshop, text=f"{words} {number}"[:240], horizon=("months", "years")[number % 2]
        )
        Task.objects.create(
            workshop=workshop,
            what=f"{words} {number}"[:240],
            responsible="päiväkodin johtaja",
            due=(FIRST + timedelta(days=60)).date() if number else None,
            status=("open", "doing", "dropped")[number],
            how=words[:240] if number else "",
            told_on=(FIRST + timedelta(days=50)).date() if number else None,
        )
    Agreement.objects.create(
        workshop=workshop,
        last_word=words[:500],
        how_themes=words[:1000],
        how_results=words[:1000],
        decision="go_on",
        next_at=FIRST + timedelta(days=120),
        next_place="kirjasto",
        confirmed_at=timezone.now().replace(microsecond=0),
    )
    _amended(workshop, words)


def _amended(workshop: Workshop, words: str) -> None:
    """A need in other words, a task that was added, the next meeting taken out."""
    need = {"text": words[:240], "horizon": "months"}
    task = {"text": words[:240], "responsible": "päiväkodin johtaja", "due": "2027-03-01"}
    for number, (by, what, before, after) in enumerate(
        (
            ("together", "need", need, {**need, "horizon": "years"}),
            ("responsible", "task", {}, task),
            ("organiser", "next", {"at": "2027-02-01T08:00:00Z", "place": "kirjasto"}, {}),
        )
    ):
        Amendment.objects.create(
            workshop=workshop,
            at=FIRST + timedelta(days=100 + number),
            by=by,
            what=what,
            before=before,
            after=after,
        )


def _answers(workshop: Workshop, words: str) -> None:
    for number in range(7):
        answer = FeedbackAnswer.objects.create(workshop=workshop, text=words[:500] if number < 3 else "")
        scores = {"heard": 3 + number % 3, "learnt": 4, "shared": 5, "recommend": 1 + number % 5}
        for key, score in {**scores, **({"ease": 4} if number < 4 else {})}.items():
            FeedbackScore.objects.create(answer=answer, key=key, score=score)
