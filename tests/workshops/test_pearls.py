"""Pearls: a few for each group, told one by one; the slide and the main points follow their pearl."""

from __future__ import annotations

import pytest

from tests.factories import join
from tests.markup import flat
from tests.workshops.space import group_in, pearl_by, settle, text_by
from workshops.access.permissions import Role
from workshops.models import DebriefNote
from workshops.queries import pearls
from workshops.refusals import Refused
from workshops.services import console, contributions, course, hiding, open_space
from workshops.services.debrief import write_main_point


def mark(person, workshop, contribution, on="1"):
    return person.post("workshops:mark_pearl", workshop.code, contribution.pk, on=on)


@pytest.fixture
def room(workshop_at, participant):
    """The participant in the first group, someone else in the second."""
    workshop = workshop_at("open_space")
    other = settle(join(workshop), group_in(workshop, "Evenings"))
    settle(participant, group_in(workshop, "Mornings"))
    # "Evenings" was made first and has the same order: it is told first.
    return workshop, participant, other


def tell(workshop, slide=0):
    course.move(workshop=workshop, expected=workshop.step, to="pearls")
    console.show_slide(workshop=workshop, slide=slide)
    return workshop


def test_mark_pearl_by_anyone_in_the_group(room):
    workshop, participant, other = room
    text = text_by(participant)
    assert mark(other, workshop, text).status_code == 409
    settle(other, text.group)
    assert mark(other, workshop, text).status_code == 204
    text.refresh_from_db()
    assert text.pearl
    assert mark(participant, workshop, text, on="0").status_code == 204
    text.refresh_from_db()
    assert not text.pearl


def test_mark_pearl_refuses_one_too_many(room):
    workshop, participant, _other = room
    texts = [text_by(participant, f"Text {n}") for n in range(workshop.pearls_each + 1)]
    answers = [mark(participant, workshop, text).status_code for text in texts]
    assert answers == [204, 204, 204, 409]
    assert mark(participant, workshop, texts[0], on="0").status_code == 204
    assert mark(participant, workshop, texts[-1]).status_code == 204


def test_mark_pearl_twice_is_one_mark_and_one_rev(room):
    workshop, participant, _other = room
    text = text_by(participant)
    workshop.refresh_from_db()
    rev = workshop.rev
    for _ in range(3):
        assert mark(participant, workshop, text).status_code == 204
    workshop.refresh_from_db()
    assert workshop.rev == rev + 1


def test_mark_pearl_by_a_facilitator_has_the_same_limit(room, facilitator):
    workshop, participant, _other = room
    for number in range(workshop.pearls_each):
        text = text_by(participant, f"Text {number}")
        answer = facilitator.post("workshops:lead_mark_pearl", workshop.code, text.pk, on="1")
        assert answer.status_code == 204
    with pytest.raises(Refused):
        contributions.mark_pearl(contribution=text_by(participant), on=True)


def test_mark_pearl_outside_its_phases_is_refused(room):
    workshop, participant, _other = room
    text = text_by(participant)
    course.move(workshop=workshop, expected="open_space", to="agreement")
    assert mark(participant, workshop, text).status_code == 409


def test_mark_pearl_of_a_hidden_text_is_refused(room):
    workshop, participant, _other = room
    text = text_by(participant)
    hiding.hide(thing=text, hidden=True)
    assert mark(participant, workshop, text).status_code == 409


def test_hidden_pearl_is_not_told(room):
    workshop, participant, _other = room
    pearl = pearl_by(participant)
    hiding.hide(thing=pearl, hidden=True)
    assert pearls.telling(tell(workshop, 1))["pearls"] == []


def test_pearls_are_told_theme_by_theme(room):
    workshop, participant, other = room
    last = pearl_by(participant, "Mornings 1")
    first, second = pearl_by(other, "Evenings 1"), pearl_by(other, "Evenings 2")
    assert pearls.pearls_of(workshop) == [first, second, last]


@pytest.mark.parametrize(("slide", "told"), [(0, None), (1, "Evenings"), (2, "Mornings"), (9, "Mornings")])
def test_slide_shows_the_beginning_then_each_pearl(room, slide, told):
    workshop, participant, other = room
    pearl_by(participant, "Mornings")
    pearl_by(other, "Evenings")
    pearl = pearls.telling(tell(workshop, slide))["pearl"]
    assert (pearl and pearl.text) == told


def test_slide_follows_its_pearl_when_one_comes_before_it(room):
    workshop, participant, other = room
    told, earlier = pearl_by(participant), pearl_by(other, "Told earlier")
    hiding.hide(thing=earlier, hidden=True)
    tell(workshop, 1)
    write_main_point(workshop=workshop, text="Ring first", slide=1)
    hiding.hide(thing=earlier, hidden=False)
    workshop.refresh_from_db()
    assert pearls.telling(workshop)["pearl"] == told
    assert DebriefNote.objects.get().slide == 2


