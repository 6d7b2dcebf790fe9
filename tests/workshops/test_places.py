"""Places that are calls: what a link may be, where it leads, who is shown it, and that it is forgotten."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import Person, go, join, many
from workshops.access.permissions import Role
from workshops.forms.open_space import PlaceForm
from workshops.models import Agreement, Contribution, Workshop
from workshops.services import course, duplication, open_space, retention
from workshops.text import places
from worryzones.models import TablePlace
from worryzones.services import table_places

CALL = "https://meet.example/r/0401234567?pwd=A1-b2#x"
PAPERS = ("print", "script_paper", "report")
LINK = re.compile(r"<a[^>]*href=\"https://[^>]*>")


@pytest.mark.parametrize(
    ("text", "here", "call", "beside"),
    [
        ("", "", "", ""),
        ("Window table", "Window table", "", ""),
        (CALL, "", CALL, ""),
        (f"{CALL}, code 123 456", "", CALL, "code 123 456"),
        (f"Room 2 ({CALL}). Or ring 09 123", "Room 2", CALL, "Or ring 09 123"),
        (f"Room 2 · {CALL}", "Room 2", CALL, ""),
        ("HTTPS://Meet.Example/A", "", "HTTPS://Meet.Example/A", ""),
        ("https://kokous.äänekoski.fi/1", "", "https://kokous.äänekoski.fi/1", ""),
        ("http://meet.example/a", "http://meet.example/a", "", ""),
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/", "", ""),
        ("javascript://meet.example/%0aalert(1)", "javascript://meet.example/%0aalert(1)", "", ""),
    ],
)
def test_a_place_is_read_as_people_write_it(text, here, call, beside):
    assert places.read(text) == places.Place(here, call, beside)
    assert places.read(text).is_afar is bool(call and not here)


def test_a_call_is_shown_by_its_host_in_plain_letters():
    assert places.read(f"Room 2 {CALL} code 12").shown == "Room 2 · call: meet.example · code 12"
    assert places.read("https://zооm.us/j/1").host == "xn--zm-fmca.us"  # two Cyrillic letters
    assert places.read(CALL).told == "by call"
    assert "meet" not in places.read(f"Room 2 {CALL} code 12").told


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (CALL, ""),
        (f"Room 2, {CALL}, code 123 456", ""),
        ("https://meet.example/" + "a" * 470, ""),
        ("https://meet.example/" + "a" * 490, "A call needs a link"),
        ("a" * 60 + f" {CALL}", ""),
        ("a" * 61 + f" {CALL}", "at most 60 characters"),
        ("http://meet.example/a", "A call needs a link"),
        ("javascript://meet.example/%0aalert(1)", "A call needs a link"),
        ("https://me:secret@meet.example/", "A call needs a link"),
        ("https://no host/", "A call needs a link"),
        (f"{CALL} {CALL}", "One link is enough"),
        (f"{CALL} 040 123 4567", "Could somebody be recognised"),
        (f"https://meet.example/131052-308T {CALL}", "personal identity code"),
    ],
)
def test_a_link_to_a_call_is_looked_at_and_its_words_as_everywhere(typed, refusal):
    form = PlaceForm({"place": typed})
    assert form.is_valid() is not bool(refusal)
    assert refusal in " ".join(form.errors.get("place", []))


# --- who is shown it ---


def links(page: str) -> list[str]:
    return LINK.findall(page)


def read(person: Person, page: str, workshop: Workshop) -> str:
    return person.get(page, workshop.code).content.decode()


@pytest.fixture
def from_afar(workshop: Workshop) -> Workshop:
    workshop.place, workshop.dialogue_1_at, workshop.language = f"{CALL} code 12", timezone.now(), "en"
    workshop.dialogue_2_at = timezone.now() + timedelta(days=7)
    workshop.save()
    return workshop


def test_a_phone_offers_the_nearest_call_and_tells_its_site_nothing(from_afar, participant):
    table_call = "https://tables.example/2"
    table_places.set_places(workshop=from_afar, places={(1, n): table_call for n in (1, 2, 3, 4)})
    [link] = links(read(participant, "workshops:stage", from_afar))
    for part in (CALL.replace("&", "&amp;"), 'rel="noopener noreferrer"', 'referrerpolicy="no-referrer"'):
        assert part in link
    assert 'target="_blank"' in link
    go(from_afar, "cafe-1")
    page = read(participant, "workshops:stage", from_afar)
    assert len(links(page)) == 2  # under the bar, and when it is time to walk
    assert all(table_call in link for link in links(page))
    go(from_afar, "open_space")
    group = from_afar.themes.get(selected=True).groups.get()
    open_space.move_to(participant=participant.participant, group=group)
    assert CALL in links(read(participant, "workshops:stage", from_afar))[0]
    open_space.set_place(group=group, place="https://groups.example/a")
    page = read(participant, "workshops:stage", from_afar)
    assert ["https://groups.example/a" in link for link in links(page)] == [True]
    assert "· by call" in page


def test_nobody_outside_is_shown_the_call_nor_is_the_wall(from_afar, facilitator, coordinator):
    stranger = Person()
    table_places.set_places(workshop=from_afar, places={(1, 2): CALL})
    walls = [read(facilitator, "workshops:projector", go(from_afar, step)) for step in ("cafe-1", "opening")]
    for page in (read(stranger, "workshops:join", from_afar), *walls):
        assert "meet.example" not in page
        assert "code 12" not in page


def test_no_paper_and_no_report_has_the_address_of_a_call(from_afar, facilitator):
    go(from_afar, "agreement")
    group = from_afar.themes.get(selected=True).groups.get()
    open_space.set_place(group=group, place=f"Sofa, {CALL}")
    Contribution.objects.create(group=group, kind="works", text="It works")
    Agreement.objects.create(workshop=from_afar, next_at=timezone.now(), next_place=f"Library, {CALL}")
    pages = {page: read(facilitator, f"workshops:{page}", from_afar) for page in PAPERS}
    assert {page: words for page, words in pages.items() if "meet.example" in words} == {}
    assert "by call" in pages["print"]
    assert "Sofa" in pages["report"]
    assert "Library" in pages["report"]


def test_facilitators_say_where_tables_are_before_there_are_any(facilitator, workshop):
    page = read(facilitator, "worryzones:places", workshop)
    was = {f"initial-table_1_{n}": "" for n in (1, 2, 3, 4)}
    assert all(name in page for name in was)
    wrong = facilitator.submit("worryzones:places", workshop.code, **was, table_1_2="http://no.example/")
    assert wrong.status_code == 422
    assert "A call needs a link" in wrong.content.decode()
    assert 'value="http://no.example/"' in wrong.content.decode()
    assert facilitator.submit("worryzones:places", workshop.code, **was, table_1_2=CALL).status_code == 302
    # a colleague, whose page shows nothing at table 2 yet
    assert (
        facilitator.submit("worryzones:places", workshop.code, **was, table_1_3="Room 3").status_code == 302
    )
    rows = TablePlace.objects.values_list("zone_number", "place")
    assert dict(rows) == {2: CALL, 3: "Room 3"}


# --- how many sit there ---


@pytest.mark.parametrize(
    ("people", "told", "shown"), [(4, "some from afar", "some"), (5, "5 people from afar", "5")]
)
def test_the_wall_says_how_many_sit_from_afar_from_five_on(
    workshop, facilitator, frames, people, told, shown
):
    table_places.set_places(workshop=workshop, places={(1, 1): CALL, (1, 2): f"Room 2, {CALL}"})
    many(workshop, 4 * people)
    page = read(facilitator, "workshops:projector", go(workshop, "cafe-1"))
    assert page.count("from afar") == page.count(told) == 1
    assert "by call" in page  # where to walk
    go(workshop, "opening")
    theme = workshop.themes.get(selected=True)
    group = open_space.open_group(theme=theme, place=CALL)
    go(workshop, "open_space")
    with frames(workshop, Role.PROJECTOR) as sent:
        for person in workshop.participants.people()[:people]:
            open_space.move_to(participant=person, group=group)
    assert f"<b>{shown}</b>" in sent[-1]["html"]
    page = read(facilitator, "workshops:projector", workshop)
    assert f"<b>{shown}</b>" in page
    assert "by call" in page
    phone = read(join(workshop), "workshops:stage", workshop)
    assert re.search(rf'id="heads-{group.pk}" class="heads">\s*<span>{shown}</span>', phone)


def test_the_wall_hears_of_those_who_come_to_a_call(workshop, frames):
    table_places.set_places(workshop=workshop, places={(1, n): CALL for n in (1, 2, 3, 4)})
    many(workshop, 4)
    go(workshop, "cafe-1")
    with frames(workshop, Role.PROJECTOR) as sent:
        join(workshop)
    assert "5 people from afar" in "".join(frame.get("html", "") for frame in sent)


# --- the whole workshop from afar ---


def test_checklist_of_a_workshop_from_afar_asks_for_calls_and_no_paper(from_afar, facilitator):
    page = read(facilitator, "workshops:checklist", from_afar)
    assert "held from afar" in page
    assert "A call for each table" in page
    assert "Poster and cards" not in page
    table_places.set_places(workshop=from_afar, places={(1, n): CALL for n in (1, 2, 3, 4)})
    assert read(facilitator, "workshops:checklist", from_afar).count("✓") > page.count("✓")
    from_afar.place = "Town hall"
    from_afar.save()
    page = read(facilitator, "workshops:checklist", from_afar)
    assert "A call for each table" not in page
    assert "Poster and cards" in page


def test_invitation_to_a_workshop_from_afar_has_the_link(from_afar, facilitator):
    go(from_afar, "interlude")
    page = read(facilitator, "workshops:console", from_afar)
    assert f", from afar: {CALL}, code 12" in page.replace("&amp;", "&")


# --- forgotten ---


def test_calls_are_forgotten_as_their_dialogue_ends_and_places_in_the_house_stay(workshop_at, participant):
    workshop = workshop_at("cafe-1")
    workshop.place = f"Town hall, {CALL}"
    workshop.save()
    table_places.set_places(workshop=workshop, places={(1, 1): CALL, (1, 2): f"Room 2 {CALL} code 12"})
    go(workshop, "opening")
    assert sorted(TablePlace.objects.values_list("place", flat=True)) == ["", "Room 2"]
    group = open_space.open_group(theme=workshop.themes.get(selected=True), place=f"Sofa {CALL}")
    go(workshop, "agreement")
    group.refresh_from_db()
    assert group.place == f"Sofa {CALL}"
    go(workshop, "feedback")
    group.refresh_from_db()
    workshop.refresh_from_db()
    assert (group.place, workshop.place) == ("Sofa", f"Town hall, {CALL}")  # people are in it still
    go(workshop, "closed")
    workshop.refresh_from_db()
    assert workshop.place == "Town hall"


def test_the_call_of_the_next_meeting_is_forgotten_when_it_has_been(workshop_at):
    workshop = workshop_at("agreement")
    agreement = Agreement.objects.create(
        workshop=workshop, next_at=timezone.now() - timedelta(hours=20), next_place=f"Library, {CALL}"
    )
    course.move(workshop=workshop, expected="agreement", to="closed", draft=course.LEAVE)
    retention.forget_calls()
    agreement.refresh_from_db()
    assert CALL in agreement.next_place
    Agreement.objects.update(next_at=timezone.now() - timedelta(hours=25))
    retention.forget_calls()
    agreement.refresh_from_db()
    assert agreement.next_place == "Library"


def test_a_copy_begins_with_the_places_of_the_tables(workshop, facilitator):
    table_places.set_places(workshop=workshop, places={(1, 2): "Room 2"})
    copy = duplication.create_from(
        source=workshop, user=facilitator.user, title="Again", organisation=workshop.organisation
    )
    assert table_places.standing(copy) == {(1, 2): "Room 2"}
