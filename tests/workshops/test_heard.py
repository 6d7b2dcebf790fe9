"""*What I heard today* and comments on the draft: one line each, live, without a name."""

from __future__ import annotations

import uuid

import pytest

from tests.factories import join
from workshops import undo
from workshops.access.permissions import Role
from workshops.models import AgreementComment, Heard, Workshop
from workshops.queries import agreement as agreement_queries
from workshops.refusals import Refused
from workshops.services import agreement, heard

IDENTITY = "010180-9004"  # a made-up code with a right check character


@pytest.fixture
def agreeing(workshop_at):
    return workshop_at("agreement")


def line_by(person, workshop, text="We are many"):
    return heard.add_heard(workshop=workshop, device=person.device, id=uuid.uuid4(), text=text)


def comment_by(person, workshop, text="May is busy"):
    return heard.add_comment(workshop=workshop, device=person.device, id=uuid.uuid4(), text=text)


def test_post_heard_stores_one_line_however_often_it_is_sent(agreeing, participant):
    line_id, rev = uuid.uuid4(), agreeing.rev
    answers = [
        participant.post("workshops:post_heard", agreeing.code, id=line_id, text=" We are many ")
        for _ in range(10)
    ]
    assert {answer.status_code for answer in answers} == {204}
    assert Heard.objects.get().text == "We are many"
    agreeing.refresh_from_db()
    assert agreeing.rev == rev + 1


