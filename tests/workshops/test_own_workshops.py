"""A facilitator's own workshops: found however they are written, put into the archive, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import AreaFactory, WorkshopFactory, go, join
from tests.markup import flat, text_of
from workshops.models import Workshop
from workshops.refusals import Gone, Refused
from workshops.services import archiving, course, rehearsals

OWN = "workshops:own"
WORDS = "Put into the archive"


def titles(answer: Any) -> list[str]:
    return [str(workshop) for workshop in answer.context["page"].object_list]


def listed(person: Any, **query: Any) -> list[str]:
    return titles(person.get(OWN, **query))


@pytest.fixture
def old(facilitator: Any, organisation: Any) -> Workshop:
    made = WorkshopFactory(title="Ränta Åbo", organisation=organisation, user=facilitator.user)
    return go(made, "closed")


# --- finding ---


@pytest.mark.parametrize(
    "words",
    [
        "ränta",
        "RÄNTA",
        "ra\u0308nta",
        "åbo ränta",
        "  ränta  ",
        "Sjundeå",
        "SJUNDEÅ",
        "sjundea\u030a",
        "rusko",
        "vahto ränta",
        "family",
    ],
)
def test_search_finds_words_of_title_area_and_organisation_however_they_are_written(
    words, old, workshop, facilitator
):
    rusko = AreaFactory(name="Rusko")
    old.areas.add(AreaFactory(name="Sjundeå"), AreaFactory(name="Vahto", merged_into=rusko))
    assert "Ränta Åbo" in listed(facilitator, q=words)
    assert ("Early support" in listed(facilitator, q=words)) == (words == "family")


@pytest.mark.parametrize("words", ["ranta", "ränta turku", "%", "_", "'", "\\", "rän\u0000ta", "x" * 121])
def test_search_finds_nothing_by_other_words_and_says_so(words, old, facilitator):
    answer = facilitator.get(OWN, q=words)
    assert answer.status_code in (200, 422)
    assert answer.status_code == 422 or titles(answer) == []
    assert "Nothing here has all of these words" in text_of(answer.content) or answer.status_code == 422


@pytest.mark.parametrize("words", ["K7M2QFXA", "k7m2-qfxa", "k7m2 qfxa"])
def test_search_finds_the_code_however_it_is_read_aloud(words, workshop, old, facilitator):
    assert listed(facilitator, q=words) == ["Early support"]


def test_list_has_what_one_facilitates_oneself_and_no_rehearsal(
    workshop, old, elsewhere, facilitator, second, outsider
):
    rehearsals.begin(workshop=workshop, user=facilitator.user)
    assert listed(facilitator) == ["Ränta Åbo", "Early support"]
    assert listed(second) == ["Early support"]
    assert listed(second, q="ränta") == []
    assert listed(outsider) == []
    assert "No workshops yet. Create the first one" in text_of(outsider.get(OWN).content)


def test_list_makes_as_many_queries_at_3_as_at_30_and_is_bounded(facilitator, organisation, queries_in):
    def more(count: int) -> None:
        for _number in range(count):
            made = WorkshopFactory(organisation=organisation, user=facilitator.user)
            made.areas.add(AreaFactory())

    more(3)
    facilitator.get(OWN)
    few = queries_in(lambda: facilitator.get(OWN, q="workshop"))
    more(27)
    assert queries_in(lambda: facilitator.get(OWN, q="workshop")) == few
    assert len(listed(facilitator)) == 24
    assert len(listed(facilitator, page=2)) == 6
    assert len(listed(facilitator, page="9" * 99)) == 6
    assert len(listed(facilitator, page="x")) == 24
    assert set(listed(facilitator)) & set(listed(facilitator, page=2)) == set()


def test_pages_keep_the_words_that_are_looked_for(facilitator, organisation):
    for _number in range(25):
        WorkshopFactory(title="Äijälä", organisation=organisation, user=facilitator.user)
    page = flat(facilitator.get(OWN, q="äijälä", said="deleted").content)
    assert 'href="?q=%C3%A4ij%C3%A4l%C3%A4&amp;page=2"' in page


# --- the archive ---


def put(person: Any, workshop: Workshop, on: int = 1, **more: Any) -> Any:
    return person.submit("workshops:archive", workshop.code, on=on, **more)


def test_what_is_put_away_leaves_the_list_of_all_who_facilitate_and_comes_back_by_one_press(
    workshop_at, facilitator, second
):
    workshop = workshop_at("closed")
    assert put(second, workshop).url == "/run/?said=archived"
    for person in (facilitator, second):
        assert listed(person) == []
        assert listed(person, archive=1) == ["Early support"]
        assert "All of your workshops are in the archive." in text_of(person.get(OWN).content)
    assert put(facilitator, workshop, on=0).url == "/run/?said=back"
    for person in (facilitator, second):
        assert (listed(person), listed(person, archive=1)) == (["Early support"], [])


def test_what_is_done_is_said(facilitator, old):
    page = facilitator.client.get(put(facilitator, old).url)
    assert "✓ The workshop is in the archive" in text_of(page.content)
    page = facilitator.client.get(put(facilitator, old, on=0).url)
    assert "✓ The workshop is in the list again" in text_of(page.content)


def test_one_comes_back_to_the_list_on_which_it_was_pressed(facilitator, old):
    answer = put(facilitator, old, list="q=r%C3%A4nta&page=2&next=https://evil.example")
    assert answer.url == "/run/?q=r%C3%A4nta&page=2&said=archived"


def test_one_that_goes_on_is_not_put_away(workshop, facilitator):
    assert WORDS not in text_of(facilitator.get(OWN).content)
    answer = put(facilitator, workshop)
    assert answer.status_code == 409
    assert "is going on, so it stays in the list" in text_of(answer.content)
    assert listed(facilitator) == ["Early support"]


def test_one_that_was_never_held_is_put_away_and_stands_in_the_list_when_it_goes_on_after_all(
    facilitator, organisation
):
    planned = WorkshopFactory(title="Planned", organisation=organisation, user=facilitator.user)
    put(facilitator, planned)
    assert listed(facilitator) == []
    course.move(workshop=planned, expected="preparation", to="welcome")
    assert listed(facilitator) == ["Planned"]


def test_no_workshop_that_goes_on_is_in_the_archive_whatever_writes_it(workshop):
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(pk=workshop.pk).update(is_archived=True)


def test_archive_stands_beside_the_list_with_how_many_match(facilitator, old, workshop):
    assert "Archive (" not in facilitator.get(OWN).content.decode()
    put(facilitator, old)
    assert "Current (1) Archive (1)" in text_of(facilitator.get(OWN).content)
    assert "Current (0) Archive (1)" in text_of(facilitator.get(OWN, q="ränta").content)


def test_putting_away_changes_no_page_of_the_room_and_nothing_else(old, facilitator):
    before = Workshop.objects.filter(pk=old.pk).values().get()
    archiving.archive(workshop=old, on=True)
    after = Workshop.objects.filter(pk=old.pk).values().get()
    assert {name for name in before if before[name] != after[name]} == {"is_archived"}
    assert facilitator.get("workshops:console", old.code).status_code == 200


def test_what_was_put_away_stays_in_the_coordinators_records(old, facilitator, coordinator):
    put(facilitator, old)
    page = "admin:workshops_workshop_changelist"
    for query, found in (({}, True), ({"archived": "yes"}, True), ({"archived": "no"}, False)):
        assert (old.title in coordinator.get(page, **query).content.decode()) == found


def test_a_workshop_that_has_been_deleted_is_not_put_away(old):
    Workshop.objects.filter(pk=old.pk).delete()
    with pytest.raises(Gone):
        archiving.archive(workshop=old, on=True)


def test_only_who_facilitates_puts_away(old, outsider, coordinator, elsewhere, foreign_facilitator):
    for person in (outsider, coordinator, foreign_facilitator):
        assert put(person, old).status_code == 404
    assert facilitates_none(outsider)


def facilitates_none(person: Any) -> bool:
    return not Workshop.objects.filter(facilitations__user=person.user).exists()


def test_putting_away_twice_at_once_is_putting_away(old):
    archiving.archive(workshop=Workshop.objects.get(pk=old.pk), on=True)
    archiving.archive(workshop=old, on=True)
    assert Workshop.objects.get(pk=old.pk).is_archived


def test_a_rehearsal_goes_on_like_any_other(workshop, facilitator):
    rehearsal = go(rehearsals.begin(workshop=workshop, user=facilitator.user), "welcome")
    join(rehearsal)
    with pytest.raises(Refused):
        archiving.archive(workshop=rehearsal, on=True)


def test_a_card_offers_what_its_reader_may_do(old, second, facilitator, workshop):
    own = text_of(facilitator.get(OWN).content)
    assert own.count(WORDS) == 1
    assert own.count("Delete : ") == 2
    assert "Delete : " not in text_of(second.get(OWN).content)
    assert reverse("workshops:delete", args=[old.code]) in facilitator.get(OWN).content.decode()
