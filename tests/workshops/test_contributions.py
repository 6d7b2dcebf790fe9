"""What groups write: by the device's own proof, into the group one is in, hidden by a facilitator."""

from __future__ import annotations

import uuid

import pytest

from tests.factories import join
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by
from workshops.access.permissions import Role
from workshops.models import Contribution
from workshops.services import contributions, course, open_space

IDENTITY_CODE = "131052-308T"


def post(person, workshop, group, text="We ring home", kind="works", id=None):
    return person.post(
        "workshops:post_contribution",
        workshop.code,
        id=id or uuid.uuid4(),
        group=group.pk,
        kind=kind,
        text=text,
    )


@pytest.fixture
def group(workshop_at, participant):
    found = group_in(workshop_at("open_space"))
    settle(participant, found)
    return found


def test_post_contribution_stores_one_however_often_it_is_sent(workshop, participant, group):
    id = uuid.uuid4()
    workshop.refresh_from_db()
    rev = workshop.rev
    for _ in range(10):
        assert post(participant, workshop, group, id=id).status_code == 204
    assert Contribution.objects.get().text == "We ring home"
    workshop.refresh_from_db()
    assert workshop.rev == rev + 1


def test_post_contribution_with_anothers_id_is_refused(workshop, participant, group):
    theirs = text_by(settle(join(workshop), group))
    assert post(participant, workshop, group, "Mine now", id=theirs.pk).status_code == 409
    theirs.refresh_from_db()
    assert theirs.text == "We ring home"


def test_post_contribution_reaches_participants_and_facilitators_not_the_projector(
    workshop, participant, group, frames
):
    for role in Role:
        with frames(workshop, role) as sent:
            post(participant, workshop, group, f"To {role}")
        assert (f"To {role}" in sent[0]["html"]) == (role != Role.PROJECTOR)


@pytest.mark.parametrize("kind", Contribution.Kind)
def test_every_kind_is_written_and_told_in_the_report(workshop, participant, facilitator, group, kind):
    assert post(participant, workshop, group, "Trust", kind).status_code == 204
    report = flat(facilitator.get("workshops:report", workshop.code).content)
    label = "Keywords" if kind == Contribution.Kind.KEYWORD else kind.label
    heading = f"<h5><span><span>{label}</span></span></h5>"
    assert report.index(heading) < report.rindex("Trust")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", "works", "Write something first."),
        ("   ", "works", "Write something first."),
        ("x" * 501, "works", "Use at most 500 characters."),
        (f"About {IDENTITY_CODE}", "works", "personal identity code"),
        ("x" * 41, "keyword", "A keyword is a word or two."),
        ("We ring home", "gossip", ""),
    ],
)
def test_post_contribution_says_what_is_wrong_and_keeps_the_text(
    workshop, participant, group, text, kind, words
):
    answer = post(participant, workshop, group, text, kind)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Contribution.objects.exists()


def test_post_contribution_into_an_ended_group_is_refused(workshop, participant, group):
    open_space.end_group(group=group, ended=True)
    answer = post(participant, workshop, group)
    assert answer.status_code == 409
    assert "This group has ended" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_post_contribution_again_after_the_group_ended_is_still_acknowledged(workshop, participant, group):
    id = uuid.uuid4()
    post(participant, workshop, group, id=id)
    open_space.end_group(group=group, ended=True)
    assert post(participant, workshop, group, id=id).status_code == 204


def test_post_contribution_into_a_group_one_has_left_is_refused(workshop, participant, group):
    settle(participant, group_in(workshop, "Evenings"))
    answer = post(participant, workshop, group)
    assert answer.status_code == 409
    assert "moved to another group" in answer.content.decode()


def test_post_contribution_into_another_workshop_is_refused(workshop, participant, group, elsewhere):
    assert post(participant, workshop, group_in(elsewhere)).status_code == 409


def test_post_contribution_is_refused_when_groups_are_not_at_work(workshop, participant, group):
    course.move(workshop=workshop, expected="open_space", to="pearls")
    assert post(participant, workshop, group).status_code == 409


