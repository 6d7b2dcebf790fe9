"""The one door: every URL that names a workshop, tried by everyone who has no business there.

The routes come from the URL configuration, so a new one is tried without anybody remembering it.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from django.utils import timezone

from network.models import Finding, Series, SeriesInvitation, SharedTheme, Synthesis
from network.queries import invitations as series_invitations
from practices.models import Collection, Practice
from practices.queries import collections
from practices.services import collections as practice_collections
from tests.factories import (
    STRICT_SITE,
    AreaFactory,
    Person,
    UserFactory,
    browser,
    go,
    join,
    note_by,
    table_of,
)
from workshops import access
from workshops.access import sockets
from workshops.access.permissions import Role
from workshops.access.readers import hash_of
from workshops.models import (
    AgreementComment,
    Build,
    Contribution,
    DebriefNote,
    Facilitation,
    FacilitatorInvitation,
    Heard,
    JokerTopic,
    Need,
    OpenSpaceGroup,
    Picture,
    Recipient,
    ReportLink,
    Task,
    Theme,
    Workshop,
)
from workshops.services import facilitation
from worryzones import table_links
from worryzones.models import ThemeGroup

ELSEWHERE_CHECKED = {"admin", "account"}  # Django's and allauth's own, not about one workshop
OPEN_TO_ALL = {"workshops:join", "workshops:new_phone", "workshops:new_phone_by", "worryzones:join_at"}


def patterns(found: Any, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or space
            if inner not in ELSEWHERE_CHECKED:
                yield from patterns(pattern.url_patterns, inner)
        elif pattern.name and not pattern.name.startswith("account_"):
            yield (f"{space}:{pattern.name}" if space else pattern.name), pattern


ROUTES = dict(patterns(get_resolver().url_patterns))
KEYS = {"code", "token"}  # either names the workshop
CODED = {name: route for name, route in ROUTES.items() if KEYS & route.pattern.regex.groupindex.keys()}
# Whoever knows the token in the address may come in (`test_recipients.py`), and needs no cookie.
BY_LINK = {name for name, route in CODED.items() if "token" in route.pattern.regex.groupindex}
LED = {name: route for name, route in CODED.items() if str(route.pattern).startswith("run/")}
WITH_THINGS = {
    name
    for name, route in CODED.items()
    if any(isinstance(c, IntConverter | UUIDConverter) for c in route.pattern.converters.values())
}

# --- a real thing in a workshop for each parameter that names one, a fair value for each that does not ---


def a_theme(workshop: Workshop) -> Theme:
    return Theme.objects.create(workshop=workshop, title="A theme", selected=True)


def a_second(workshop: Workshop) -> Facilitation:
    return facilitation.add_second(workshop=workshop, user=UserFactory())


def a_group(workshop: Workshop) -> OpenSpaceGroup:
    return OpenSpaceGroup.objects.create(theme=a_theme(workshop), letter="A")


def a_recipient(workshop: Workshop, address: str) -> Recipient:
    return Recipient.objects.create(workshop=workshop, address=address)


def a_token(workshop: Workshop) -> str:
    token, until = secrets.token_urlsafe(), timezone.localdate()
    recipient = a_recipient(workshop, f"{token.lower()}@example.org")
    ReportLink.objects.create(recipient=recipient, token_hash=hash_of(token), expires_on=until)
    return token


def an_invitation(workshop: Workshop) -> FacilitatorInvitation:
    return FacilitatorInvitation.objects.create(
        workshop=workshop,
        email="new@example.org",
        by=workshop.facilitations.get(role="lead").user,
        changed_at=timezone.now(),
        expires_on=timezone.localdate(),
    )


def a_theme_group(person: Person) -> ThemeGroup:
    table = table_of(person)
    return ThemeGroup.objects.create(table=table, theme=a_theme(table.cafe.workshop))


def a_collection(workshop: Workshop) -> Collection:
    return Collection.objects.create(organisation=workshop.organisation, name="A folder")


def a_key(workshop: Workshop) -> str:
    folder = a_collection(workshop)
    practice_collections.make_link(collection=folder, audience="anyone")
    return collections.key_of(folder.links.get())


def a_series(workshop: Workshop) -> Series:
    series = Series.objects.create(organisation=workshop.organisation, name="Eight towns")
    series.entries.create(workshop=workshop)
    return series


def a_series_invitation(workshop: Workshop) -> SeriesInvitation:
    return SeriesInvitation.objects.create(
        series=a_series(workshop),
        email="head@example.org",
        seed=secrets.token_urlsafe(16),
        changed_at=timezone.now(),
        expires_on=timezone.localdate(),
    )


def a_finding(workshop: Workshop) -> Finding:
    made = Synthesis.objects.create(organisation=workshop.organisation, title="What towns found")
    return made.findings.create(title="Calm")


def a_shared_theme(workshop: Workshop) -> SharedTheme:
    return SharedTheme.objects.create(organisation=workshop.organisation, name="Mornings")


EXAMPLES: dict[str, Callable[[Workshop, Person], Any]] = {
    "series_id": lambda workshop, person: a_series(workshop).pk,
    "workshop_id": lambda workshop, person: workshop.pk,
    "organisation_id": lambda workshop, person: workshop.organisation_id,
    "turn_id": lambda workshop, person: a_series(workshop).turns.create(order=1, region="North").pk,
    "network:key": lambda workshop, person: series_invitations.key_of(a_series_invitation(workshop)),
    "network:invitation_id": lambda workshop, person: a_series_invitation(workshop).pk,
    "area_id": lambda workshop, person: AreaFactory().pk,
    "shared_id": lambda workshop, person: a_shared_theme(workshop).pk,
    "network:theme_id": lambda workshop, person: a_theme(workshop).pk,
    "synthesis_id": lambda workshop, person: a_finding(workshop).synthesis_id,
    "which": lambda workshop, person: "findings",
    "row_id": lambda workshop, person: a_finding(workshop).pk,
    "quote_id": lambda workshop, person: 1,
    "collection_id": lambda workshop, person: a_collection(workshop).pk,
    "entry_id": lambda workshop, person: 1,
    "experience_id": lambda workshop, person: uuid.uuid4(),
    "key": lambda workshop, person: a_key(workshop),
    "form": lambda workshop, person: "pdf",
    "code": lambda workshop, person: workshop.code,
    "token": lambda workshop, person: a_token(workshop),
    "recipient": lambda workshop, person: a_recipient(workshop, "board@example.org").pk,
    "build": lambda workshop, person: (
        Build.objects.create(workshop=workshop, form="json", language="fi", rev=0).pk
    ),
    "link": lambda workshop, person: table_links.link_to(workshop.pk, 1, 1),
    "facilitation": lambda workshop, person: a_second(workshop).pk,
    "once": lambda workshop, person: "K7M2QF",
    "kind": lambda workshop, person: "task",
    "line": lambda workshop, person: (
        Task.objects.create(workshop=workshop, what="Ask", responsible="Head").pk
    ),
    "act": lambda workshop, person: "ring",
    "part": lambda workshop, person: "themes",
    "step": lambda workshop, person: "cafe-2",
    "to": lambda workshop, person: "blank",
    "invitation_id": lambda workshop, person: an_invitation(workshop).pk,
    "note_id": lambda workshop, person: note_by(person).pk,
    "participant": lambda workshop, person: person.participant and person.participant.pk,
    "table": lambda workshop, person: table_of(person).pk,
    "worryzones:group": lambda workshop, person: a_theme_group(person).pk,
    "into": lambda workshop, person: a_theme_group(person).pk,
    "facilitation_id": lambda workshop, person: workshop.facilitations.get(role="lead").pk,
    "theme": lambda workshop, person: a_theme(workshop).pk,
    "workshops:group": lambda workshop, person: a_group(workshop).pk,
    "contribution_id": lambda workshop, person: (
        Contribution.objects.create(group=a_group(workshop), kind="works", text="It works").pk
    ),
    "picture_id": lambda workshop, person: (
        Picture.objects.create(
            workshop=workshop, group=a_group(workshop), image="pictures/x.jpg", description="A map"
        ).pk
    ),
    "topic_id": lambda workshop, person: JokerTopic.objects.create(workshop=workshop, text="Rest").pk,
    "line_id": lambda workshop, person: Heard.objects.create(workshop=workshop, text="Trust").pk,
    "comment_id": lambda workshop, person: (
        AgreementComment.objects.create(workshop=workshop, text="And rest").pk
    ),
    "practice_id": lambda workshop, person: (
        Practice.objects.create(workshop=workshop, text="A walk", year=2026, sharing="everyone").pk
    ),
    "task_id": lambda workshop, person: (
        Task.objects.create(workshop=workshop, what="Eat", responsible="Head").pk
    ),
    "folder_id": lambda workshop, person: 1,
    "folder_key": lambda workshop, person: "no-such-folder",
    "feed": lambda workshop, person: "no-such-calendar",
    "gone": lambda workshop, person: uuid.uuid4(),
    "thing": lambda workshop, person: note_by(person, kind="helps").pk,
    "pearl": lambda workshop, person: (
        Contribution.objects.create(group=a_group(workshop), kind="works", text="Rare", pearl=True).pk
    ),
    "need": lambda workshop, person: Need.objects.create(workshop=workshop, text="Time").pk,
    "task": lambda workshop, person: (
        Task.objects.create(workshop=workshop, what="Meet", responsible="Head").pk
    ),
    "point": lambda workshop, person: (
        DebriefNote.objects.create(workshop=workshop, phase="sharing", text="Main").pk
    ),
}


def example(name: str, parameter: str) -> Callable[[Workshop, Person], Any] | None:
    return EXAMPLES.get(f"{name.partition(':')[0]}:{parameter}") or EXAMPLES.get(parameter)


@pytest.fixture
def arguments() -> Callable[[str, Workshop, Person], dict[str, Any]]:
    """``arguments(route, workshop, person)``; a thing that is made serves all routes that name such a one."""
    made: dict[Any, Any] = {}

    def of_route(name: str, workshop: Workshop, person: Person) -> dict[str, Any]:
        found = {key: example(name, key) for key in ROUTES[name].pattern.regex.groupindex}
        for make in found.values():
            if make and (make, workshop.pk) not in made:
                made[make, workshop.pk] = make(workshop, person)
        return {key: made[make, workshop.pk] for key, make in found.items() if make}

    return of_route


def test_every_parameter_of_a_route_has_an_example():
    missing = {
        f"{name} <{key}>"
        for name, route in ROUTES.items()
        for key in route.pattern.regex.groupindex
        if not example(name, key)
    }
    assert missing == set()


# --- who is refused ---


@pytest.fixture
def resident(workshop: Workshop) -> Person:
    """Somebody who does belong here, in round 1."""
    person = join(workshop)
    go(workshop, "cafe-1")
    return person


def refused(answer: HttpResponse, code: str = "") -> bool:
    """Not there, not that way, or shown to the door: to sign in, or to join by the code."""
    if answer.status_code == 302:
        return answer.url.startswith("/accounts/login/") or answer.url == f"/j/{code}/"
    return answer.status_code in (401, 404, 405)


def leads_back(answer: HttpResponse, ours: dict[str, Any]) -> bool:
    """To the report of the workshop in whose address something was asked for that is not there."""
    return answer.status_code == 302 and answer.url in (
        f"/w/{ours.get('code')}/report/",
        f"/r/{ours.get('token')}/report/",
    )


def tried(person: Person, address: str) -> list[HttpResponse]:
    body = {"on": "1", "to": "cafe-2", "expected": "cafe-1", "text": "Mine now", "title": "Mine now"}
    return [person.client.get(address), person.client.post(address, body)]


@pytest.mark.parametrize(
    "who", ["anyone", "outsider", "stranger", "foreign_facilitator", "foreign_coordinator"]
)
def test_routes_are_closed_to_who_has_no_business_there(request, who, workshop, resident, arguments):
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    let_in = []
    for name in sorted(set(CODED) - OPEN_TO_ALL - BY_LINK):
        address = reverse(name, kwargs=arguments(name, workshop, resident))
        workshop.refresh_from_db()
        rev = workshop.rev
        answers = tried(person, address)
        workshop.refresh_from_db()
        told = any(workshop.title in answer.content.decode() for answer in answers)
        if workshop.rev != rev or told or not all(refused(answer, workshop.code) for answer in answers):
            let_in.append((name, [answer.status_code for answer in answers]))
    assert let_in == []


def test_routes_of_facilitators_are_closed_to_participants(workshop, resident, arguments):
    let_in = []
    for name in sorted(LED):
        answers = tried(resident, reverse(name, kwargs=arguments(name, workshop, resident)))
        if not all(refused(answer) for answer in answers):
            let_in.append((name, [answer.status_code for answer in answers]))
    assert let_in == []


@pytest.mark.parametrize("who", ["facilitator", "resident"])
def test_routes_find_nothing_of_another_workshop(
    request, who, workshop, resident, stranger, elsewhere, arguments
):
    """Somebody who belongs here cannot reach a thing that is elsewhere by its id."""
    person = request.getfixturevalue(who)
    reached = []
    for name in sorted(WITH_THINGS):
        theirs = arguments(name, elsewhere, stranger)
        elsewhere.refresh_from_db()
        rev = elsewhere.rev
        ours = {key: arguments(name, workshop, resident)[key] for key in KEYS & theirs.keys()}
        answers = tried(person, reverse(name, kwargs={**theirs, **ours}))
        elsewhere.refresh_from_db()
        nothing = all(refused(a) or a.status_code == 409 or leads_back(a, ours) for a in answers)
        if elsewhere.rev != rev or not nothing:
            reached.append((name, [answer.status_code for answer in answers]))
    assert reached == []


@pytest.mark.parametrize("who", ["facilitator", "second"])
def test_routes_let_both_facilitators_in(request, who, workshop, resident, arguments):
    person = request.getfixturevalue(who)
    shut_out = []
    for name in sorted(LED):
        answer = person.client.get(reverse(name, kwargs=arguments(name, workshop, resident)))
        if answer.status_code not in (200, 302, 405):
            shut_out.append((name, answer.status_code))
    assert shut_out == []


def test_reading_never_writes(workshop, facilitator, resident, arguments):
    """A link that is followed, looked at ahead or shared changes nothing."""
    written = []
    for name in sorted(CODED):
        address = reverse(name, kwargs=arguments(name, workshop, resident))
        workshop.refresh_from_db()
        rev = workshop.rev
        for person in (facilitator, resident):
            person.client.get(address)
        workshop.refresh_from_db()
        if workshop.rev != rev:
            written.append(name)
    assert written == []


@pytest.mark.thorough
@pytest.mark.parametrize("who", ["facilitator", "resident"])
def test_browser_that_opens_an_address_for_posts_comes_to_a_page(request, who, workshop, resident, arguments):
    """As signing in leads there that was asked for in the midst of a write."""
    person, only_posts, lost, right = request.getfixturevalue(who), 0, [], set()
    for name in sorted(ROUTES):
        address = reverse(name, kwargs=arguments(name, workshop, resident))
        if person.client.get(address).status_code != 405:
            continue
        only_posts += 1
        answer = person.client.get(address, headers={"accept": "text/html"})
        if answer.status_code == 302 and answer.url in right:
            continue
        to = answer.headers.get("location", address)
        page = person.client.get(to, follow=True, headers={"accept": "text/html"})
        if page.status_code == 200 and b"<html" in page.content:
            right.add(to)
        else:
            lost.append((name, answer.status_code, to, page.status_code))
    assert lost == []
    assert only_posts > 20


@pytest.mark.thorough
@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}])
def test_no_route_takes_a_post_that_is_not_from_its_own_pages(
    workshop, facilitator, resident, headers, arguments
):
    taken = []
    for name in sorted(set(CODED) - BY_LINK):
        address = reverse(name, kwargs=arguments(name, workshop, resident))
        for person in (facilitator, resident):
            strict = browser(STRICT_SITE, **headers)
            strict.cookies = person.client.cookies
            if strict.post(address, {"on": "1"}).status_code != 403:
                taken.append(name)
    assert taken == []


def test_facilitator_is_not_a_participant(workshop, facilitator):
    go(workshop, "cafe-1")
    assert facilitator.post("worryzones:post_note", workshop.code, id=uuid.uuid4()).status_code == 404


def test_a_disabled_account_leads_nothing(workshop, facilitator):
    facilitator.user.is_active = False
    facilitator.user.save()
    assert access.facilitator_in(workshop, facilitator.user) is None


# --- the socket's door ---


def scope_of(person: Person, origin: str = "http://localhost:8000") -> dict[str, Any]:
    return {
        "cookies": {k: v.value for k, v in person.client.cookies.items()},
        "headers": [(b"host", b"localhost:8000"), (b"origin", origin.encode())],
    }


@pytest.mark.parametrize("role", list(Role))
def test_socket_is_closed_to_who_has_no_business_there(
    role, workshop, outsider, stranger, foreign_facilitator, foreign_coordinator
):
    for person in (Person(), outsider, stranger, foreign_facilitator, foreign_coordinator):
        assert sockets.enter_socket(scope_of(person), workshop.code, role) is None


def test_socket_of_a_role_is_for_that_role(workshop, participant, facilitator):
    assert sockets.enter_socket(scope_of(participant), workshop.code, Role.PARTICIPANT)
    assert sockets.enter_socket(scope_of(participant), workshop.code, Role.FACILITATOR) is None
    assert sockets.enter_socket(scope_of(facilitator), workshop.code, Role.FACILITATOR)
    assert sockets.enter_socket(scope_of(facilitator), workshop.code, Role.PARTICIPANT) is None


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://localhost:8000",
        "http://localhost",
        "http://localhost:8001",
        "http://evil.example:8000",
        "http://localhost:8000.evil.example",
    ],
)
def test_socket_from_another_scheme_host_or_port_is_refused(workshop, participant, origin):
    assert sockets.enter_socket(scope_of(participant, origin), workshop.code, Role.PARTICIPANT) is None


def test_socket_for_a_host_that_is_not_ours_is_refused(workshop, participant):
    scope = scope_of(participant) | {
        "headers": [(b"host", b"evil.example"), (b"origin", b"http://evil.example")]
    }
    assert sockets.enter_socket(scope, workshop.code, Role.PARTICIPANT) is None


def test_socket_from_a_trusted_origin_is_let_in(workshop, participant, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://dialogit.example"]
    scope = scope_of(participant, "https://dialogit.example")
    assert sockets.enter_socket(scope, workshop.code, Role.PARTICIPANT)


def test_socket_of_someone_signed_out_is_refused(workshop, facilitator):
    scope = scope_of(facilitator)
    facilitator.client.logout()
    assert sockets.enter_socket(scope, workshop.code, Role.FACILITATOR) is None
