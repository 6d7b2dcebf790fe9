"""One undo for the last act on the console."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import go, join, many, note_by
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by
from workshops import live, undo
from workshops.access.permissions import Role
from workshops.models import LastAct, Theme
from workshops.refusals import Refused
from workshops.services import heard, hiding, themes
from worryzones.models import Note
from worryzones.services import notes


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=3)


def test_hidden_note_comes_back_to_every_screen(cafe, participant, facilitator):
    note = note_by(participant, "Mornings begin together")
    facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1")
    assert "A note was hidden." in facilitator.get("workshops:console", cafe.code).content.decode()
    reader = join(cafe)
    assert note.text not in reader.get("workshops:stage", cafe.code).content.decode()
    assert facilitator.post("workshops:undo", cafe.code).status_code == 204
    assert note.text in reader.get("workshops:stage", cafe.code).content.decode()
    assert 'id="undo" class="undo" role="status" hidden' in flat(
        facilitator.get("workshops:console", cafe.code).content
    )


def test_undo_is_offered_in_the_frame_of_the_act_and_to_facilitators_alone(cafe, participant, frames):
    note = note_by(participant)
    for role in Role:
        with frames(cafe, role) as sent, live.writing(cafe) as write:
            undo.offer(write, "note_hidden", pk=str(note.pk), why="")
        assert ('id="undo"' in sent[0]["html"]) == (role == Role.FACILITATOR)


def test_undo_works_once_whoever_presses_it(cafe, participant, facilitator, second):
    hiding.hide(thing=note_by(participant), hidden=True)
    assert facilitator.post("workshops:undo", cafe.code).status_code == 204
    late = second.post("workshops:undo", cafe.code)
    assert late.status_code == 409
    assert "nothing left to undo" in late.content.decode()
    assert not Note.objects.get().hidden


def test_undo_is_of_the_last_act_only(cafe, participant):
    first, later = note_by(participant, "First"), note_by(participant, "Later")
    for note in (first, later):
        hiding.hide(thing=note, hidden=True)
    undo.undo(workshop=cafe)
    assert set(Note.objects.filter(hidden=True)) == {first}
    with pytest.raises(Refused):
        undo.undo(workshop=cafe)


def test_undo_ends_after_about_a_minute(cafe, participant, facilitator):
    hiding.hide(thing=note_by(participant), hidden=True)
    LastAct.objects.update(done_at=timezone.now() - timedelta(seconds=70))
    assert "A note was hidden." not in facilitator.get("workshops:console", cafe.code).content.decode()
    assert facilitator.post("workshops:undo", cafe.code).status_code == 409
    assert Note.objects.get().hidden


def test_undo_ends_with_the_step(cafe, participant):
    hiding.hide(thing=note_by(participant), hidden=True)
    go(cafe, "cafe-2")
    with pytest.raises(Refused):
        undo.undo(workshop=cafe)


def test_undo_of_a_note_withdrawn_meanwhile_says_so(cafe, participant, facilitator):
    note = note_by(participant)
    hiding.hide(thing=note, hidden=True)
    notes.withdraw_note(note=note)
    answer = facilitator.post("workshops:undo", cafe.code)
    assert answer.status_code == 409
    assert "Its writer has removed this note." in answer.content.decode()


def test_undo_reaches_no_other_workshop(cafe, participant, facilitator, elsewhere, stranger):
    hiding.hide(thing=note_by(stranger), hidden=True)
    assert facilitator.post("workshops:undo", cafe.code).status_code == 409
    assert facilitator.post("workshops:undo", elsewhere.code).status_code == 404


def test_hidden_text_and_hidden_line_come_back(workshop, participant):
    go(workshop, "open_space")
    text = text_by(settle(participant, group_in(workshop)))
    hiding.hide(thing=text, hidden=True)
    undo.undo(workshop=workshop)
    text.refresh_from_db()
    assert not text.hidden
    go(workshop, "agreement")
    line = heard.add_heard(workshop=workshop, device=participant.device, id=uuid.uuid4(), text="Trust")
    hiding.hide(thing=line, hidden=True)
    undo.undo(workshop=workshop)
    line.refresh_from_db()
    assert not line.hidden


# --- themes ---


@pytest.fixture
def bench(workshop):
    many(workshop, 3)
    go(workshop, "interlude")
    names = ("Mornings", "Evenings", "Nights")
    made = [Theme.objects.create(workshop=workshop, title=name) for name in names]
    for theme in made[:2]:
        themes.select(theme=theme, on=True)
    made[1].refresh_from_db()
    themes.reword(theme=made[1], title="Evenings", question="How do evenings go?", reason="Many votes")
    return workshop


def standing(workshop) -> list[tuple]:
    rows = Theme.objects.filter(workshop=workshop, is_joker=False).order_by("pk")
    return list(rows.values_list("title", "question", "reason", "selected", "order", "merged_into_id"))


def named(title: str) -> Theme:
    return Theme.objects.get(title=title)


ACTS = {
    "merge": lambda: themes.merge_themes(theme=named("Evenings"), into=named("Mornings")),
    "merge into one left out": lambda: themes.merge_themes(theme=named("Evenings"), into=named("Nights")),
    "choose": lambda: themes.select(theme=named("Nights"), on=True),
    "leave out": lambda: themes.select(theme=named("Mornings"), on=False),
    "move": lambda: themes.move_theme(theme=named("Mornings"), up=False),
}


@pytest.mark.parametrize("act", ACTS)
def test_theme_act_is_undone_whole(bench, act):
    before = standing(bench)
    ACTS[act]()
    assert standing(bench) != before
    undo.undo(workshop=bench)
    assert standing(bench) == before


def test_taking_apart_is_undone(bench):
    ACTS["merge"]()
    before = standing(bench)
    themes.unmerge(theme=named("Evenings"))
    undo.undo(workshop=bench)
    assert standing(bench) == before


def test_undo_on_the_workbench_shows_the_workbench(bench, facilitator):
    facilitator.post("workshops:merge_themes", bench.code, named("Evenings").pk, into=named("Mornings").pk)
    assert (
        "Two themes were put together." in facilitator.get("workshops:between", bench.code).content.decode()
    )
    answer = facilitator.post("workshops:undo", bench.code, **{"from": "bench"})
    assert answer.status_code == 200
    assert named("Evenings").merged_into is None
    again = facilitator.post("workshops:undo", bench.code, **{"from": "bench"})
    assert again.status_code == 422
    assert "There is nothing left to undo." in again.content.decode()


def test_undo_of_a_theme_that_its_table_has_emptied_leaves_the_rest_right(bench):
    before = standing(bench)
    ACTS["merge"]()
    named("Nights").delete()
    undo.undo(workshop=bench)
    assert standing(bench) == before[:2]


def test_words_written_after_a_merge_are_not_taken_by_its_undo(bench):
    ACTS["merge into one left out"]()
    themes.reword(theme=named("Nights"), title="Nights", question="How do nights go?", reason="")
    with pytest.raises(Refused):
        undo.undo(workshop=bench)
    assert named("Nights").question == "How do nights go?"


def test_nothing_that_somebody_wrote_is_kept_for_undo(bench, participant):
    ACTS["merge into one left out"]()
    assert "evenings" not in str(LastAct.objects.get().details).lower()
    go(bench, "opening")
    assert not LastAct.objects.exists()
    join(bench)
