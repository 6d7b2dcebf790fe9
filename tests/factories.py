"""People and workshops for tests. Workshops go through the real services, as everyone else's do."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import factory
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from practices.queries.texts import words_of
from practices.services import library, word_list
from workshops.access import devices
from workshops.access.devices import Device
from workshops.access.permissions import Role, Viewer
from workshops.course import phases
from workshops.models import Area, Membership, Organisation, Participant, User, Workshop
from workshops.services import course, people
from worryzones.models import Note, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.services import notes

PASSWORD = "correct horse battery"
# Where the software does something by itself.
ENTERED = {"cafe-1", "interlude", "opening", "open_space", "feedback", "closed"}
LEFT_BEHIND = ("phase", "round", "moved_at", "ends_at", "minutes_given", "rev")  # by any other step
ONE_SITE, STRICT_SITE = ClientHandler(enforce_csrf_checks=False), ClientHandler()


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class AreaFactory(factory.django.DjangoModelFactory[Area]):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Area {n}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account; with ``organisation`` it is a member there, in ``role``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    password = factory.PostGenerationMethodCall("set_password", PASSWORD)

    @factory.post_generation
    def organisation(self, create: bool, organisation: Organisation | None, **extracted: Any) -> None:
        self.save()
        if organisation:
            role = extracted.get("role", Membership.Role.FACILITATOR)
            Membership.objects.create(user=self, organisation=organisation, role=role)


class WorkshopFactory(factory.django.DjangoModelFactory[Workshop]):
    """A workshop in preparation. ``user`` leads it."""

    class Meta:
        model = Workshop

    title = factory.Sequence(lambda n: f"Workshop {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.LazyAttribute(lambda made: UserFactory(organisation=made.organisation))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Workshop:
        return course.create_workshop(**fields)


class PracticeFactory(factory.django.DjangoModelFactory[Practice]):
    """In the library without passing a workshop's end. ``areas`` are set, and its words can be found."""

    class Meta:
        model = Practice

    text = factory.Sequence(lambda n: f"Practice {n}")
    workshop: Any = None
    organisation = factory.LazyAttribute(lambda made: made.workshop and made.workshop.organisation)
    year, language, sharing = 2026, "en", "everyone"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, areas: Any = (), **fields: Any) -> Practice:
        practice = model_class.objects.create(**fields)
        practice.areas.set(areas)
        library.index([practice])
        word_list.learn(words_of(practice))
        return practice


def browser(site: ClientHandler = ONE_SITE, **headers: str) -> Client:
    """All at one ``site``: a handler for each would read every middleware and static file anew."""
    client = Client(headers={"accept-language": "en", **headers})
    client.handler = site
    return client


@dataclass
class Person:
    """Someone at a browser: signed in (``user``), in a workshop by a device (``device``), or neither."""

    user: User | None = None
    device: Device | None = None
    participant: Participant | None = None

    @cached_property
    def client(self) -> Client:
        client = browser()
        if self.user:
            client.force_login(self.user)
        return client

    def get(self, page: str, /, *args: Any, **query: Any) -> HttpResponse:
        """Opens a page by its URL name: ``person.get("workshops:stage", workshop.code)``."""
        return self.client.get(reverse(page, args=args), query)

    def post(self, page: str, /, *args: Any, **data: Any) -> HttpResponse:
        """Writes as the page's script does."""
        return self.client.post(reverse(page, args=args), data, headers={"hx-request": "true"})

    def submit(self, page: str, /, *args: Any, **data: Any) -> HttpResponse:
        """Writes as a plain form without JavaScript does."""
        return self.client.post(reverse(page, args=args), data)

    def viewer(self, workshop: Workshop, role: Role | None = None) -> Viewer:
        """What this person is in the workshop, for calls below the views."""
        usual = Role.PARTICIPANT if self.participant else Role.FACILITATOR
        return Viewer(role or usual, workshop, self.participant, self.device, self.user)


def signed_in(user: User) -> Person:
    person = Person(user=user)
    assert person.client, "signed in now: not in the midst of what is counted, or of an event loop"
    return person


def with_device(language: str = "en") -> Person:
    """A phone that knows its key already, but has joined nothing."""
    device = Device(secrets.token_bytes(devices.KEY_BYTES), language)
    person = Person(device=device)
    person.client.cookies[settings.DEVICE_COOKIE] = signing.dumps(
        [device.key.hex(), language], salt=devices.SALT
    )
    return person


def join(workshop: Workshop, name: str = "", home_unit: str = "", language: str = "en") -> Person:
    """A participant with their phone."""
    person = with_device(language)
    assert person.device
    person.participant = people.join(workshop=workshop, device=person.device, name=name, home_unit=home_unit)
    return person


