"""What a test may have done without a browser, by the real services. Called by name, see ``served.Door``.

Whoever acts is known by the cookie of their device, as on a phone.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.translation import override

from dialogit import asgi
from dialogit.demo import earlier
from practices.models import Practice
from tests import factories
from tests.e2e.server import EMAIL, PASSWORD, SECOND
from tests.factories import Person
from tests.network.held import hold
from tests.practices.search_pairs import PAIRS
from tests.workshops.space import text_by
from workshops.access.devices import device_of
from workshops.documents import image_cleaning
from workshops.models import (
    Area,
    Membership,
    OpenSpaceGroup,
    Organisation,
    Participant,
    Task,
    User,
    Workshop,
)
from workshops.services import console, course, facilitation, heard, hiding, joker, open_space, people
from worryzones.models import Note
from worryzones.services import theming

ORGANISATION = "Family Centre"


def found() -> None:
    """The organisation with its two facilitators, whose passwords are quickly checked."""
    organisation = Organisation.objects.create(name=ORGANISATION)
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
    for email, first, last in ((EMAIL, "Fia", "Leader"), (SECOND, "Sam", "Second")):
        user = User.objects.create(email=email, password=password, first_name=first, last_name=last)
        Membership.objects.create(user=user, organisation=organisation)
    Area.objects.create(name="Lempäälä")


def fill_library() -> None:
    """Long practices of many words, so that there is more than one page; once for all tests."""
    if Practice.objects.filter(title="Drumming meetings").exists():
        return
    area = Area.objects.create(name="Hometown", region="Lakeland")
    lines = [practice for _query, practice in PAIRS["en"]]
    for number in range(25):
        text = "Morning circle. " + " ".join(lines[number : number + 12])
        title, theme = f"Morning circle {number}", lines[number]
        factories.PracticeFactory(
            title=title, text=text[:500], theme=theme, zones=",2,", year=2024 + number % 2, areas=[area]
        )
    text = "What is hard is drummed first"
    factories.PracticeFactory(title="Drumming meetings", text=text, zones=",3,", year=2026)


LONG_NAMES = (
    "Pedersören kunta",
    "Kristiinankaupunki",
    "Koski Tl",
    "Pohjois-Pohjanmaan hyvinvointialue",
    "Länsi-Uudenmaan hyvinvointialue",
    "Maarianhamina – Mariehamn",
    "Vantaan ja Keravan hyvinvointialue",
    "Mellersta Österbottens välfärdsområde",
    "Uusikaarlepyy",
)


def fill_areas() -> list[str]:
    """Sixty areas of twelve sub-regions, each with a workshop of its own long ago; once for all tests."""
    names = [*LONG_NAMES, *(f"Kunta {number}" for number in range(60 - len(LONG_NAMES)))]
    if not Area.objects.filter(name=LONG_NAMES[0]).exists():
        organisation = factories.OrganisationFactory()
        for number, name in enumerate(names):
            area = Area.objects.create(name=name, sub_region=f"Seutukunta {number % 12}")
            hold(organisation, f"Työpaja {number}", weeks_ago=20 + number, areas=[area])
    return list(LONG_NAMES)


def rest() -> None:
    """As long as it takes until everybody may write eight times at once again."""
    asgi.application.application_mapping["http"].inner.buckets.clear()


def keep_pictures_waiting() -> None:
    """As if as many were being opened as may be."""
    while image_cleaning._places.acquire(blocking=False):
        pass


def let_pictures_in() -> None:
    image_cleaning._places.release(1 + image_cleaning.MAX_WAITING)


def lead_too(code: str, email: str = SECOND) -> None:
    """As when the link of an invitation has been opened."""
    facilitation.add_second(workshop=_workshop(code), user=User.objects.get(email=email))


def sign_in(email: str = EMAIL) -> str:
    """The key of a new session."""
    person = factories.signed_in(User.objects.get(email=email))
    return person.client.cookies[settings.SESSION_COOKIE_NAME].value


def sign_in_operator() -> str:
    """The same, of somebody who may do everything in the admin."""
    user = User.objects.get_or_create(email="operator@example.org", is_staff=True, is_superuser=True)[0]
    return sign_in(user.email)


def create(title: str = "Early support", language: str = "en") -> str:
    """A workshop of the facilitator; its code."""
    with override(language):
        workshop = course.create_workshop(
            user=User.objects.get(email=EMAIL),
            organisation=Organisation.objects.get(name=ORGANISATION),
            title=title,
            language=language,
            recipients="The management team",
        )
    return workshop.code


def hold_earlier() -> str:
    """The demo's workshops of earlier years, closed and full of what was said; the code of one."""
    facilitator = User.objects.get(email=EMAIL)
    earlier.write(facilitator, facilitator)
    return Workshop.objects.filter(organisation__demo=True).latest("closed_at").code


