"""What is called out in a room of several languages: the same on every screen, its translation beside it."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from tests.factories import Person, browser, go, join, many, note_by, table_of
from tests.markup import flat, text_of
from workshops.access.permissions import Role
from workshops.course.called_out import alone, called_out
from workshops.models import Theme, Workshop
from workshops.models.themes import JOKER_TITLE
from workshops.services import course
from worryzones import zones
from worryzones.models import CafeGroup

NAMES = [  # in the room's language, to a reader of another one
    ("fi", "fi", None, "Haapa"),
    ("fi", "sv", None, "Haapa (Asp)"),
    ("fi", "en", None, "Haapa (Aspen)"),
    ("sv", "fi", None, "Asp (Haapa)"),
    ("sv", "sv", None, "Asp"),
    ("en", "sv", None, "Aspen (Asp)"),
    ("fi", "sv", 2, "Haapa 2 (Asp 2)"),
    ("fi", "fi", 12, "Haapa 12"),
]


@pytest.mark.parametrize(("room", "reads", "cafe", "name"), NAMES)
def test_group_is_called_in_the_rooms_language(room, reads, cafe, name):
    with translation.override(reads):
        assert zones.group_name(1, cafe, room) == name


def test_a_name_that_is_alike_in_both_languages_is_said_once():
    with translation.override("sv"):
        assert called_out("Open Space", "fi") == "Open Space"


@pytest.mark.parametrize(
    ("reads", "told"),
    [
        ("fi", ["ryhmä Haapa<", "<h1>Ei huolta</h1>"]),
        ("sv", ["grupp Haapa (Asp)<", "<h1>Ei huolta (Ingen oro)</h1>"]),
        ("en", ["group Haapa (Aspen)<", "<h1>Ei huolta (No worry)</h1>"]),
    ],
)
def test_phone_says_group_and_table_as_they_are_called_out(workshop, reads, told):
    reader = join(workshop, language=reads)
    go(workshop, "cafe-1")
    assert table_of(reader)
    page = flat(reader.get("workshops:stage", workshop.code).content)
    assert [words for words in told if words not in page] == []


def test_projector_says_what_the_phones_say(workshop_at, facilitator):
    workshop = workshop_at("cafe-1", people=16)
    page = flat(facilitator.get("workshops:projector", workshop.code).content)
    assert "<b>1</b>Ei huolta (No worry)" in page
    assert '<li translate="no">Haapa (Aspen)</li>' in page
    assert page.count("(Birch)") == 2  # who walks where, and the picture of it
    assert ">Ei huolta</text>" in page  # in the picture there is no space for two
    go(workshop, "theming")
    page = flat(facilitator.get("workshops:projector", workshop.code).content)
    assert "<h3>Ei huolta (No worry)</h3>" in page


def test_tables_besides_ones_own_are_called_so_too(workshop):
    reader = join(workshop, language="sv")
    for step, name in (("cafe-1", "2 · Pieni huoli (Liten oro)"), ("theming", "1 · Ei huolta (Ingen oro)")):
        go(workshop, step)
        assert f"<span>{name}</span>" in flat(reader.get("workshops:stage", workshop.code).content)


def test_projector_of_several_cafes_has_room_for_the_name_alone(workshop_at, facilitator):
    workshop = workshop_at("cafe-1", people=40)
    page = flat(facilitator.get("workshops:projector", workshop.code).content)
    assert '<li translate="no">Haapa 2</li>' in page


def test_names_follow_when_the_room_speaks_another_language(workshop_at):
    workshop = workshop_at("cafe-1", people=4)
    course.update_workshop(workshop=workshop, language="sv")
    group = CafeGroup.objects.select_related("cafe__workshop").get()
    assert (str(group), group.called) == ("Asp (Aspen)", "Asp")


@pytest.mark.parametrize(("room", "reads"), [("fi", "sv"), ("sv", "fi"), ("en", "fi"), ("fi", "fi")])
def test_joker_keeps_its_name_and_says_what_it_means(room, reads, organisation, facilitator):
    made = course.create_workshop(
        user=facilitator.user, title="Yhdessä", organisation=organisation, language=room
    )
    joker = Theme.objects.get(workshop=made)
    with translation.override(room):
        called = str(JOKER_TITLE)
    with translation.override(reads):
        means = str(JOKER_TITLE)
        assert joker.wording == (called if room == reads else f"{called} ({means})")
        joker.question = "Mitä kuuluu?"
        assert joker.wording == "Mitä kuuluu?"


def test_theme_is_called_as_people_named_it(workshop):
    theme = Theme(workshop=workshop, title="Viktigt just nu")
    assert theme.wording == "Viktigt just nu"


def test_names_take_as_many_queries_however_many_groups(workshop_at, facilitator, queries_in):
    workshop = workshop_at("cafe-1", people=16)
    few = queries_in(lambda: facilitator.get("workshops:projector", workshop.code))
    many(workshop, 100)
    course.move(workshop=workshop, expected="cafe-1", to="cafe-2")
    assert queries_in(lambda: facilitator.get("workshops:projector", workshop.code)) == few


def test_everyone_hears_the_name_in_a_push_too(workshop_at, frames):
    workshop = workshop_at("cafe-1", people=4)
    with frames(workshop, Role.FACILITATOR, "sv") as sent:
        join(workshop)
    assert "Haapa (Asp)" in "".join(frame.get("html", "") for frame in sent)


# --- every screen ---

ROOMS = [("fi", "en"), ("sv", "fi"), ("en", "sv")]
NAMES_CALLED = [*zones.GROUP_NAMES, *(name for zone in zones.ZONES for name in (zone.label, zone.short))]
SLIDES = {
    "welcome": 3,
    "cafe-1": 5,
    "theming": 1,
    "sharing": 4,
    "choosing": 1,
    "interlude": 1,
    "open_space": 2,
}
OTHER_PAGES = (
    "worryzones:seating",
    "worryzones:prompts",
    "worryzones:places",
    "worryzones:found",
    "workshops:between",
    "workshops:script",
    "workshops:script_paper",
)
SAID_IN = re.compile(r'(?:title|aria-label|alt)="([^"]*)"')


def said_otherwise(page: bytes, room: str, reads: str) -> set[str]:
    """Names that stand in the reader's language and not behind the room's own."""
    words, found = f"{text_of(page)} {' '.join(SAID_IN.findall(page.decode()))}", set()
    with translation.override(reads):
        for name in sorted(NAMES_CALLED, key=lambda name: -len(str(name))):
            read, called = re.escape(str(name)), re.escape(alone(name, room))
            words = re.sub(rf"{called}( \d+)? \({read}\1?\)", "", words)
            if re.search(rf"(?<![\w-]){read}(?![\w-])", words):
                found.add(str(name))
    return found


def pages_of(lead: Person, people: list[Person], workshop: Workshop, step: str) -> dict[str, bytes]:
    """All that anybody sees at this step, the projector and the console on each of their slides."""
    pages = {}
    for slide in range(SLIDES[step]):
        lead.post("workshops:slide", workshop.code, slide=slide)
        for screen in ("workshops:projector", "workshops:console"):
            pages[f"{step}: {screen} {slide}"] = lead.get(screen, workshop.code).content
    for number, person in enumerate(people):
        pages[f"{step}: phone {number}"] = person.get("workshops:stage", workshop.code).content
    for page in OTHER_PAGES:
        pages[f"{step}: {page}"] = lead.get(page, workshop.code).content
    return pages


@pytest.mark.thorough
@pytest.mark.parametrize(("room", "reads"), ROOMS)
def test_no_screen_says_a_name_in_the_readers_language_alone(workshop, facilitator, room, reads):
    """Shown to fail before: the zones' slides, the plan and its table, the console's tables, the seating."""
    course.update_workshop(workshop=workshop, language=room)
    lead = Person(user=facilitator.user)
    lead.client = browser(**{"accept-language": reads})
    lead.client.force_login(facilitator.user)
    people, otherwise = [join(workshop, language=reads) for _each in range(4)], {}
    many(workshop, 8)
    for step in SLIDES:
        go(workshop, step)
        if step == "cafe-1":
            for person in people:
                note_by(person, "Aamut")
        for place, page in pages_of(lead, people, workshop, step).items():
            otherwise[place] = said_otherwise(page, room, reads)
    assert {place: names for place, names in otherwise.items() if names} == {}


def test_what_a_screen_says_otherwise_is_found():
    page = '<h2 title="2 · Small">1 · No worry</h2><b>Haapa 2 (Aspen 2)</b> <p>Birch</p> Pieni (Small)'
    assert said_otherwise(page.encode(), "fi", "en") == {"No worry", "Small", "Birch"}