def many(workshop: Workshop, count: int, units: int = 3) -> list[Person]:
    """``count`` more participants from ``units`` home units.

    While nobody has a seat, all but the first are written at once, as each joining would leave them.
    """
    homes = [f"Unit {n % units}" for n in range(count)]
    if workshop.step not in ("preparation", "welcome") or Table.objects.filter(cafe__workshop=workshop):
        return [join(workshop, home_unit=home) for home in homes]
    before = Workshop.objects.get(pk=workshop.pk).rev
    first = [join(workshop, home_unit=home) for home in homes[:1]]
    return first + _like(first, workshop, homes[1:], revs=workshop.rev - before)


def _like(first: list[Person], workshop: Workshop, homes: list[str], revs: int) -> list[Person]:
    others = [with_device() for _home in homes]
    joined = Participant.objects.bulk_create(
        Participant(workshop=workshop, key_hash=person.device.hash_in(workshop.pk), home_unit=home)
        for person, home in zip(others, homes, strict=True)
        if person.device
    )
    for person, participant in zip(others, joined, strict=True):
        person.participant = participant
    workshop.rev += revs * len(homes)
    workshop.save(update_fields=["rev", *people.count_present(workshop)])
    return others


def go(workshop: Workshop, step: str) -> Workshop:
    """Forward to ``step`` through every step between, as a facilitator does by pressing *next*.

    Those where nothing else happens are passed at once, as moving through them would leave the workshop.
    """
    quiet: list[str] = []
    for to in phases.STEPS[phases.STEPS.index(workshop.step) + 1 : phases.STEPS.index(step) + 1]:
        if to not in ENTERED and to != step:
            quiet.append(to)
            continue
        if quiet:
            pass_through(workshop, *quiet)
        course.move(workshop=workshop, expected=workshop.step, to=to, draft=course.LEAVE)
        quiet = []
    return workshop


def walking(workshop: Workshop) -> Iterator[str]:
    """The step where the workshop is, then each one after it when it has been moved there."""
    yield workshop.step
    while to := phases.next_step(workshop.step):
        course.move(workshop=workshop, expected=workshop.step, to=to, draft=course.LEAVE)
        yield to


def pass_through(workshop: Workshop, *steps: str) -> Workshop:
    """To the last of the steps, none of which is among those ``ENTERED``. Nobody is told."""
    here = Workshop.objects.filter(pk=workshop.pk, phase=workshop.phase, round=workshop.round)
    workshop.phase, workshop.round = phases.parts_of(steps[-1])
    workshop.moved_at, minutes = timezone.now(), workshop.minutes_of(workshop.phase)
    workshop.ends_at = workshop.moved_at + timedelta(minutes=minutes) if minutes else None
    workshop.minutes_given |= {step: workshop.minutes_of(phases.parts_of(step)[0]) for step in steps}
    workshop.rev += len(steps)
    left = {name: getattr(workshop, name) for name in (*LEFT_BEHIND, *people.count_present(workshop))}
    moved = here.update(**left, remaining=None, slide=0)
    assert moved, "The workshop is elsewhere already."
    return workshop


@contextmanager
def as_if_at(workshop: Workshop, step: str) -> Iterator[None]:
    """What is written inside is written at ``step``; the workshop itself does not move."""
    rows = Workshop.objects.filter(pk=workshop.pk)
    standing = rows.values("phase", "round", "closed_at").get()
    phase, round_number = phases.parts_of(step)
    rows.update(phase=phase, round=round_number, closed_at=None)
    yield
    rows.update(**standing)
    workshop.refresh_from_db()


def table_of(person: Person) -> Table:
    """Where a participant sits now."""
    assert person.participant
    person.participant.refresh_from_db()  # and the seat and the workshop that it knows
    table, _group = cafe_queries.table_for(person.viewer(person.participant.workshop))
    assert table, "not seated: the café has not begun"
    return table


def note_by(
    person: Person, text: str = "Mornings begin together", kind: str = "situation", table: Table | None = None
) -> Note:
    """A note this person has posted at their table (or at ``table``), whatever step it is now."""
    assert person.device
    table, id = table or table_of(person), uuid.uuid4()
    phase = Workshop.objects.get(cafes=table.cafe_id).phase
    if phase not in notes.WRITING_PHASES:  # as if it had been written then
        return Note.objects.create(pk=id, table=table, kind=kind, text=text, proof=person.device.prove(id))
    return notes.add_note(table=table, device=person.device, id=id, kind=kind, text=text)


def many_notes(person: Person, count: int, table: Table | None = None) -> list[Note]:
    table = table or table_of(person)
    return [note_by(person, f"Situation {n}", table=table) for n in range(count)]
