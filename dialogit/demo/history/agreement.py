"""The end: what was heard, the agreement, feedback, closing."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from dialogit.demo import texts
from dialogit.demo.seed import Room, portion
from workshops.course import statements
from workshops.models import Agreement
from workshops.queries import agreement as agreement_queries
from workshops.services import agreement, feedback, heard, report_sharing

NEXT_IN = timedelta(weeks=16)
SCORES = (3, 4, 4, 4, 5, 5)
MIN_ANSWERS = 6  # figures are shown from five on
MAX_ANSWERS = 40


def agree(room: Room, share: float) -> None:
    """What was heard, then the draft with its comments; in the end it is confirmed."""
    for text in portion(texts.HEARD, max(share, 0.5)):
        [writer] = room.phones(1)
        heard.add_heard(workshop=room.workshop, device=writer, id=uuid.uuid4(), text=text)
    draft(room, share)
    for text in portion(texts.COMMENTS, share):
        [writer] = room.phones(1)
        heard.add_comment(workshop=room.workshop, device=writer, id=uuid.uuid4(), text=text)
    if share == 1:
        agreement.confirm_agreement(workshop=room.workshop)


def draft(room: Room, share: float) -> None:
    workshop, day = room.workshop, timezone.localdate()
    for horizon, text in portion(texts.NEEDS, share):
        agreement.add_need(workshop=workshop, text=text, horizon=horizon)
    for number, (what, who) in enumerate(portion(texts.TASKS, share), 1):
        due = day + timedelta(weeks=4 * number)
        agreement.add_task(workshop=workshop, what=what, responsible=who, due=due)
    write_part(room, "last_word", last_word=texts.LAST_WORD)
    write_part(room, "themes", how_themes=texts.HOW_THEMES)
    if share == 1:
        write_part(room, "results", how_results=texts.HOW_RESULTS)
        write_part(
            room,
            "next",
            next_at=timezone.now().replace(second=0, microsecond=0) + NEXT_IN,
            next_place=texts.PLACE,
        )
        write_part(room, "decision", decision=Agreement.Decision.GO_ON)


def write_part(room: Room, part: str, **fields: object) -> None:
    read = agreement_queries.version_of(agreement_queries.agreement_of(room.workshop), part)
    agreement.write_part(workshop=room.workshop, part=part, read=read, **fields)


def answer(room: Room, share: float) -> None:
    """Some have answered, enough for figures when it ends; most in the end."""
    most = min(MAX_ANSWERS, len(room.guests))
    guests = room.some(max(MIN_ANSWERS, round(most * min(share, 0.85))))
    for number, guest in enumerate(guests):
        words = texts.FEEDBACK_WORDS[number // 2] if number % 2 == 0 and number < 10 else ""
        scores = {score: room.chance.choice(SCORES) for score in statements.USUAL}
        feedback.give_feedback(
            workshop=room.workshop, device=guest.device, id=uuid.uuid4(), text=words, **scores
        )
        room.said.add(words)


def close(room: Room, share: float) -> None:
    report_sharing.share_report(workshop=room.workshop, shared=True)
