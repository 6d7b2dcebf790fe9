"""What all of the facilitator's pages have in common: ids that name one thing, and a way back."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.factories import go, many_notes, with_device
from tests.workshops.space import group_in, pearl_by, settle
from workshops.course import phases
from workshops.queries import course
from workshops.services import people


def ids_in(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


@pytest.mark.parametrize("step", phases.STEPS[1:])
def test_console_names_no_two_things_alike(workshop_at, facilitator, step):
    workshop = workshop_at(step, people=5)
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert [name for name, count in Counter(ids_in(page)).items() if count > 1] == []


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
@pytest.mark.parametrize("step", phases.STEPS[1:])
def test_page_of_the_room_takes_at_most_twelve_queries(
    workshop_at, participant, facilitator, queries_in, step, page
):
    person = participant if page == "stage" else facilitator
    workshop = workshop_at("cafe-1", people=12)
    many_notes(participant, 8)
    settle(participant, group_in(workshop))
    for text in ("We ring home", "We ask first"):
        pearl_by(participant, text)
    person.get(f"workshops:{page}", workshop.code)
    go(workshop, step)
    assert queries_in(lambda: person.get(f"workshops:{page}", workshop.code)) <= 12


def test_dialog_of_times_has_no_id_of_the_console(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=5)
    console = set(ids_in(facilitator.get("workshops:console", workshop.code).content.decode()))
    fitted = facilitator.get("workshops:times", workshop.code, end="23:59", expected="welcome")
    body = fitted.content.decode().partition('<div id="times"')[2].partition("</main>")[0]
    assert console & set(ids_in(body)) - {"tool-title"} == set()


@pytest.mark.parametrize("step", ["welcome", "cafe-1", "theming", "sharing", "choosing"])
def test_seating_is_one_key_away_in_all_of_dialogue_1(workshop_at, facilitator, step):
    workshop = workshop_at(step, people=5)
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert f'href="/run/{workshop.code}/seating/" data-key="g"' in page


def test_phone_looked_at_is_one_persons_and_no_shared_device(workshop, participant):
    people.join(workshop=workshop, device=with_device().device, shared=True)
    assert course.somebody(workshop) == participant.participant


def test_closed_workshop_invites_nobody_to_join(workshop_at, facilitator):
    workshop = workshop_at("closed", people=5)
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert 'id="code"' not in page
    assert 'data-open="qr-dialog"' not in page
