"""On the console: stars of one's own, how many have written, and what one tap makes of a note or a pearl."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.factories import go, join, many, note_by, table_of
from tests.markup import flat
from tests.workshops.space import group_in, pearl_by, settle, text_by
from workshops import privacy, undo
from workshops.access.permissions import Role
from workshops.models import Need, Star
from workshops.queries import course
from workshops.refusals import Refused
from workshops.services import agreement
from worryzones.models import ThemeGroup
from worryzones.services import notes, theming


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=4)


def own_of(person, workshop):
    page = person.get("workshops:console", workshop.code).content.decode()
    return re.findall(r'data-own="([^"]*)"', page)[0]


# --- a star of one's own ---


def test_star_is_its_facilitators_alone_and_in_no_frame(cafe, participant, facilitator, second, frames):
    note = note_by(participant)
    with frames(cafe, Role.FACILITATOR) as sent:
        answer = facilitator.post("workshops:star", cafe.code, note.pk, on="1")
    assert (answer.status_code, sent) == (204, [])
    assert f"star-{note.pk}" in answer["HX-Trigger"]
    assert own_of(facilitator, cafe) == f"star-{note.pk}"
    assert own_of(second, cafe) == ""
    facilitator.post("workshops:star", cafe.code, note.pk, on="1")
    second.post("workshops:star", cafe.code, note.pk, on="1")
    facilitator.post("workshops:star", cafe.code, note.pk, on="0")
    assert [star.user for star in Star.objects.all()] == [second.user]
    assert facilitator.post("workshops:star", cafe.code, uuid4(), on="1").status_code == 409


def test_stars_are_gone_when_the_workshop_closes(cafe, participant, facilitator, elsewhere, stranger):
    note, theirs = note_by(participant), note_by(stranger)
    for workshop, thing in ((cafe, note), (elsewhere, theirs)):
        Star.objects.create(workshop=workshop, user=facilitator.user, thing=thing.pk)
    go(cafe, "closed")
    assert [star.thing for star in Star.objects.all()] == [theirs.pk]
    assert facilitator.post("workshops:star", cafe.code, note.pk, on="1").status_code == 409


# --- how many have written ---


@pytest.mark.parametrize(
    ("done", "everybody", "told"),
    [
        (4, 4, ""),
        (0, 13, "few"),
        (4, 13, "few"),
        (5, 13, "5/13"),
        (8, 13, "8/13"),
        (9, 13, "most"),
        (13, 13, "most"),
        (15, 13, "most"),
        (5, 9, "most"),
    ],
)
def test_share_is_told_without_a_figure_under_five(done, everybody, told):
    assert privacy.share_told(done, everybody) == told


def test_console_tells_how_many_have_written_in_this_step(
    workshop_at, facilitator, django_capture_on_commit_callbacks
):
    workshop = workshop_at("cafe-1", people=12)
    everyone = [join(workshop), *many(workshop, 0)]
    everyone += [join(workshop) for _number in range(5)]
    told = "At most 4 have written in this step so far."
    assert told in flat(facilitator.get("workshops:console", workshop.code).content.decode())
    for person in everyone:
        with django_capture_on_commit_callbacks(execute=True):
            for text in ("One", "Two"):
                note_by(person, text)
    assert course.writers(workshop) == "6/18"
    look = facilitator.get("worryzones:alerts", workshop.code).content.decode()
    assert "6/18 have written in this step." in flat(look)
    go(workshop, "cafe-2")
    assert course.writers(workshop) == "few"


# --- order ---


def test_order_by_ours_too_tells_no_figure_under_five(cafe, facilitator):
    people = many(cafe, 7)
    written = [note_by(people[0], f"Note {n}") for n in (0, 1, 4, 6)]
    for note, count in zip(written, (0, 1, 4, 6), strict=True):
        for person in people[:count]:
            notes.mark_ours(note=note, device=person.device, on=True)
    page = flat(facilitator.get("workshops:console", cafe.code).content.decode())
    ranks = re.findall(r'data-ours="(\d+)"[^>]*><p[^>]*>Note (\d)', page)
    assert {count: rank for rank, count in ranks} == {"0": "0", "1": "1", "4": "1", "6": "6"}


# --- one tap ---


def test_note_becomes_a_theme_by_one_tap_and_back(workshop_at, participant, facilitator):
    workshop = workshop_at("theming", people=4)
    note = note_by(participant, "Mornings begin together " * 10)
    for _twice in range(2):
        assert facilitator.post("worryzones:theme_of_note", workshop.code, note.pk).status_code == 204
    group = ThemeGroup.objects.get()
    assert (len(group.theme.title), group.theme.title[-1]) == (120, "…")
    assert group.theme.mark == str(table_of(participant).zone_number)
    undo.undo(workshop=workshop)
    assert not ThemeGroup.objects.exists()
    group = theming.make_theme_of(note=note)
    other = note_by(participant, "Another")
    theming.put_notes(group=group, notes=[other])
    with pytest.raises(Refused, match="gone on with this theme"):
        undo.undo(workshop=workshop)
    assert group.notes.count() == 2
    go(workshop, "choosing")
    assert facilitator.post("worryzones:theme_of_note", workshop.code, other.pk).status_code == 409


def test_pearl_becomes_a_need_by_one_tap(workshop_at, participant, facilitator, frames):
    workshop = workshop_at("open_space", people=4)
    settle(participant, group_in(workshop))
    pearl, long = pearl_by(participant, "We ring home"), pearl_by(participant, "Words " * 60)
    text = text_by(participant, "No pearl")
    go(workshop, "agreement")
    address = ("workshops:need_of_pearl", workshop.code)
    with frames(workshop, Role.FACILITATOR) as sent:
        for _twice in range(2):
            assert facilitator.post(*address, pearl.pk).status_code == 204
    assert len(sent) == 1
    assert "We ring home" in sent[0]["html"]
    assert "✓ a need" in flat(sent[0]["html"])
    assert facilitator.post(*address, long.pk).status_code == 204
    assert [len(need.text) for need in Need.objects.order_by("pk")] == [12, 240]
    answer = facilitator.post(*address, text.pk)
    assert answer.status_code == 409
    assert "no longer there" in answer.content.decode()
    agreement.write_part(workshop=workshop, part="decision", read="", decision="enough")
    agreement.confirm_agreement(workshop=workshop)
    assert facilitator.post(*address, pearl.pk).status_code == 409
