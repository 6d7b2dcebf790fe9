"""Fitting what is left of a dialogue into the time that is left: arithmetic alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.course import phases
from workshops.course.schedule_fit import Stretch, TooShort, fit

ROUNDS = Stretch("cafe", 20, 3)
AFTER = [Stretch("theming", 15), Stretch("sharing", 20), Stretch("choosing", 10)]


def minutes(stretches: list[Stretch]) -> list[int]:
    return [stretch.minutes for stretch in stretches]


def test_time_that_is_enough_changes_nothing():
    assert fit([ROUNDS, *AFTER], 105) == [ROUNDS, *AFTER]


def test_less_time_shortens_everything_alike():
    assert minutes(fit([ROUNDS, *AFTER], 53)) == [10, 8, 10, 5]


def test_more_time_lengthens_everything_alike():
    assert minutes(fit([ROUNDS, *AFTER], 210)) == [40, 30, 40, 20]


def test_step_whose_time_is_up_gets_none():
    begun = Stretch("cafe", 0, begun=True)
    assert minutes(fit([begun, *AFTER], 45)) == [0, 15, 20, 10]


def test_open_space_takes_what_the_others_leave():
    course = [
        Stretch("opening", 10),
        Stretch("open_space", 0, is_open=True),
        Stretch("pearls", 20),
        Stretch("agreement", 20),
    ]
    assert minutes(fit(course, 120)) == [10, 70, 20, 20]


def test_open_space_shrinks_with_the_others_when_little_is_left():
    course = [Stretch("open_space", 0, is_open=True), Stretch("pearls", 20), Stretch("agreement", 25)]
    assert minutes(fit(course, 60)) == [30, 13, 17]


def test_tight_is_what_cuts_people_off():
    assert [s.phase for s in fit([ROUNDS, *AFTER], 70) if s.is_tight] == ["cafe"]
    assert not Stretch("cafe", 3, begun=True).is_tight


def test_too_short_says_how_much_is_needed():
    with pytest.raises(TooShort) as short:
        fit([ROUNDS, *AFTER], 5)
    assert short.value.needed == 6


def test_least_is_known_of_every_phase_with_a_clock():
    assert all(0 < phase.least <= (phase.minutes or 30) for phase in phases.TIMED)


stretches = st.lists(
    st.builds(
        Stretch,
        phase=st.sampled_from([phase.key for phase in phases.TIMED]),
        minutes=st.integers(0, 240),
        times=st.integers(1, 4),
        is_open=st.booleans(),
        begun=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(stretches, st.integers(0, 1500))
def test_fit_never_takes_longer_than_there_is_and_leaves_nobody_out(course, available):
    if available < sum(s.times for s in course if s.minutes or s.is_open):
        return
    fitted = fit(course, available)
    assert sum(s.whole for s in fitted) <= max(available, 0)
    assert [(s.phase, s.times, s.begun) for s in fitted] == [(s.phase, s.times, s.begun) for s in course]
    for before, after in zip(course, fitted, strict=True):
        assert (after.minutes == 0) == (before.minutes == 0 and not before.is_open)