def test_pearl_marked_while_pearls_are_told_comes_after_them_and_keeps_their_numbers(room):
    workshop, participant, other = room
    earlier, told = text_by(other, "Evenings"), pearl_by(participant, "Mornings")
    tell(workshop, 1)
    marked = pearl_by(other, "Evenings too"), earlier
    contributions.mark_pearl(contribution=earlier, on=True)
    workshop.refresh_from_db()
    assert (workshop.slide, pearls.pearls_of(workshop)) == (1, [told, *marked])
    for on in (False, True):
        contributions.mark_pearl(contribution=marked[0], on=on)
    assert pearls.pearls_of(workshop) == [told, earlier, marked[0]]


def test_pearl_marked_before_the_telling_begins_has_its_place_in_its_theme(room):
    workshop, participant, other = room
    last = pearl_by(participant, "Mornings")
    tell(workshop)
    first = pearl_by(other, "Evenings")
    assert pearls.pearls_of(workshop) == [first, last]


def test_pearl_of_a_group_that_has_ended_says_nothing_of_it(room, facilitator):
    """By the time of the pearls all groups have."""
    workshop, participant, _other = room
    pearl = pearl_by(participant)
    open_space.end_group(group=pearl.group, ended=True)
    assert "· ended" in flat(participant.get("workshops:stage", workshop.code).content)
    tell(workshop, 1)
    for person, page in ((participant, "stage"), (facilitator, "console"), (facilitator, "projector")):
        assert "ended" not in flat(person.get(f"workshops:{page}", workshop.code).content), page


def test_slide_follows_its_pearl_when_one_before_it_goes(room):
    workshop, participant, other = room
    gone, told = pearl_by(other), pearl_by(participant)
    tell(workshop, 2)
    write_main_point(workshop=workshop, text="Of the one that goes", slide=1)
    write_main_point(workshop=workshop, text="Of the one that stays", slide=2)
    contributions.withdraw_contribution(contribution=gone)
    workshop.refresh_from_db()
    assert pearls.telling(workshop)["pearl"] == told
    assert dict(DebriefNote.objects.values_list("text", "slide")) == {
        "Of the one that goes": 0,
        "Of the one that stays": 1,
    }


def test_slide_shows_the_next_pearl_when_its_own_goes(room):
    workshop, participant, other = room
    told, after = pearl_by(other), pearl_by(participant)
    tell(workshop, 1)
    contributions.mark_pearl(contribution=told, on=False)
    workshop.refresh_from_db()
    assert pearls.telling(workshop)["pearl"] == after
    contributions.mark_pearl(contribution=after, on=False)
    workshop.refresh_from_db()
    assert workshop.slide == 0


def test_pearl_is_pushed_to_every_page_that_tells(room, frames):
    workshop, participant, _other = room
    text = text_by(participant, "Carry this home")
    tell(workshop, 1)
    for role in Role:
        with frames(workshop, role) as sent:
            mark(participant, workshop, text)
        assert (
            'id="slide"' in sent[0]["html"] if role == Role.PROJECTOR else 'id="telling"' in sent[0]["html"]
        )
        mark(participant, workshop, text, on="0")


def test_pages_tell_the_same_pearl(room, facilitator):
    workshop, participant, other = room
    pearl_by(participant, "Carry this home")
    tell(workshop, 1)
    for person, page in (
        (other, "workshops:stage"),
        (facilitator, "workshops:console"),
        (facilitator, "workshops:projector"),
    ):
        assert "Carry this home" in person.get(page, workshop.code).content.decode()


def test_stage_in_pearls_lets_the_group_mark_and_the_wanderer_listen(room):
    workshop, participant, other = room
    text_by(participant, "Carry this home")
    settle(other, None)
    tell(workshop)
    assert "Carry this home" in participant.get("workshops:stage", workshop.code).content.decode()
    seen = other.get("workshops:stage", workshop.code).content.decode()
    assert "You are in no group now" in seen
    assert "Carry this home" not in seen


def test_slides_to_write_about_follow_the_pearls(room, frames):
    workshop, participant, _other = room
    text = text_by(participant, "Carry this home")
    tell(workshop)
    with frames(workshop, Role.FACILITATOR) as sent:
        mark(participant, workshop, text)
    assert '<option value="1">Carry this home</option>' in flat(sent[0]["html"])


def test_main_points_of_a_pearl_are_shown_to_the_room_when_they_are_wanted(room, facilitator, frames):
    workshop, participant, _other = room
    pearl_by(participant, "Carry this home")
    tell(workshop, 1)
    for role in Role:
        with frames(workshop, role) as sent:
            write_main_point(workshop=workshop, text=f"Ring first, says the {role}", slide=1)
        assert f"Ring first, says the {role}" in sent[0]["html"]
    room_sees = ((participant, "workshops:stage"), (facilitator, "workshops:projector"))
    for on, shown in (("1", True), ("0", False)):
        facilitator.post("workshops:show_points", workshop.code, on=on)
        pages = [person.get(page, workshop.code).content.decode() for person, page in room_sees]
        assert ["Ring first" in page for page in pages] == [shown, shown]
