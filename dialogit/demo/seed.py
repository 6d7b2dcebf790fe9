"""Who and what the demo begins with: accounts, organisations, and one workshop with people in it."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from dialogit.demo import texts
from dialogit.demo.texts import network
from workshops.access import devices
from workshops.access.devices import Device
from workshops.course import phases
from workshops.models import Area, Membership, Organisation, Participant, User, Workshop
from workshops.models.sharing import Sharing
from workshops.services import course, facilitation, people

ACCOUNTS = {"facilitator": "vetaja@demo.example", "coordinator": "koordinaattori@demo.example"}
BETWEEN_DIALOGUES = timedelta(weeks=5)
Line = TypeVar("Line")
LATECOMER_IN = 6  # one of so many comes when the workshop is on already


@dataclass(frozen=True)
class Guest:
    """Somebody who has joined, with the phone that they write with."""

    participant: Participant
    device: Device

    @property
    def cookie(self) -> str:
        """What their browser would hold: the demo's participants come back with it."""
        answer = devices.remember(HttpResponse(), self.device)
        return answer.cookies[settings.DEVICE_COOKIE].value


@dataclass
class Room:
    """A workshop and those who have joined it. ``chance`` makes every start of the demo alike.

    ``said`` is what has been written where a simulated participant may not see it.
    """

    workshop: Workshop
    facilitator: User
    language: str = "fi"
    guests: list[Guest] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    chance: random.Random = field(default_factory=lambda: random.Random(2027))

    def some(self, most: int) -> list[Guest]:
        return self.chance.sample(self.guests, min(most, len(self.guests)))

    def phones(self, most: int, among: Sequence[Guest] | None = None) -> list[Device]:
        """A few phones to write with. In an empty room they are of people who have gone home."""
        here = self.guests if among is None else among
        chosen = self.chance.sample(here, min(most, len(here)))
        return [guest.device for guest in chosen] or [new_phone(self.language) for _ in range(most)]


@contextmanager
def unseen() -> Iterator[None]:
    """One transaction whose pushes are dropped: nobody watches yet, and thousands need not be rendered."""
    with transaction.atomic():
        yield
        transaction.get_connection().run_on_commit.clear()


def organisation(name: str) -> Organisation:
    return Organisation.objects.named(name).first() or Organisation.objects.create(name=name, demo=True)


def area(name: str, kind: Area.Kind = Area.Kind.MUNICIPALITY) -> Area:
    return Area.objects.get_or_add(kind=kind, name=name)[0]


def account(email: str, first_name: str, last_name: str, *roles: str, is_staff: bool = False) -> User:
    """A member of every organisation there is, in these roles. Nobody can sign in with a password."""
    user = User.objects.create_user(email, first_name=first_name, last_name=last_name, is_staff=is_staff)
    for place in Organisation.objects.all():
        for role in roles:
            Membership.objects.create(user=user, organisation=place, role=role)
    return user


def accounts() -> tuple[User, User]:
    """The facilitator, and the coordinator who also writes down as the second one."""
    for name in (texts.ORGANISATION, texts.REGIONAL, network.CENTRE):
        organisation(name)
    lead, look_after = Membership.Role.FACILITATOR, Membership.Role.COORDINATOR
    return (
        account(ACCOUNTS["facilitator"], "Merja", "Vetäjä", lead),
        account(ACCOUNTS["coordinator"], "Pekka", "Koordinaattori", lead, look_after, is_staff=True),
    )


def dates_at(step: str) -> tuple[datetime, datetime]:
    """Both dialogues' dates so that today is the day of ``step``."""
    today = timezone.now().replace(minute=0, second=0, microsecond=0)
    dialogue_2_is_on = phases.STEPS.index(step) >= phases.STEPS.index("opening")
    first = today - BETWEEN_DIALOGUES if dialogue_2_is_on else today
    return first, first + BETWEEN_DIALOGUES


def open_room(step: str, facilitator: User, second: User, language: str) -> Room:
    """The workshop in preparation, dated for ``step``."""
    first, other = dates_at(step)
    workshop = course.create_workshop(
        user=facilitator,
        title=texts.TITLE,
        organisation=organisation(texts.ORGANISATION),
        areas=[
            *map(area, texts.MUNICIPALITIES),
            area(texts.COUNTY, Area.Kind.COUNTY),
        ],
        recipients=texts.RECIPIENTS,
        addresses="board@municipality.example\nhead.of.services@municipality.example",
        sharing=Sharing.REGION,
        dialogue_1_at=first,
        dialogue_2_at=other,
        place=texts.PLACE,
        asks_home_unit=True,
        last_time=Workshop.LastTime.LATEST,
    )
    facilitation.add_second(workshop=workshop, user=second)
    return Room(workshop, facilitator, language)


def new_phone(language: str) -> Device:
    return Device(secrets.token_bytes(devices.KEY_BYTES), language)


def name_of(number: int, names: Sequence[str] = texts.NAMES) -> str:
    """The first have names; of the rest, as in any room, many leave theirs out."""
    return names[number] if number < len(names) and number % 5 != 4 else ""


def unit_of(number: int, units: Sequence[str] = texts.HOME_UNITS) -> str:
    return units[number % len(units)] if number % 7 != 6 else ""


def join(room: Room, count: int) -> None:
    for number in range(count):
        device = new_phone(room.language)
        guest = people.join(
            workshop=room.workshop, device=device, name=name_of(number), home_unit=unit_of(number)
        )
        room.guests.append(Guest(guest, device))


def on_time(participants: int) -> int:
    """How many of them are in when the café begins; the rest are latecomers."""
    return participants - (max(1, participants // LATECOMER_IN) if participants > 1 else 0)


def portion(lines: Sequence[Line], share: float) -> Sequence[Line]:
    return lines[: round(len(lines) * share)]
