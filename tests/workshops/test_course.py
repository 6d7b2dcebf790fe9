"""Moving through the course and the room's clock, in services and behind the console's buttons."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import go, many, note_by, table_of, walking
from tests.markup import flat
from workshops.course import phases
from workshops.models import Facilitation, Theme, Workshop
from workshops.refusals import Refused
from workshops.services import course
from worryzones.models import Note, Ours
from worryzones.services import notes


def test_create_workshop_has_a_leader_a_code_and_a_joker(workshop, facilitator):
    assert Facilitation.objects.get().user == facilitator.user
    assert len(workshop.code) == 8
    joker = Theme.objects.get()
    assert (joker.is_joker, joker.selected, joker.workshop) == (True, True, workshop)


def test_move_sets_phase_round_and_clock(workshop):
    before = timezone.now()
    go(workshop, "cafe-2")
    workshop.refresh_from_db()
    assert (workshop.phase, workshop.round) == ("cafe", 2)
    assert workshop.ends_at
    assert timedelta(minutes=19) < workshop.ends_at - before < timedelta(minutes=21)


def test_move_to_an_open_ended_phase_turns_the_clock_off(workshop):
    go(workshop, "interlude")
    assert workshop.seconds_left() is None


def test_move_from_elsewhere_is_refused_with_where_things_are(workshop):
    go(workshop, "cafe-2")
    with pytest.raises(Refused, match=r"already moved on\. It is now at: Round 2"):
        course.move(workshop=workshop, expected="cafe-1", to="cafe-2")
    workshop.refresh_from_db()
    assert workshop.step == "cafe-2"


@pytest.mark.parametrize("to", ["cafe-5", "lunch", "", "welcome"])
def test_move_to_nowhere_is_refused(workshop, to):
    with pytest.raises(Refused):
        course.move(workshop=workshop, expected="welcome", to=to)


def test_move_back_keeps_what_was_written(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=3)
    note = note_by(participant)
    course.move(workshop=workshop, expected="cafe-1", to="welcome")
    course.move(workshop=workshop, expected="welcome", to="cafe-1")
    assert Note.objects.get() == note
    assert table_of(participant) == note.table


def test_move_to_closed_wipes_every_proof_and_stays_there(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=3)
    note = note_by(participant)
    notes.mark_ours(note=note, device=participant.device, on=True)
    go(workshop, "closed")
    assert list(Note.objects.values_list("proof", flat=True)) == [None]
    assert list(Ours.objects.values_list("proof", flat=True)) == [None]
    assert workshop.closed_at
    with pytest.raises(Refused):
        course.move(workshop=workshop, expected="closed", to="feedback")


def test_move_to_closed_leaves_other_workshops_proofs(workshop, elsewhere, stranger):
    note = note_by(stranger)
    go(workshop, "closed")
    note.refresh_from_db()
    assert note.proof


@pytest.mark.django_db(transaction=True)
def test_move_pressed_by_two_at_once_makes_one_step(workshop):
    go(workshop, "cafe-1")
    told: list[str] = []
    start = threading.Barrier(4)

    def press() -> None:
        start.wait()
        try:
            course.move(workshop=Workshop.objects.get(pk=workshop.pk), expected="cafe-1", to="cafe-2")
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workshop.refresh_from_db()
    assert workshop.step == "cafe-2"
    assert len(told) == 3


def test_move_button_steps_on_and_tells_the_second_facilitator(workshop, facilitator, second):
    many(workshop, 4)
    step = {"expected": "welcome", "to": "cafe-1"}
    assert facilitator.post("workshops:move", workshop.code, **step).status_code == 204
    late = second.post("workshops:move", workshop.code, **step)
    assert late.status_code == 409
    assert "It is now at: Round 1" in late.content.decode()


def test_move_button_works_as_a_plain_form_too(workshop, facilitator):
    answer = facilitator.submit("workshops:move", workshop.code, expected="welcome", to="cafe-1")
    assert (answer.status_code, answer.url) == (302, f"/run/{workshop.code}/")


@pytest.mark.parametrize("body", [{}, {"expected": "welcome"}, {"expected": "nowhere", "to": "cafe-1"}])
def test_move_button_pressed_wrongly_is_refused(workshop, facilitator, body):
    assert facilitator.post("workshops:move", workshop.code, **body).status_code == 409


# --- the clock ---


@pytest.fixture
def running(workshop):
    return go(workshop, "cafe-1")


def left(workshop: Workshop) -> int | None:
    workshop.refresh_from_db()
    return workshop.seconds_left()


def test_pause_holds_the_time_and_resume_goes_on_from_it(running):
    running.ends_at = timezone.now() + timedelta(seconds=300)
    running.save()
    course.pause(workshop=running)
    assert (left(running), running.ends_at) == (300, None)
    course.resume(workshop=running)
    assert left(running) == pytest.approx(300, abs=1)
    assert running.remaining is None


def test_pause_twice_is_pausing_once(running):
    course.pause(workshop=running)
    rev, held = running.rev, running.remaining
    course.pause(workshop=running)
    assert (running.rev, running.remaining) == (rev, held)


def test_pause_after_time_is_up_holds_nothing(running):
    running.ends_at = timezone.now() - timedelta(seconds=90)
    running.save()
    course.pause(workshop=running)
    assert left(running) == 0


def test_resume_starts_a_clock_that_was_off(workshop):
    go(workshop, "open_space")
    course.resume(workshop=workshop)
    assert left(workshop) == pytest.approx(600, abs=1)


def test_add_minutes_counts_from_now_once_time_is_up(running):
    running.ends_at = timezone.now() - timedelta(seconds=90)
    running.save()
    course.add_minutes(workshop=running, minutes=5)
    assert left(running) == pytest.approx(300, abs=1)


def test_add_minutes_to_a_paused_clock_keeps_it_paused(running):
    course.pause(workshop=running)
    held = running.remaining
    course.add_minutes(workshop=running, minutes=1)
    running.refresh_from_db()
    assert (running.remaining, running.ends_at) == (held + 60, None)


def test_add_minutes_has_an_end(running):
    for _ in range(3):
        course.add_minutes(workshop=running, minutes=500)
    assert left(running) <= 60 * course.MAX_MINUTES


def test_seconds_left_runs_over_below_zero(running):
    running.ends_at = timezone.now() - timedelta(seconds=90)
    assert running.seconds_left() == -90


@pytest.mark.parametrize("act", ["pause", "resume", "ring", "plus-1", "plus-5"])
def test_clock_buttons_answer_quietly(running, facilitator, act):
    assert facilitator.post("workshops:clock", running.code, act).status_code == 204


def test_clock_button_that_is_not_there_is_not_found(running, facilitator):
    assert facilitator.post("workshops:clock", running.code, "explode").status_code == 404


@pytest.mark.parametrize("slide", ["-1", "x", "", "1000", "²"])
def test_slide_ignores_what_is_no_slide(running, facilitator, slide):
    assert facilitator.post("workshops:slide", running.code, slide=slide).status_code == 204
    running.refresh_from_db()
    assert running.slide == 0


def test_slide_is_shown(running, facilitator):
    facilitator.post("workshops:slide", running.code, slide="3")
    running.refresh_from_db()
    assert running.slide == 3


# --- pages ---


def test_every_page_opens_at_every_step(workshop_at, participant, facilitator):
    workshop, opened = workshop_at("welcome", people=4), {}
    for step in walking(workshop):
        pages = (participant, "stage"), (facilitator, "console"), (facilitator, "projector")
        answers = [person.get(f"workshops:{page}", workshop.code) for person, page in pages]
        opened[step] = [answer.status_code for answer in answers]
    assert opened == {step: [200, 200, 200] for step in phases.STEPS[1:]}


def test_region_alone_is_what_the_page_holds(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=4)
    address = f"/w/{workshop.code}/"
    page = participant.client.get(address).content.decode()
    region = flat(participant.client.get(address, headers={"dialogit-region": "1"}).content)
    assert region.startswith('<div id="region"')
    assert f'data-rev="{workshop.rev}"' in region
    assert "<html" in page
    assert "<html" not in region
