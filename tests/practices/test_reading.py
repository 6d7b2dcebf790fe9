"""Who reads what: each role against each level, over list, page, search, similar ones and figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from practices.models import Practice
from practices.services import library
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    Person,
    PracticeFactory,
    UserFactory,
    signed_in,
)
from workshops.models import Area, Organisation, Sharing, Workshop

pytestmark = pytest.mark.django_db
LEVELS = ("workshop", "area", "region", "everyone")
NOBODY: set[str] = set()
READ = {  # by role the levels that it reads of the workshop's practices
    "anonymous": {"everyone"},
    "participant": {"everyone"},
    "outsider": {"everyone"},
    "elsewhere": {"everyone"},
    "inactive": {"everyone"},
    "same_region": {"everyone", "region"},
    "same_area": {"everyone", "region", "area"},
    "merged_area": {"everyone", "region", "area"},
    "colleague": {"everyone", "region", "area"},
    "facilitator": set(LEVELS),
    "second": set(LEVELS),
    "coordinator": set(LEVELS),
    "foreign_coordinator": {"everyone"},
    "operator": set(LEVELS),
}


@pytest.fixture
def shelf(workshop: Workshop) -> dict[str, Practice]:
    """One practice of each level, alike but for one word; one of them besides that was withdrawn."""
    home = AreaFactory(name="Hometown", region="Lakeland")
    workshop.areas.set([home])
    Area.objects.filter(pk=AreaFactory(name="Old Hometown").pk).update(merged_into=home)
    AreaFactory(name="Neighbour", region="Lakeland")
    AreaFactory(name="Faraway", region="Coast")
    rows = {
        level: PracticeFactory(
            text=f"Mornings begin calmly with music, {level}",
            workshop=workshop,
            sharing=level,
            areas=[home],
            theme="What keeps mornings calm?",
            zones=",2,",
        )
        for level in LEVELS
    }
    gone = PracticeFactory(text="Mornings begin calmly, withdrawn", workshop=workshop, areas=[home])
    library.set_withdrawn(practice=gone, withdrawn=True)
    return {**rows, "withdrawn": gone}


@pytest.fixture
def reader(request: pytest.FixtureRequest, shelf: dict[str, Practice]) -> Callable[[str], Person]:
    def of_area(name: str) -> Person:
        place: Organisation = OrganisationFactory(area=Area.objects.get(name=name))
        return signed_in(UserFactory(organisation=place))

    def person(role: str) -> Person:
        match role:
            case "anonymous":
                return Person()
            case "elsewhere":
                return of_area("Faraway")
            case "same_region":
                return of_area("Neighbour")
            case "same_area":
                return of_area("Hometown")
            case "merged_area":
                return of_area("Old Hometown")
            case "colleague":
                return signed_in(UserFactory(organisation=shelf["area"].organisation))
            case "operator":
                return signed_in(UserFactory(is_staff=True, is_superuser=True))
            case "inactive":
                return _inactive(shelf["area"].organisation)
        found: Person = request.getfixturevalue(role)
        return found

    return person


def _inactive(organisation: Any) -> Person:
    person = signed_in(UserFactory(organisation=organisation))
    assert person.user
    person.user.is_active = False
    person.user.save()
    return person


def told_of(html: str) -> set[str]:
    return {level for level in (*LEVELS, "withdrawn") if f", {level}" in html}


@pytest.mark.parametrize("role", READ)
def test_each_role_reads_what_it_may_and_nothing_else(role, reader, shelf):
    person, may = reader(role), READ[role]
    assert told_of(person.get("practices:library").content.decode()) == may
    pages = {level: person.get("practices:practice", row.pk) for level, row in shelf.items()}
    assert {level for level, page in pages.items() if page.status_code == 200} == may
    assert {pages[level].status_code for level in pages.keys() - may} == {404}


@pytest.mark.parametrize("role", READ)
def test_search_and_its_figures_tell_of_nothing_else(role, reader):
    person, may = reader(role), READ[role]
    page = person.get("practices:library", q="calm mornings")
    html = page.content.decode().replace("<mark>", "").replace("</mark>", "")
    assert told_of(html) == may
    assert page.context["total"] == len(may)
    for choices in (each.choices for each in page.context["filters"]):
        assert sum(choice.count for choice in choices) in (0, len(may))
    [levels] = [each for each in page.context["filters"] if each.name == "level"]
    assert {choice.value for choice in levels.choices} == may
    assert person.get("practices:library", q="withdrawn").context["total"] == 0


def test_slip_of_the_finger_tells_no_word_that_one_may_not_read(shelf):
    """The list of words knows of all practices."""
    PracticeFactory(text="Xylophones", sharing="workshop")
    PracticeFactory(text="Xylophanes", sharing="everyone")
    found = Person().get("practices:library", q="xylophunes").context["found"]
    assert found.slips == ["xylophanes"]


@pytest.mark.parametrize("role", READ)
def test_figures_of_the_whole_library_are_the_readers_own(role, reader):
    """They are kept for a minute, for each reader apart."""
    assert Person().get("practices:library").context["total"] == 1
    page = reader(role).get("practices:library")
    assert page.context["total"] == len(READ[role])


@pytest.mark.parametrize("role", READ)
def test_what_stands_beside_a_practice_is_the_readers_own(role, reader, shelf):
    page = reader(role).get("practices:practice", shelf["everyone"].pk)
    similar = {row.text for row in page.context["similar"]}
    assert told_of(" ".join(similar)) == READ[role] - {"everyone"}


def test_where_else_it_was_discussed_is_the_readers_own(shelf, elsewhere):
    theme = shelf["everyone"].theme
    other = PracticeFactory(text="Mornings there", workshop=elsewhere, theme=theme, sharing="workshop")
    page = Person().get("practices:practice", shelf["everyone"].pk)
    assert page.context["elsewhere"] == []
    Practice.objects.filter(pk=other.pk).update(sharing=Sharing.EVERYONE)
    page = Person().get("practices:practice", shelf["everyone"].pk)
    assert page.context["elsewhere"] == [other]


def test_a_practice_withdrawn_is_in_no_figure_at_once(shelf):
    assert Person().get("practices:library").context["total"] == 1
    library.set_withdrawn(practice=shelf["everyone"], withdrawn=True)
    assert Person().get("practices:library").context["total"] == 0


def test_a_word_of_what_nobody_else_may_read_is_not_offered_for_a_slip(shelf, workshop):
    PracticeFactory(text="Xylophones calm mornings", workshop=workshop, sharing="workshop")
    page = Person().get("practices:library", q="xylophnoes")
    assert (page.context["total"], page.context["found"].slips) == (0, [])
    assert "ylophones" not in page.content.decode()


def test_a_coordinator_does_not_give_oneself_an_area_or_a_region(coordinator, organisation):
    area = AreaFactory(name="Elsewhere", region="Coast")
    posted = {"name": organisation.name, "language": "fi", "contact": "", "notes_kept_days": 90}
    coordinator.submit("admin:workshops_organisation_change", organisation.pk, **posted, area=area.pk)
    coordinator.submit("admin:workshops_area_change", area.pk, kind="other", name="Elsewhere", region="Lake")
    organisation.refresh_from_db()
    area.refresh_from_db()
    assert (organisation.area, area.region) == (None, "Coast")


def test_an_area_that_is_taken_away_neither_opens_a_practice_nor_is_counted(shelf, reader):
    """By whatever write: PostgreSQL keeps the areas in the practice's own row too."""
    neighbour = Area.objects.get(name="Neighbour")
    shelf["area"].areas.add(neighbour)
    person = reader("same_region")
    page = reverse("practices:practice", args=[shelf["area"].pk])
    found = reverse("practices:library") + "?q=mornings"
    assert person.client.get(page).status_code == 200
    assert "Neighbour (1)" in person.client.get(found).content.decode()

    shelf["area"].areas.through.objects.filter(area=neighbour).delete()
    assert person.client.get(page).status_code == 404
    assert "Neighbour" not in person.client.get(found).content.decode()