def test_own_contribution_is_changed_and_withdrawn_by_its_writer_alone(workshop, participant, group):
    mine, other = text_by(participant), settle(join(workshop), group)
    place = (workshop.code, mine.pk)
    assert other.post("workshops:edit_contribution", *place, text="Theirs").status_code == 403
    assert other.post("workshops:withdraw_contribution", *place).status_code == 403
    assert participant.post("workshops:edit_contribution", *place, text="Better").status_code == 204
    mine.refresh_from_db()
    assert mine.text == "Better"
    assert participant.post("workshops:edit_contribution", *place, text="").status_code == 422
    assert participant.post("workshops:withdraw_contribution", *place).status_code == 204
    assert not Contribution.objects.exists()


def test_own_contribution_stays_changeable_after_the_group_ended(workshop, participant, group):
    mine = text_by(participant)
    open_space.end_group(group=group, ended=True)
    answer = participant.post("workshops:edit_contribution", workshop.code, mine.pk, text="Better")
    assert answer.status_code == 204


def test_stage_marks_ones_own_contribution(workshop, participant, group):
    mine = text_by(participant)
    theirs = text_by(settle(join(workshop), group), "Theirs")
    region = participant.get("workshops:stage", workshop.code).content.decode().split("<header")[0]
    assert f"contribution-{mine.pk}" in region
    assert f"contribution-{theirs.pk}" not in region


def test_hidden_contribution_leaves_the_phones_and_stays_on_the_console(
    workshop, participant, facilitator, group, frames
):
    mine = text_by(participant)
    with frames(workshop) as sent:
        answer = facilitator.post("workshops:hide_contribution", workshop.code, mine.pk, hidden="1")
    assert answer.status_code == 204
    assert [frame.get("html") for frame in sent] == [None], "all phones ask again, as its writer's does"
    reader = settle(join(workshop), group)
    assert "We ring home" not in reader.get("workshops:stage", workshop.code).content.decode()
    assert "We ring home" in facilitator.get("workshops:console", workshop.code).content.decode()
    facilitator.post("workshops:hide_contribution", workshop.code, mine.pk, hidden="0")
    assert "We ring home" in reader.get("workshops:stage", workshop.code).content.decode()


def test_contribution_of_another_workshop_is_not_found(workshop, facilitator, elsewhere, stranger):
    settle(stranger, group_in(elsewhere))
    foreign = text_by(stranger)
    for name in ("hide_contribution", "lead_mark_pearl"):
        assert facilitator.post(f"workshops:{name}", workshop.code, foreign.pk).status_code == 404


def test_text_is_never_markup(workshop, participant, group, frames):
    with frames(workshop) as sent:
        post(participant, workshop, group, "<img src=x onerror=alert(1)>")
    assert "<img" not in sent[0]["html"]
    assert "&lt;img" in sent[0]["html"]


def test_proofs_of_contributions_are_wiped_when_the_workshop_closes(workshop, participant, group):
    mine = text_by(participant)
    course.move(workshop=workshop, expected="open_space", to="closed")
    mine.refresh_from_db()
    assert mine.proof is None


def test_withdraw_of_one_that_is_gone_is_not_found(workshop, participant, group):
    mine = text_by(participant)
    contributions.withdraw_contribution(contribution=mine)
    answer = participant.post("workshops:withdraw_contribution", workshop.code, mine.pk)
    assert answer.status_code == 404


def test_group_that_has_written_can_no_longer_be_removed_from_the_console(
    workshop, participant, facilitator, group, frames
):
    assert (
        f"/groups/{group.pk}/remove/" in facilitator.get("workshops:console", workshop.code).content.decode()
    )
    with frames(workshop, Role.FACILITATOR) as sent:
        post(participant, workshop, group)
    assert f'id="group-foot-{group.pk}"' in sent[0]["html"]
    assert f"/groups/{group.pk}/remove/" not in sent[0]["html"]
