"""What was sent with a token or a sign-in that has ended: said in words, nothing typed lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD, STRICT_SITE, Person, browser, go, table_of
from tests.markup import flat
from workshops.models import Need, Workshop

OURS = {"origin": "http://testserver"}
SENT_AGAIN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def strict(person: Person, token: bool = True, **headers: str) -> Client:
    """Their browser, with a token of another time or none at all."""
    client = browser(STRICT_SITE, **{**OURS, **headers})
    client.cookies = person.client.cookies
    client.cookies.pop("csrftoken", None)
    if token:
        client.cookies["csrftoken"] = "a" * 32
    return client


def note(text: str, **fields: Any) -> dict[str, Any]:
    return {"id": "5a4b1d0e-0000-4000-8000-000000000001", "kind": "helps", "text": text, **fields}


def again_in(answer: HttpResponse) -> dict[str, str]:
    """What the page's own form would send."""
    form = answer.content.decode().partition("<h1")[2]
    return dict(SENT_AGAIN.findall(flat(form).partition("</form>")[0]))


@pytest.fixture
def cafe(workshop: Workshop, participant: Person) -> Workshop:
    return go(workshop, "cafe-1")


# --- no token, or an old one ---


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Ei vielä tallennettu"), ("sv", "Ännu inte sparat"), ("en", "Not saved yet")],
)
@pytest.mark.parametrize("token", [True, False])
def test_form_with_a_token_that_has_ended_is_told_in_the_readers_language(
    db: None, language: str, heading: str, token: bool
) -> None:
    answer = strict(Person(), token, accept_language=language).post("/", {"code": "K7M2"})
    page = flat(answer.content)
    assert answer.status_code == 403
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert 'name="code" value="K7M2"' in page


