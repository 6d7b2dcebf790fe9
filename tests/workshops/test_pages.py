"""What all of the facilitator's pages have in common: ids that name one thing, and a way back."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.factories import many_notes, note_by, walking, with_device
from tests.workshops.space import group_in, pearl_by, settle
from tests.workshops.test_access import CODED
from workshops.course import phases
from workshops.queries import course
from workshops.services import people

MOST_QUERIES = 12


def ids_in(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


def test_console_names_no_two_things_alike_at_any_step(workshop_at, facilitator):
    workshop, alike = workshop_at("welcome", people=5), {}
    for step in walking(workshop):
        page = facilitator.get("workshops:console", workshop.code).content.decode()
        alike[step] = [name for name, count in Counter(ids_in(page)).items() if count > 1]
    assert alike == {step: [] for step in phases.STEPS[1:]}


NAMES_OF_KEYS = {
    "space": " ",
    "→": "ArrowRight",
    "←": "ArrowLeft",
    "Page Up": "PageUp",
    "Page Down": "PageDown",
}


def test_console_has_the_keys_that_its_dialog_names_and_no_others(workshop_at, participant, facilitator):
    workshop = workshop_at("cafe-1", people=5)
    note = note_by(participant, "Hidden")
    facilitator.post("worryzones:hide_note", workshop.code, note.pk, hidden="1")
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    named = re.findall(r"<kbd>([^<]+)</kbd>", page.partition('<dl class="keys">')[2].partition("</dl>")[0])
    keys = {NAMES_OF_KEYS.get(name, name.lower()) for name in named}
    assert keys - {"?"} == set(re.findall(r'data-key="([^"]+)"', page))


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_page_of_the_room_takes_at_most_twelve_queries(
    workshop_at, participant, facilitator, queries_in, page
):
    person = participant if page == "stage" else facilitator
    workshop, taken = workshop_at("welcome", people=12), {}
    settle(participant, group_in(workshop))
    for text in ("We ring home", "We ask first"):
        pearl_by(participant, text)
    for step in walking(workshop):
        if step == "cafe-1":
            many_notes(participant, 8)
        if step in ("welcome", "cafe-1"):
            person.get(f"workshops:{page}", workshop.code)  # what a process reads but once
        taken[step] = queries_in(lambda: person.get(f"workshops:{page}", workshop.code))
    assert list(taken) == list(phases.STEPS[1:])
    assert {step: count for step, count in taken.items() if count > MOST_QUERIES} == {}


def test_dialog_of_times_has_no_id_of_the_console(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=5)
    console = set(ids_in(facilitator.get("workshops:console", workshop.code).content.decode()))
    fitted = facilitator.get("workshops:times", workshop.code, end="23:59", expected="welcome")
    body = fitted.content.decode().partition('<div id="times"')[2].partition("</main>")[0]
    assert console & set(ids_in(body)) - {"tool-title"} == set()


def test_seating_is_one_key_away_in_all_of_dialogue_1(workshop_at, facilitator):
    workshop, away = workshop_at("welcome", people=5), {}
    for step in walking(workshop):
        page = facilitator.get("workshops:console", workshop.code).content.decode()
        away[step] = f'href="/run/{workshop.code}/seating/" data-key="g"' in page
        if step == "choosing":
            break
    assert away == dict.fromkeys(phases.STEPS[1 : phases.STEPS.index("interlude")], True)


def test_phone_looked_at_is_one_persons_and_no_shared_device(workshop, participant):
    people.join(workshop=workshop, device=with_device().device, shared=True)
    assert course.sample_participant(workshop) == participant.participant


def test_closed_workshop_invites_nobody_to_join(workshop_at, facilitator):
    workshop = workshop_at("closed", people=5)
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert 'id="code"' not in page
    assert 'data-open="qr-dialog"' not in page


@pytest.mark.parametrize("page", ["own", "console", "projector", "print"])
def test_no_browser_translates_a_code(workshop, facilitator, page):
    args = [] if page == "own" else [workshop.code]
    shown = facilitator.get(f"workshops:{page}", *args).content.decode()
    assert re.search(r'translate="no">(<b>)?K7M2-QFXA<', shown)
    assert shown.count("K7M2-QFXA") == len(re.findall(r'translate="no">(?:<b>)?K7M2-QFXA', shown))


def test_no_browser_translates_a_groups_name_or_what_is_edited(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=3)
    shown = participant.get("workshops:stage", workshop.code).content.decode()
    assert re.search(r'<span translate="no">group [^<]+</span>', shown)
    assert all('translate="no"' in area for area in re.findall(r"<textarea[^>]*>", shown))


def test_no_page_with_names_or_words_is_kept_by_a_browser(workshop_at, participant, facilitator):
    """Every page of the workshop, found by the URL configuration; pictures say for how long."""
    workshop, kept = workshop_at("cafe-1", people=3), {}
    plain = (n for n, route in CODED.items() if set(route.pattern.regex.groupindex) == {"code"})
    for name in sorted(plain):
        for person in (participant, facilitator):
            answer = person.get(name, workshop.code)
            if answer.status_code == 200 and "no-store" not in answer.headers.get("Cache-Control", ""):
                kept[name] = answer.headers.get("Cache-Control")
    assert kept == {}


@pytest.mark.parametrize(
    "address", ["/", "/run/", "/nowhere/", "/accounts/login/", "/accounts/password/change/"]
)
def test_other_pages_are_not_kept_either(facilitator, address):
    assert "no-store" in facilitator.client.get(address).headers["Cache-Control"]
