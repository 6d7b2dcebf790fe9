from django.db import OperationalError

from workshops.views.answers import RefusedMiddleware


def test_database_that_is_away_answers_503_with_retry_after(rf):
    answer = RefusedMiddleware(lambda request: None).process_exception(rf.get("/"), OperationalError())
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"


def test_other_faults_pass_through(rf):
    assert RefusedMiddleware(lambda request: None).process_exception(rf.get("/"), ValueError()) is None
