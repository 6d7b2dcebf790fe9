"""The course as data."""

from __future__ import annotations

import pytest

from workshops.course import phases


def test_steps_split_the_cafe_into_its_rounds():
    assert phases.STEPS[:7] == ("preparation", "welcome", "cafe-1", "cafe-2", "cafe-3", "cafe-4", "theming")


def test_next_and_previous_step_walk_the_whole_course():
    there = [phases.FIRST]
    while step := phases.next_step(there[-1]):
        there.append(step)
    assert tuple(there) == phases.STEPS
    back = [phases.LAST]
    while step := phases.previous_step(back[-1]):
        back.append(step)
    assert tuple(reversed(back)) == phases.STEPS


@pytest.mark.parametrize("step", phases.STEPS)
def test_parts_of_undoes_step_of(step):
    assert phases.step_of(*phases.parts_of(step)) == step


@pytest.mark.parametrize("step", phases.STEPS)
def test_every_step_has_its_words(step):
    words = phases.WORDS[step]
    assert all((words.name, words.question, words.say_now))


def test_may_move_goes_anywhere_and_back():
    assert phases.may_move("cafe-3", "welcome")
    assert phases.may_move("welcome", "closed")


@pytest.mark.parametrize("to", ["cafe-2", "cafe-5", "cafe-0", "cafe", "lunch", ""])
def test_may_move_refuses_staying_and_unknown_steps(to):
    assert not phases.may_move("cafe-2", to)


def test_may_move_never_leaves_the_last_step():
    assert not any(phases.may_move("closed", to) for to in phases.STEPS)


def test_is_after_compares_phases():
    assert phases.is_after("theming", "cafe")
    assert not phases.is_after("cafe", "cafe")
    assert not phases.is_after("welcome", "cafe")
