import uuid

from django.db import OperationalError

from tests.factories import table_of
from workshops.views.responses import RefusedMiddleware


def test_database_that_is_away_answers_503_with_retry_after(rf):
    answer = RefusedMiddleware(lambda request: None).process_exception(rf.get("/"), OperationalError())
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"


def test_other_faults_pass_through(rf):
    assert RefusedMiddleware(lambda request: None).process_exception(rf.get("/"), ValueError()) is None


def wrong_note(person) -> dict[str, object]:
    return {"id": uuid.uuid4(), "kind": "helps", "text": "Mine. " * 100, "table": table_of(person).pk}


def test_a_plain_form_that_is_wrong_comes_back_with_its_whole_stage(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=3)
    answer = participant.submit("worryzones:post_note", workshop.code, **wrong_note(participant))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("<html") == page.count('id="region"') == page.count('id="id_text_error"') == 1
    assert "Mine. Mine." in page


def test_a_form_that_a_script_sent_comes_back_alone(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=3)
    answer = participant.post("worryzones:post_note", workshop.code, **wrong_note(participant))
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
