"""Every role and a foreign organisation at every address of the library: exactly what each is answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.urls import reverse

from practices import urls
from practices.models import Collection, CollectionLink, Experience, Practice
from practices.queries import collections as collections_queries
from practices.services import collections
from tests.factories import Person, PracticeFactory
from tests.practices.test_reading import reader, shelf  # noqa: F401 - fixtures
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
ROLES = (
    *("anonymous", "participant", "stranger", "inactive", "outsider", "elsewhere", "foreign_facilitator"),
    *("foreign_coordinator", "colleague", "facilitator", "second", "coordinator", "operator"),
)
OUTSIDE = {"anonymous", "participant", "stranger", "inactive"}  # not signed in
OPERATOR = {"operator"}
CURATORS = {"coordinator"} | OPERATOR
COORDINATORS = {"foreign_coordinator"} | CURATORS
LEADERS = {"facilitator", "second"}
MEMBERS = {"colleague"} | LEADERS | CURATORS
INNER = LEADERS | CURATORS  # who read what is for the workshop alone
SIGNED_IN = set(ROLES) - OUTSIDE
ALL = set(ROLES)
WORDS = {"text": "We begin with tea", "read": "older"}
FOLDER = {"name": "Folder", "foreword": "", "language": "en"}


class Act(NamedTuple):
    """How an address is asked, who gets ``answer`` there and what, and whether others have to sign in."""

    method: str
    body: dict[str, Any]
    allowed: set[str]
    answer: int = 302
    asks_to_sign_in: bool = True


def page(allowed: set[str], *, asks_to_sign_in: bool = False) -> Act:
    return Act("get", {}, allowed, 200, asks_to_sign_in)


def post(allowed: set[str], **body: Any) -> Act:
    return Act("post", body, allowed)


# Of a practice that is for its workshop alone, and of a collection of its organisation.
ACTS = {
    "library": page(ALL),
    "sheet": page(ALL),
    "data": page(ALL),
    "feed": page(ALL),
    "practice": page(INNER),
    "description": page(INNER),
    "description_file": page(INNER),
    "tell": post(INNER, id=uuid.uuid4(), text="It calmed us"),
    "remove_experience": post(CURATORS),
    "withdraw": post(LEADERS),
    "curate": page(CURATORS, asks_to_sign_in=True),
    "reword": Act("post", WORDS, CURATORS, 422),  # a colleague was faster
    "lower": Act("post", {"level": "everyone"}, CURATORS, 422),  # it only comes down
    "withdraw_as_coordinator": post(CURATORS),
    "give_back": post(CURATORS),
    "merge": Act("post", {"number": "0"}, CURATORS, 422),
    "collect": post(CURATORS),
    "collections": page(COORDINATORS, asks_to_sign_in=True),
    "begin_collection": post(COORDINATORS, **FOLDER),
    "collection": page(CURATORS, asks_to_sign_in=True),
    "reword_collection": Act("post", {**FOLDER, "read": "older"}, CURATORS, 422),
    "make_link": post(CURATORS, audience="anyone"),
    "revoke_link": post(CURATORS, audience="anyone"),
    "collection_file": page(CURATORS, asks_to_sign_in=True),
    "move_entry": post(CURATORS, place="2", to="up"),
    "take_out": post(CURATORS),
    "delete_collection": post(CURATORS),
    "shared": page(MEMBERS, asks_to_sign_in=True),
    "shared_file": page(MEMBERS, asks_to_sign_in=True),
}


@pytest.fixture
def things(shelf: dict[str, Practice], workshop: Workshop) -> dict[str, Any]:  # noqa: F811
    """By the name of the parameter: of the workshop's organisation, and for the workshop alone."""
    practice = shelf["workshop"]
    folder = collections.begin(organisation=workshop.organisation, name="F", foreword="", language="en")
    for row in (shelf["everyone"], practice):
        collections.put(collection=folder, practice=row)
    collections.make_link(collection=folder, audience="organisation")
    return {
        "practice_id": practice.pk,
        "experience_id": Experience.objects.create(practice=practice, text="Kept").pk,
        "code": workshop.code,
        "collection_id": folder.pk,
        "entry_id": folder.entries.get(practice=practice).pk,
        "key": collections_queries.key_of(CollectionLink.objects.get()),
        "form": "docx",
    }


