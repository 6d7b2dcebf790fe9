"""Two services that meet in one workshop: neither fails, and what both wrote is as if one had come first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest

from tests.pairs.examples import EXAMPLES, step_for
from tests.pairs.meeting import SERVICES, Pair, Sides, meet
from tests.pairs.rooms import Stage

pytestmark = pytest.mark.django_db(transaction=True)
fault = pytest.mark.fault
KNOWN = {
    "five minutes more, twice": ("course.add_minutes", "course.add_minutes"),
    "next meets pause": ("course.move", "course.pause"),
    "a note is changed and put into a group": ("notes.edit_note", "theming.put_notes"),
    "somebody leaves while they are moved": ("people.leave", "moving.move_people"),
    "the same person opens a group and moves": ("open_space.open_group", "open_space.move_to"),
    "a host is freed and another one chosen": ("seating.free_host", "seating.choose_host"),
    "something is hidden while something is undone": ("hiding.hide", "undo.undo"),
    "two choose the joker's topic": ("joker.choose_joker_topic", "joker.choose_joker_topic"),
    "memberships are settled while a rehearsal ends": ("accounts.sync_access", "rehearsals.end"),
    "a note comes back while its group is emptied": ("withdrawing.bring_back", "theming.put_notes"),
    "a text comes back while others are hidden": ("hiding.hide", "withdrawing.bring_back"),
    "a note changes its kind while it is hidden": ("notes.edit_note", "hiding.hide"),
    "the last place, wanted back and wanted": ("people.come_back", "people.join"),
    "two invite the same address": ("invitations.invite", "invitations.invite"),
    "an invitation is accepted while it is withdrawn": ("invitations.accept", "invitations.withdraw"),
    "an invitation is accepted twice": ("invitations.accept", "invitations.accept"),
    "groups are put together while somebody leaves": ("moving.merge_groups", "people.leave"),
    "an agreement is confirmed twice": ("agreement.confirm_agreement", "agreement.confirm_agreement"),
    "closing while it is confirmed": ("course.move", "agreement.confirm_agreement"),
    "a task is amended by two": ("amending.amend_line", "amending.amend_line"),
    "a task is amended and taken out": ("amending.amend_line", "amending.take_out_line"),
    "a part is amended by two": ("amending.amend_part", "amending.amend_part"),
    "a need is added twice": ("amending.add_line", "amending.add_line"),
    "a task is taken out twice": ("amending.take_out_line", "amending.take_out_line"),
    "somebody steps down while they are reminded": ("facilitation.step_down", "reminders.remind_of"),
    "what was heard becomes a need twice": ("agreement.need_of_heard", "agreement.need_of_heard"),
}
PAIRS: list[Pair] = sorted(
    combinations_with_replacement(sorted(EXAMPLES), 2), key=lambda pair: (step_for(*pair), pair)
)
SAMPLE = PAIRS[::78]
CHUNK = 150


def chunks() -> Iterator[tuple[str, list[Pair]]]:
    by_step: dict[str, list[Pair]] = {}
    for pair in PAIRS:
        by_step.setdefault(step_for(*pair), []).append(pair)
    for step, pairs in by_step.items():
        for begin in range(0, len(pairs), CHUNK):
            yield f"{step}, from {begin}", pairs[begin : begin + CHUNK]


def faults_of(pairs: list[Pair], stages: dict[str, Stage], sides: Sides) -> dict[str, str]:
    told = {f"{' meets '.join(pair)}, at {step_for(*pair)}": _met(pair, stages, sides) for pair in pairs}
    return {pair: words for pair, words in told.items() if words}


def _met(pair: Pair, stages: dict[str, Stage], sides: Sides) -> str:
    return meet(pair, stages[step_for(*pair)], sides)


def test_every_service_that_writes_has_an_example():
    """A new service gets its place in `tests.pairs.examples`, and meets all others from then on."""
    missing, strange = sorted(SERVICES.keys() - EXAMPLES.keys()), sorted(EXAMPLES.keys() - SERVICES.keys())
    assert missing == [], "These services write and have no example to meet others with."
    assert strange == [], "These examples name no service that writes."


@pytest.mark.parametrize("pair", KNOWN.values(), ids=KNOWN.keys())
def test_a_pair_that_once_failed_is_as_if_one_had_come_first(pair, stages, sides):
    assert _met(pair, stages, sides) == ""


@pytest.mark.thorough
def test_a_sample_of_pairs_is_as_if_one_had_come_first(stages, sides):
    assert faults_of(SAMPLE, stages, sides) == {}


@fault
@pytest.mark.parametrize("pairs", [pytest.param(pairs, id=name) for name, pairs in chunks()])
def test_every_pair_is_as_if_one_had_come_first(pairs, stages, sides):
    assert faults_of(pairs, stages, sides) == {}
