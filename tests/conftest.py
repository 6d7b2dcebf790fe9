"""The cast, and a workshop for them. Everyone reads English: assertions are in the source's own words.

``facilitator`` leads the ``workshop`` and ``second`` writes down; ``participant`` sits in it, ``host`` hosts
a table of it; ``outsider`` has an account but nothing to do here; ``coordinator`` looks after its
organisation; ``foreign_coordinator`` and ``foreign_facilitator`` are from another one, ``stranger`` is a
phone from ``elsewhere``.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import channel_layers, get_channel_layer
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from practices.queries import search_index
from tests import again, factories, selection
from tests.again import pytest_runtest_setup  # noqa: F401 - of a test that runs again
from tests.browsers import browser  # noqa: F401 - the fixture of every test with a page in it
from tests.factories import Person, go, join, many, pass_through, signed_in, table_of
from workshops import presence
from workshops.access.permissions import Role
from workshops.live import threads
from workshops.live.frames import _local, audience, register_audience
from workshops.models import Membership, Organisation, Workshop
from workshops.services import facilitation
from worryzones.services import seating

KEPT = ("django_content_type", "auth_permission")
LONG = ("e2e", "faults", "dialogit", "pairs", "live")  # whose modules take long, and begin first


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if not (fixtures or item.get_closest_marker("django_db")):
            item.add_marker(pytest.mark.any_database)
    selection.select(config, items)
    again.allow(items)
    places = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.parent.name, len(LONG)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """xdist knows by a test's name to which group it belongs; else each worker sets up a site of its own."""
    if getattr(session.config.option, "loadgroup", False):
        grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
        assert all("@" in item.nodeid for item in grouped), "xdist_group is of no effect: see pyproject.toml"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """Tables that are made from the models lack what a migration adds to find practices.

    What Django notes of the models stays while a test's rows go: to note it anew, and to have PostgreSQL make
    each table anew, takes it up to two seconds, which more than a hundred tests would wait for.
    """
    if request.config.getoption("nomigrations"):
        with django_db_blocker.unblock():
            search_index.make(connection)
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    connection.ops.sql_flush = _deletions


def _deletions(_style: object, tables: list[str], **_how: bool) -> list[str]:
    names = (connection.ops.quote_name(name) for name in tables if name not in KEPT)
    return [f"DELETE FROM {name}" for name in names]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nothing is left in memory from the test before; the language is English."""
    channel_layers.backends.clear()
    presence._sockets.clear()
    _local.clear()
    for cache in caches.all():
        cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _pictures_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """What a test has left to be done later is done before its rows are deleted."""
    threads.background.submit(lambda: None).result(60)


# --- the cast ---


@pytest.fixture
def organisation(db: None) -> Organisation:
    return factories.OrganisationFactory(name="Family Centre")


@pytest.fixture
def other_organisation(db: None) -> Organisation:
    return factories.OrganisationFactory(name="Another Centre")


@pytest.fixture
def facilitator(organisation: Organisation) -> Person:
    return signed_in(factories.UserFactory(email="facilitator@example.org", organisation=organisation))


@pytest.fixture
def workshop(facilitator: Person, organisation: Organisation) -> Workshop:
    """At the welcome, with nobody in it yet."""
    made = factories.WorkshopFactory(
        title="Early support", organisation=organisation, user=facilitator.user, code="K7M2QFXA"
    )
    return pass_through(made, "welcome")


@pytest.fixture
def second(workshop: Workshop, organisation: Organisation) -> Person:
    user = factories.UserFactory(email="second@example.org", organisation=organisation)
    facilitation.add_second(workshop=workshop, user=user)
    return signed_in(user)


@pytest.fixture
def participant(workshop: Workshop) -> Person:
    return join(workshop, name="Aino", home_unit="School")


@pytest.fixture
def workshop_at(workshop: Workshop) -> Callable[..., Workshop]:
    """``workshop_at("cafe-2", people=8)``: the cast's workshop, moved there with 8 more people in it."""

    def move_on(step: str, people: int = 0) -> Workshop:
        many(workshop, people)
        return go(workshop, step)

    return move_on


@pytest.fixture
def host(workshop: Workshop) -> Person:
    """In round 1, hosting the table where they sit."""
    person = join(workshop, name="Helmi")
    if workshop.step == "welcome":
        go(workshop, "cafe-1")
    assert person.participant
    seating.take_host(table=table_of(person), participant=person.participant)
    return person


@pytest.fixture
def outsider(db: None) -> Person:
    return signed_in(factories.UserFactory(email="outsider@example.org"))


@pytest.fixture
def coordinator(organisation: Organisation) -> Person:
    return _coordinator_of(organisation, "coordinator@example.org")


@pytest.fixture
def foreign_coordinator(other_organisation: Organisation) -> Person:
    return _coordinator_of(other_organisation, "foreign-coordinator@example.org")


def _coordinator_of(organisation: Organisation, email: str) -> Person:
    user = factories.UserFactory(email=email, is_staff=True)
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.COORDINATOR)
    return signed_in(user)


@pytest.fixture
def foreign_facilitator(other_organisation: Organisation) -> Person:
    user = factories.UserFactory(email="foreign@example.org", organisation=other_organisation)
    return signed_in(user)


@pytest.fixture
def elsewhere(foreign_facilitator: Person, other_organisation: Organisation) -> Workshop:
    """Another organisation's workshop, in its first round."""
    made = factories.WorkshopFactory(organisation=other_organisation, user=foreign_facilitator.user)
    go(made, "welcome")
    many(made, 4)
    return go(made, "cafe-1")


@pytest.fixture
def stranger(elsewhere: Workshop) -> Person:
    """A participant, but of ``elsewhere``."""
    return join(elsewhere)


# --- looking on ---


@pytest.fixture
def frames() -> Callable[..., AbstractContextManager[list[dict[str, Any]]]]:
    """``with frames(workshop, Role.PARTICIPANT, "sv") as sent:``, what that audience gets on commit."""

    @contextmanager
    def listening(
        workshop: Workshop, role: Role = Role.PARTICIPANT, language: str = "en"
    ) -> Iterator[list[dict[str, Any]]]:
        layer = get_channel_layer()
        sent: list[dict[str, Any]] = []
        channel: str = async_to_sync(layer.new_channel)()
        name = audience(workshop.pk, role, language)
        async_to_sync(layer.group_add)(name, channel)
        register_audience(name)
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield sent
        queue = layer.channels.get(channel, asyncio.Queue())
        while not queue.empty():
            message = queue.get_nowait()[1]
            sent.append(message.get("frame", message))

    return listening


@pytest.fixture
def queries_in(db: None) -> Callable[[Callable[[], Any]], int]:
    """How many queries an act makes, to compare at 3 and at 30 things."""

    def count(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return count


@pytest.fixture
def within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still: what is counted by the minute is counted together."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.fixture
def at_once() -> Callable[..., list[str]]:
    """Each act in a thread of its own, let go in the same instant: ``done``, or what it raised."""

    def run(*acts: Callable[[], Any]) -> list[str]:
        start, said = threading.Barrier(len(acts)), ["" for _act in acts]

        def act(place: int) -> None:
            start.wait()
            try:
                acts[place]()
                said[place] = "done"
            except Exception as error:
                said[place] = type(error).__name__
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=(place,)) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(said)

    return run