@pytest.fixture
def person(request: pytest.FixtureRequest, reader: Callable[[str], Person]) -> Callable[[str], Person]:  # noqa: F811
    def of(role: str) -> Person:
        known = {"stranger", "foreign_facilitator"}
        found: Person = request.getfixturevalue(role) if role in known else reader(role)
        return found

    return of


def ask(person: Person, name: str, act: Act, things: dict[str, Any], /, **body: Any) -> Any:
    [pattern] = [each.pattern for each in urls.urlpatterns if each.name == name]
    address = reverse(f"practices:{name}", kwargs={key: things[key] for key in pattern.converters})
    return getattr(person.client, act.method)(address, {**act.body, **body})


def test_every_address_of_the_library_is_in_the_matrix() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == ACTS.keys()


def expected(name: str, act: Act, role: str) -> tuple[int, bool]:
    """Status, and whether the way leads to the sign-in page."""
    if role in act.allowed:
        return act.answer, False
    if role in OUTSIDE and act.asks_to_sign_in:
        return (302, True) if act.method == "get" else (401, False)  # which keeps what the form held
    return 404, False


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_exactly_as_it_may(role: str, person: Any, things: Any) -> None:
    somebody, told, right = person(role), {}, {}
    which = {"organisation": Workshop.objects.get(code="K7M2QFXA").organisation_id}  # for who has several
    for name, act in sorted(ACTS.items(), key=lambda item: item[0] == "delete_collection"):
        more = which if name == "begin_collection" and role == "operator" else {}
        more |= {"collection": things["collection_id"]} if name == "collect" else {}
        answer = ask(somebody, name, act, things, **more)
        told[name] = (
            answer.status_code,
            answer.headers.get("Location", "").startswith(reverse("account_login")),
        )
        right[name] = expected(name, act, role)
        if name == "withdraw_as_coordinator" or (name == "withdraw" and role in LEADERS):
            Practice.objects.update(withdrawn=False)
    assert told == right


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_not_changes_nothing(role: str, person: Any, things: Any) -> None:
    def standing() -> list[list[Any]]:
        models = (Practice, Experience, Collection, CollectionLink)
        return [list(model.objects.order_by("pk").values()) for model in models]

    somebody, before = person(role), standing()
    for name, act in ACTS.items():
        if role not in act.allowed and act.method == "post":
            ask(somebody, name, act, things, collection=things["collection_id"])
    assert standing() == before


HUGE = {
    "practice_id": 10**18 - 1,
    "collection_id": 10**18 - 1,
    "entry_id": 10**18 - 1,
    "experience_id": uuid.uuid4(),
}
NONE = {"practice_id": 0, "collection_id": 0, "entry_id": 0, "experience_id": uuid.UUID(int=0)}
MADE_UP = {"key": "x.y", "form": "exe", "code": "22222222"}


@pytest.mark.parametrize("role", ["anonymous", "outsider", "facilitator", "coordinator", "operator"])
@pytest.mark.parametrize("ids", [HUGE, NONE], ids=["huge", "none"])
def test_what_is_not_there_is_not_found_by_anyone(role: str, ids: Any, person: Any, things: Any) -> None:
    """An entry that is not there is as one that was taken out in the same instant: back to the list."""
    somebody = person(role)
    for name, act in ACTS.items():
        if name in ("library", "sheet", "data", "feed", "collections", "begin_collection"):
            continue
        answer = ask(somebody, name, act, {**ids, **MADE_UP})
        assert answer.status_code in ((302, 401, 404) if role == "anonymous" else (404,)), name


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if act.method == "post"])
@pytest.mark.parametrize("role", ["coordinator", "facilitator", "operator"])
def test_whatever_is_posted_is_answered(role: str, name: str, person: Any, things: Any) -> None:
    """Nothing, signs that no database keeps, figures without end, another's ids."""
    somebody, act = person(role), ACTS[name]
    theirs = PracticeFactory(sharing="workshop")
    odd = ("", "\0", "9" * 400, "-1", "<b>", "é" * 3000, str(theirs.pk), "\ud800".encode("utf-8", "replace"))
    fields = {*act.body, "id", "text", "number", "into", "collection", "organisation", "audience", "level"}
    for value in odd:
        answer = ask(somebody, name, act, things, **dict.fromkeys(fields, value))
        assert answer.status_code in (302, 404, 409, 422), (value, answer.status_code)
    assert Practice.objects.get(pk=theirs.pk).text == theirs.text