def test_post_heard_marks_the_line_as_own(agreeing, participant):
    line_id = uuid.uuid4()
    answer = participant.post("workshops:post_heard", agreeing.code, id=line_id, text="We are many")
    assert f"heard-{line_id}" in answer["HX-Trigger"]
    assert f"heard-{line_id}" in participant.get("workshops:stage", agreeing.code).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_post_heard_reaches_every_audience(agreeing, participant, frames, role):
    with frames(agreeing, role) as sent:
        line_by(participant, agreeing, "Nobody is alone")
    assert [frame["rev"] for frame in sent] == [agreeing.rev]
    assert "Nobody is alone" in sent[0]["html"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("   ", "Write something first."),
        ("x" * 501, "Use at most 500 characters."),
        (f"I met {IDENTITY} there", "personal identity code"),
    ],
)
def test_post_heard_says_beside_the_field_what_is_wrong(agreeing, participant, text, words):
    answer = participant.post("workshops:post_heard", agreeing.code, id=uuid.uuid4(), text=text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Heard.objects.count() == 0


def test_post_heard_outside_the_agreement_is_refused_in_words(workshop_at, participant):
    workshop = workshop_at("feedback")
    answer = participant.post("workshops:post_heard", workshop.code, id=uuid.uuid4(), text="Late")
    assert answer.status_code == 409
    assert "Your text is still here." in answer.content.decode()


def test_post_heard_with_the_id_of_another_line_is_refused(agreeing, participant):
    line = line_by(join(agreeing), agreeing)
    answer = participant.post("workshops:post_heard", agreeing.code, id=line.pk, text="Mine now")
    assert answer.status_code == 409
    line.refresh_from_db()
    assert line.text == "We are many"


def test_edit_heard_is_for_its_writer_alone_and_the_room_sees_it(agreeing, participant, frames):
    line, edit = line_by(participant, agreeing), "workshops:edit_heard"
    assert join(agreeing).post(edit, agreeing.code, line.pk, text="Not mine").status_code == 403
    with frames(agreeing, Role.PROJECTOR) as sent:
        assert participant.post(edit, agreeing.code, line.pk, text="We are enough").status_code == 204
    assert "We are enough" in sent[0]["html"]
    answer = participant.post(edit, agreeing.code, line.pk, text=IDENTITY)
    assert (answer.status_code, "personal identity code" in answer.content.decode()) == (422, True)
    assert f'action="/w/{agreeing.code}/heard/{line.pk}/edit/"' in answer.content.decode()
    assert Heard.objects.get().text == "We are enough"
    Heard.objects.all().delete()
    with pytest.raises(Refused):
        heard.edit_heard(line=line, text="Too late")


def test_withdraw_heard_is_for_its_writer_alone(agreeing, participant):
    line = line_by(participant, agreeing)
    assert join(agreeing).post("workshops:withdraw_heard", agreeing.code, line.pk).status_code == 403
    assert participant.post("workshops:withdraw_heard", agreeing.code, line.pk).status_code == 204
    assert Heard.objects.count() == 0


def test_hide_heard_takes_the_line_off_phones_and_projector(agreeing, participant, facilitator):
    line = line_by(participant, agreeing, "Something private")
    assert facilitator.post("workshops:hide_heard", agreeing.code, line.pk, hidden="1").status_code == 204
    reader = join(agreeing)
    for person, page in ((reader, "stage"), (facilitator, "projector")):
        assert "Something private" not in person.get(f"workshops:{page}", agreeing.code).content.decode()
    assert "Something private" in facilitator.get("workshops:console", agreeing.code).content.decode()
    facilitator.post("workshops:hide_heard", agreeing.code, line.pk, hidden="0")
    assert "Something private" in reader.get("workshops:stage", agreeing.code).content.decode()


def test_participants_cannot_hide(agreeing, participant):
    line = line_by(participant, agreeing)
    assert participant.post("workshops:hide_heard", agreeing.code, line.pk, hidden="1").status_code == 401
    line.refresh_from_db()
    assert not line.hidden


def test_comment_is_seen_by_all_and_withdrawn_by_its_writer(agreeing, participant, facilitator):
    comment_id = uuid.uuid4()
    for _ in range(3):
        answer = participant.post("workshops:post_comment", agreeing.code, id=comment_id, text="May is busy")
        assert answer.status_code == 204
    agreement.add_need(workshop=agreeing, text="Time to talk", horizon="months")
    for person, page in ((join(agreeing), "stage"), (facilitator, "console")):
        assert "May is busy" in person.get(f"workshops:{page}", agreeing.code).content.decode()
    other = join(agreeing).post("workshops:withdraw_comment", agreeing.code, comment_id)
    assert other.status_code == 403
    assert participant.post("workshops:withdraw_comment", agreeing.code, comment_id).status_code == 204
    assert AgreementComment.objects.count() == 0


def test_comment_after_confirming_is_refused(agreeing, participant):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    agreement.confirm_agreement(workshop=agreeing)
    answer = participant.post("workshops:post_comment", agreeing.code, id=uuid.uuid4(), text="Wait")
    assert answer.status_code == 409
    assert "can no longer be commented on" in answer.content.decode()
    with pytest.raises(Refused):
        comment_by(participant, agreeing)
    undo.undo(workshop=agreeing)
    assert comment_by(participant, agreeing).text == "May is busy"


def test_comment_sent_again_after_confirming_is_still_saved(agreeing, participant):
    comment = comment_by(participant, agreeing)
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    agreement.confirm_agreement(workshop=agreeing)
    answer = participant.post("workshops:post_comment", agreeing.code, id=comment.pk, text="May is busy")
    assert answer.status_code == 204


def test_facilitator_removes_a_comment(agreeing, participant, facilitator, outsider):
    comment = comment_by(participant, agreeing)
    assert outsider.post("workshops:remove_comment", agreeing.code, comment.pk).status_code == 404
    assert facilitator.post("workshops:remove_comment", agreeing.code, comment.pk).status_code == 204
    assert AgreementComment.objects.count() == 0


# --- the organiser's last word ---


def write_last_word(facilitator, workshop, text):
    read = agreement_queries.version_of(agreement_queries.agreement_of(workshop), "last_word")
    return facilitator.post("workshops:write_part", workshop.code, "last_word", last_word=text, read=read)


@pytest.mark.parametrize("role", list(Role))
def test_the_organisers_last_word_reaches_every_audience(agreeing, facilitator, frames, role):
    with frames(agreeing, role) as sent:
        assert write_last_word(facilitator, agreeing, "Courage is here already").status_code == 200
    assert "Courage is here already" in sent[0]["html"]


def test_the_last_word_closes_what_was_heard_in_the_report_and_is_no_agreement(
    agreeing, participant, facilitator
):
    line_by(participant, agreeing, "We are many")
    write_last_word(facilitator, agreeing, "Courage is here already")
    report = facilitator.get("workshops:report", agreeing.code).content.decode()
    assert report.index("We are many") < report.index("The organiser’s last word")
    assert report.index("The organiser’s last word") < report.index("Courage is here already")
    assert not agreement_queries.agreed(agreeing)["anything_agreed"]


def test_the_last_word_alone_is_in_the_report_too(agreeing, facilitator):
    write_last_word(facilitator, agreeing, "Courage is here already")
    assert "Courage is here already" in facilitator.get("workshops:report", agreeing.code).content.decode()


@pytest.mark.parametrize("slide", [0, 1])
def test_the_last_word_stands_with_the_lines_on_phone_and_projector(
    agreeing, participant, facilitator, slide
):
    write_last_word(facilitator, agreeing, "Courage is here already")
    Workshop.objects.filter(pk=agreeing.pk).update(slide=slide)
    assert "Courage is here already" in participant.get("workshops:stage", agreeing.code).content.decode()
    room = facilitator.get("workshops:projector", agreeing.code).content.decode()
    assert ("Courage is here already" in room) == (slide == 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [("x" * 501, "Use at most 500 characters."), (f"I met {IDENTITY} there", "personal identity code")],
)
def test_a_last_word_that_cannot_be_kept_is_said_beside_its_field(agreeing, facilitator, text, words):
    answer = write_last_word(facilitator, agreeing, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert text in answer.content.decode()
    assert not agreement_queries.agreement_of(agreeing).last_word
