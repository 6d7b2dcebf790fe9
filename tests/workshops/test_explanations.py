"""What the room is told in words of the method: slides of the projector besides a phase's own panel."""

from __future__ import annotations

import pytest

from tests.factories import go
from tests.markup import flat
from workshops.course import principles
from workshops.extension import explanations
from workshops.services import console
from worryzones.services.prompts import set_prompts


def projector(facilitator, workshop) -> str:
    return flat(facilitator.get("workshops:projector", workshop.code).content)


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        ("welcome", ["Join on your phone", "How we talk today", "The four zones of worry", None]),
        (
            "cafe-2",
            [
                "Clock and tables",
                "1 · Ei huolta (No worry)",
                "2 · Pieni (Small)",
                "3 · Tuntuva (Tangible)",
                "4 · Suuri (Great)",
            ],
        ),
        ("open_space", ["Marketplace", "Questions of Open Space"]),
        (
            "opening",
            ["Principles of Open Space", "The law of two feet", "The joker theme", "Themes and places"],
        ),
    ],
)
def test_console_turns_the_slides_and_the_projector_follows(workshop_at, facilitator, step, labels):
    """Behind the phase's own panel stands what is explained, at the opening before it."""
    workshop = workshop_at(step, people=12)
    labels = [label or "Ten principles of early open cooperation" for label in labels]
    explains = [step == "opening", step != "opening"]
    page = flat(facilitator.get("workshops:console", workshop.code).content)
    assert [label for label in labels if f'title="{label}"' not in page] == []
    assert page.count('class="to-slide"') == len(labels)
    for slide, is_explained in zip((0, len(labels) - 1), explains, strict=True):
        facilitator.post("workshops:slide", workshop.code, slide=slide)
        shown = projector(facilitator, workshop)
        assert ('id="explained-' in shown) == is_explained
        assert not is_explained or "data-walk-for" not in shown


def test_a_slide_past_the_last_shows_the_last(workshop, facilitator):
    console.show_slide(workshop=workshop, slide=99)
    assert 'id="explained-ten"' in projector(facilitator, workshop)


def test_the_next_step_begins_with_its_own_panel(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=4)
    console.show_slide(workshop=workshop, slide=2)
    go(workshop, "cafe-1")
    assert 'id="explained-' not in projector(facilitator, workshop)


@pytest.mark.parametrize("step", ["theming", "choosing", "interlude", "feedback"])
def test_a_phase_without_explanations_has_no_such_slides(workshop_at, step):
    assert explanations.slides_to_turn(workshop_at(step, people=4)) == {}


def test_the_law_of_two_feet_is_on_the_phone_while_groups_are_at_work(workshop_at, participant):
    workshop = workshop_at("open_space")
    page = flat(participant.get("workshops:stage", workshop.code).content)
    assert f"<strong>{principles.TWO_FEET_NAME}</strong>" in page


def test_principles_on_phones_are_open_while_they_are_told_and_folded_afterwards(workshop_at, participant):
    workshop = workshop_at("opening")
    told = [explanations.of_phase("opening", workshop), *[None] * 2]
    opened = []
    for slide in range(len(told) + 1):
        console.show_slide(workshop=workshop, slide=slide)
        page = flat(participant.get("workshops:stage", workshop.code).content)
        opened.append('class="card tinted ways" open' in page)
    assert opened == [True, True, False, False]


def test_slides_to_turn_take_as_many_queries_however_many_questions(workshop_at, facilitator, queries_in):
    workshop = workshop_at("cafe-1", people=4)
    few = queries_in(lambda: facilitator.get("workshops:console", workshop.code))
    set_prompts(workshop=workshop, language="en", prompts=dict.fromkeys((1, 2, 3, 4), ["x" * 240] * 6))
    assert queries_in(lambda: facilitator.get("workshops:console", workshop.code)) == few
