"""What participants do with notes and tables in the café, through the real door."""

from __future__ import annotations

import uuid

from tests.factories import table_of
from workshops.permissions import Role
from worryzones.models import Note


def test_post_note_stores_one_note_however_often_it_is_sent(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=4)
    note_id = uuid.uuid4()
    rev = workshop.rev
    for _ in range(10):
        answer = participant.post(
            "worryzones:post_note",
            workshop.code,
            id=note_id,
            kind="helps",
            text=" We ask first. ",
            table=table_of(participant).pk,
        )
        assert answer.status_code == 204
    assert Note.objects.get().text == "We ask first."
    workshop.refresh_from_db()
    assert workshop.rev == rev + 1


def test_post_note_reaches_every_audience(workshop_at, participant, frames):
    workshop = workshop_at("cafe-1", people=4)
    table = table_of(participant)
    for role in Role:
        with frames(workshop, role) as sent:
            participant.post(
                "worryzones:post_note",
                workshop.code,
                id=uuid.uuid4(),
                kind="helps",
                text=f"To {role}",
                table=table.pk,
            )
        workshop.refresh_from_db()
        assert [frame["rev"] for frame in sent] == [workshop.rev]
        assert (f"To {role}" in sent[0]["html"]) == (role != Role.PROJECTOR)