@pytest.mark.parametrize(
    "words",
    [
        "Aamut alkavat yhdessä.",
        "luottamus",
        "First\nsecond & third <b>",
        "Ääkköset, \"quotes\" and 'apostrophes'",
        "x" * 4000,
        "مرحبا",
    ],
)
def test_typed_words_are_shown_and_sent_again(cafe: Workshop, participant: Person, words: str) -> None:
    client = strict(participant)
    sent = note(words, table=table_of(participant).pk)
    answer = client.post(f"/w/{cafe.code}/notes/", sent)
    assert answer.status_code == 403
    assert answer.context["typed"] == [words]
    assert "What you wrote" in answer.content.decode()
    fields = again_in(answer)
    assert set(fields) == {"csrfmiddlewaretoken", "sent_again", "id", "kind", "text", "table"}
    taken = client.post(
        f"/w/{cafe.code}/notes/", {**sent, "csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]}
    )
    assert taken.status_code == (422 if len(words) > 1000 else 302)


def test_browser_that_refuses_cookies_is_told_so_when_sending_again_fails(db: None) -> None:
    client = strict(Person(), token=False)
    first = client.post("/", {"code": "K7M2"})
    assert "The cookie of this page is missing" in first.content.decode()
    client.cookies.clear()
    second = client.post("/", again_in(first))
    assert "This browser refuses cookies" in second.content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver:81", ""])
def test_words_of_another_site_are_neither_shown_nor_sent_again(cafe: Workshop, origin: str) -> None:
    client = browser(STRICT_SITE, **({"origin": origin} if origin else {}))
    answer = client.post(f"/j/{cafe.code}/", {"name": "Call 0400 123 456"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Call 0400" not in page
    assert "Dialogit-Token" not in answer.headers
    assert "did not come from a page of this site" in page


def test_browser_that_sends_no_origin_is_known_by_its_referer(cafe: Workshop) -> None:
    for referer, known in {f"http://testserver/j/{cafe.code}/": True, "https://evil.example/": False}.items():
        answer = browser(STRICT_SITE, referer=referer).post(f"/j/{cafe.code}/", {"name": "Aino"})
        assert ("Aino" in answer.content.decode()) is known


def test_password_is_not_shown_again(facilitator: Person) -> None:
    answer = strict(Person()).post("/accounts/login/", {"login": "a@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()


def test_way_back_is_where_the_form_stood(cafe: Workshop, participant: Person) -> None:
    stage = f"/w/{cafe.code}/"
    for referer, way in {
        f"http://testserver{stage}?x=1": f"http://testserver{stage}?x=1",
        "https://evil.example/": stage,
        "": stage,
    }.items():
        answer = strict(participant, referer=referer).post(f"{stage}notes/", note("A"))
        assert f'<a href="{way}">Back to the page</a>' in flat(answer.content)


def test_script_is_answered_with_a_line_and_a_token_that_works(cafe: Workshop, participant: Person) -> None:
    client = strict(participant, **{"hx-request": "true"})
    sent = note("By script", table=table_of(participant).pk)
    answer = client.post(f"/w/{cafe.code}/notes/", sent)
    assert answer.status_code == 403
    assert flat(answer.content).startswith('<p class="lead" data-line>')
    token = answer.headers["Dialogit-Token"]
    assert client.post(f"/w/{cafe.code}/notes/", sent, headers={"X-CSRFToken": token}).status_code == 204


# --- signed out ---


def test_plain_form_of_somebody_signed_out_comes_back_with_its_words(workshop: Workshop) -> None:
    address = f"/run/{workshop.code}/agreement/needs/"
    answer = Person().client.post(address, {"text": "Time to talk", "horizon": "months"})
    page = flat(answer.content)
    assert answer.status_code == 401
    assert 'href="/accounts/login/?next=/signed-in/"' in page
    assert answer.context["typed"] == ["Time to talk"]
    assert again_in(answer)["text"] == "Time to talk"


def test_form_is_sent_again_after_signing_in_without_a_script(
    facilitator: Person, workshop: Workshop
) -> None:
    """Signing in changes the token too: one press more, and the words are there."""
    go(workshop, "agreement")
    client = browser(STRICT_SITE, **OURS)
    address = f"/run/{workshop.code}/agreement/needs/"
    page = client.get(f"/accounts/login/?next={address}")
    fields = {"csrfmiddlewaretoken": page.context["csrf_token"], "text": "Not lost", "horizon": "months"}
    out = client.post(address, fields)
    assert out.status_code == 401
    client.force_login(facilitator.user)
    once = client.post(address, again_in(out))
    twice = once if once.status_code == 302 else client.post(address, again_in(once))
    assert twice.status_code == 302
    assert Need.objects.get().text == "Not lost"


@pytest.mark.parametrize("method", ["get", "post"])
def test_script_of_somebody_signed_out_is_told_and_not_led_away(workshop: Workshop, method: str) -> None:
    client = browser(**{"hx-request": "true"})
    answer = getattr(client, method)(f"/run/{workshop.code}/private/")
    assert answer.status_code == 401
    assert "data-line" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_signing_in_leads_from_an_address_for_posts_to_its_page(
    facilitator: Person, workshop: Workshop
) -> None:
    visitor = Person()
    address = f"/run/{workshop.code}/agreement/needs/"
    sign_in = visitor.client.post(
        f"/accounts/login/?next={address}", {"login": "facilitator@example.org", "password": PASSWORD}
    )
    assert sign_in["Location"] == address
    assert (
        visitor.client.get(address, headers={"accept": "text/html,*/*"})["Location"]
        == f"/run/{workshop.code}/"
    )


def test_what_is_chosen_is_not_shown_as_what_one_wrote(cafe: Workshop, facilitator: Person) -> None:
    client = strict(facilitator)
    chosen = {"focus_area": "growth", "item": "paper", "pace": "lively", "dialogue_1_at": "2026-10-25T09:00"}
    answer = client.post(f"/run/{cafe.code}/prepare/", {**chosen, "place": "The hall"})
    assert answer.status_code == 403
    assert answer.context["typed"] == ["The hall"]