def go(code: str, step: str) -> None:
    """On by *next*, step by step; back at once."""
    if factories.go(_workshop(code), step).step != step:
        jump(code, step)


def jump(code: str, step: str) -> None:
    """Over the steps between, as by the run-sheet."""
    workshop = _workshop(code)
    course.move(workshop=workshop, expected=workshop.step, to=step, draft=course.LEAVE)


def allow_sharing(code: str, level: str) -> None:
    """The workshop agreed that its practices may be shared so far."""
    Workshop.objects.filter(code=code).update(sharing=level)


def rev(code: str) -> int:
    """Up to which change everybody is when nothing is on its way."""
    return _workshop(code).rev


def join(code: str, language: str = "en", name: str = "", home_unit: str = "") -> str:
    """Somebody comes in with a phone; its cookie."""
    person = factories.join(_workshop(code), name, home_unit, language)
    return person.client.cookies[settings.DEVICE_COOKIE].value


def crowd(code: str, people: int, units: int = 3) -> list[str]:
    return [join(code, home_unit=f"Unit {number % units}") for number in range(people)]


def leave(code: str, phone: str) -> None:
    people.leave(participant=_person(code, phone).participant)


def note(code: str, phone: str, text: str, kind: str = "situation") -> str:
    return str(factories.note_by(_person(code, phone), text, kind).pk)


def texts(code: str) -> list[str]:
    """Of the notes that are stored."""
    return list(Note.objects.filter(table__cafe__workshop__code=code).values_list("text", flat=True))


def table(code: str, phone: str) -> int:
    """Where somebody sits."""
    return factories.table_of(_person(code, phone)).pk


def group(code: str, phone: str, texts: list[str], title: str) -> None:
    """The notes with these texts are put together."""
    table = factories.table_of(_person(code, phone))
    theming.make_theme_group(table=table, notes=Note.objects.filter(table=table, text__in=texts), title=title)


def hide(code: str, text: str) -> None:
    hiding.hide(thing=Note.objects.get(table__cafe__workshop__code=code, text=text), hidden=True)


def ungroup(code: str, phone: str, texts: list[str]) -> None:
    """The notes with these texts stand alone again."""
    table = factories.table_of(_person(code, phone))
    theming.take_out(table=table, notes=Note.objects.filter(table=table, text__in=texts))


def turn_screen(code: str, to: str) -> None:
    console.turn_screen(workshop=_workshop(code), to=Workshop.Screen(to))


def pause(code: str) -> None:
    course.pause(workshop=_workshop(code))


def open_theme(code: str, phone: str, title: str) -> None:
    """In Open Space; whoever opens it is in its group."""
    open_space.open_theme(workshop=_workshop(code), title=title, participant=_person(code, phone).participant)


def walk(code: str, phone: str, title: str) -> None:
    """To the first group of the theme."""
    group = OpenSpaceGroup.objects.get(theme__workshop__code=code, theme__title=title, letter="A")
    open_space.move_to(participant=_person(code, phone).participant, group=group)


def contribute(code: str, phone: str, text: str) -> None:
    text_by(_person(code, phone), text)


def propose(code: str, phone: str, text: str) -> None:
    """A topic for the joker."""
    person = _person(code, phone)
    joker.propose_topic(workshop=_workshop(code), device=person.device, id=uuid.uuid4(), text=text)


def show_slide(code: str, slide: int) -> None:
    console.show_slide(workshop=_workshop(code), slide=slide)


def hear(code: str, phone: str, text: str) -> None:
    """What somebody has heard, in the agreement."""
    person = _person(code, phone)
    heard.add_heard(workshop=_workshop(code), device=person.device, id=uuid.uuid4(), text=text)


def agree(code: str, what: str) -> None:
    """A task that has no date."""
    Task.objects.create(workshop=_workshop(code), what=what, responsible="Head")


def _workshop(code: str) -> Workshop:
    return Workshop.objects.get(code=code)


def _person(code: str, phone: str) -> Person:
    device = device_of({settings.DEVICE_COOKIE: phone})
    assert device
    workshop = _workshop(code)
    participant = Participant.objects.get(workshop=workshop, key_hash=device.hash_in(workshop.pk))
    return Person(device=device, participant=participant)
