"""The lists of the admin: their order, their filters, what they count, and what an empty one says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    Person,
    PracticeFactory,
    UserFactory,
    WorkshopFactory,
    go,
    join,
    note_by,
    pass_through,
    signed_in,
)
from tests.markup import flat, text_of
from workshops.admin import site
from workshops.models import Area, Membership, MembershipInvitation, Organisation, User, Workshop
from worryzones.models import Note

WORKSHOPS = "admin:workshops_workshop_changelist"


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


def list_of(model: Any) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


def titles(person: Person, **query: Any) -> list[str]:
    return [str(row) for row in person.get(WORKSHOPS, **query).context["cl"].result_list]


# --- the order ---


@pytest.fixture
def day() -> Any:
    now = timezone.now()
    return lambda days: now + timedelta(days=days)


def test_undated_ones_to_come_are_first_then_the_nearest_then_what_goes_on_then_the_latest(
    organisation: Organisation, facilitator: Person, coordinator: Person, day: Any
) -> None:
    def made(title: str, first: int | None = None, second: int | None = None) -> Workshop:
        days = {"dialogue_1_at": first, "dialogue_2_at": second}
        dates = {name: None if at is None else day(at) for name, at in days.items()}
        return WorkshopFactory(title=title, organisation=organisation, user=facilitator.user, **dates)

    for title, days in (("over long ago", -800), ("over lately", -40)):
        Workshop.objects.filter(pk=go(made(title, days), "closed").pk).update(closed_at=day(days))
    made("to come in May", 160)
    pass_through(made("goes on, the second next week", -20, 7), "welcome")
    made("undated, older")
    pass_through(made("goes on, the second tomorrow", -20, 1), "welcome")
    made("to come next week", 7)
    made("its day has passed", -3)
    made("only the second has a day", None, 30)
    made("undated, newer")
    pass_through(made("goes on without a day"), "welcome")
    assert titles(coordinator) == [
        "undated, newer",
        "undated, older",
        "its day has passed",
        "to come next week",
        "only the second has a day",
        "to come in May",
        "goes on without a day",
        "goes on, the second tomorrow",
        "goes on, the second next week",
        "over lately",
        "over long ago",
    ]


def test_what_has_no_date_says_so_where_one_is_wanted(organisation, coordinator):
    planned = WorkshopFactory(organisation=organisation)
    assert '<td class="field-first_on">no date yet</td>' in flat(coordinator.get(WORKSHOPS).content)
    go(planned, "closed")
    assert "no date yet" not in flat(coordinator.get(WORKSHOPS).content).split("changelist-filter")[0]


def test_columns_are_sorted_by_a_press(organisation, coordinator, day):
    for title, days in (("b", 5), ("a", 9)):
        WorkshopFactory(title=title, organisation=organisation, dialogue_1_at=day(days))
    assert titles(coordinator, o="3") == ["b", "a"]
    assert titles(coordinator, o="-3") == ["a", "b"]


# --- filters ---


def filters(person: Person, language: str, page: str) -> dict[str, list[str]]:
    """Each filter with what it offers, as one reads them."""
    html = flat(person.client.get(page, headers={"Accept-Language": language}).content)
    found = {}
    for part in html.split("<details data-filter-title=")[1:]:
        summary, choices = part.split("</summary>")[0], part.split("</summary>")[1].split("</details>")[0]
        name = text_of("<" + summary.split(">", 1)[1])
        found[name] = [text_of(choice) for choice in choices.split("</li>") if text_of(choice)]
    return found


def test_filters_are_read_in_finnish_words(organisation, coordinator, day):
    for number, step in enumerate(("preparation", "closed")):
        made = WorkshopFactory(
            organisation=organisation, areas=[AreaFactory(name=f"Kunta {number}")], dialogue_1_at=day(0)
        )
        go(made, step) if step != "preparation" else None
    found = filters(coordinator, "fi", reverse(WORKSHOPS))
    year = str(timezone.localdate().year)
    assert found["Tilanne"] == ["Kaikki", "Tulossa", "Käynnissä", "Pidetty"]
    assert found["Vuosi"] == ["Kaikki", year]
    assert found["Alue"] == ["Kaikki", "Kunta 0", "Kunta 1"]
    assert found["Vetäjien arkisto"] == ["Kaikki", "Ei arkistossa", "Arkistossa"]
    assert found["Vaihe"][:2] == ["Kaikki", "Valmistelu"]
    assert "Oppimiskahvila" in found["Vaihe"]
    assert "Organisaatio" not in found  # of one there is nothing to choose


def test_organisations_and_areas_are_offered_where_there_are_several(organisation, coordinator):
    other = OrganisationFactory(name="Another of mine")
    Membership.objects.create(user=coordinator.user, organisation=other, role="coordinator")
    WorkshopFactory(organisation=organisation, areas=[AreaFactory(name="Akaa")])
    assert {"Organisation", "Area"} & filters(coordinator, "en", reverse(WORKSHOPS)).keys() == set()
    WorkshopFactory(organisation=other, areas=[AreaFactory(name="Urjala")])
    found = filters(coordinator, "en", reverse(WORKSHOPS))
    assert found["Organisation"] == ["All", "Another of mine", "Family Centre"]
    assert found["Area"] == ["All", "Akaa", "Urjala"]


def test_years_are_those_of_either_dialogue_within_reach(organisation, other_organisation, coordinator):
    zone = timezone.get_default_timezone()
    for year, place in ((2024, organisation), (2019, other_organisation)):
        first = timezone.datetime(year, 12, 31, 23, 30, tzinfo=zone)
        WorkshopFactory(
            title=str(year), organisation=place, dialogue_1_at=first, dialogue_2_at=first + timedelta(days=40)
        )
    assert filters(coordinator, "en", reverse(WORKSHOPS))["Year"] == ["All", "2025", "2024"]
    assert titles(coordinator, year="2025") == titles(coordinator, year="2024") == ["2024"]
    assert titles(coordinator, year="2019") == titles(coordinator, year="x") == ["2024"]  # not offered


# --- counts ---


def some_of(model: Any, count: int, organisation: Organisation, user: User) -> None:
    """So many more of them, within reach of whoever coordinates the organisation."""
    if model is Note:
        person = join(go(WorkshopFactory(organisation=organisation), "welcome"))
        go(person.participant.workshop, "cafe-1")
        for number in range(count):
            note_by(person, f"Note {number}")
        return
    for number in range(count):
        if model is Workshop:
            WorkshopFactory(organisation=organisation)
        elif model is Area:
            AreaFactory()
        elif model is User:
            UserFactory(organisation=organisation)
        elif model is Organisation:
            Membership.objects.create(user=user, organisation=OrganisationFactory(), role="coordinator")
        elif model is MembershipInvitation:
            MembershipInvitation.objects.create(
                organisation=organisation,
                email=f"{count}-{number}@example.org",
                by=user,
                changed_at=timezone.now(),
                expires_on=timezone.localdate(),
            )
        else:
            PracticeFactory(
                workshop=Workshop.objects.first() or WorkshopFactory(organisation=organisation),
                organisation=organisation,
            )


COUNTED = {
    "Workshop": ("1 työpaja", "9 työpajaa", "9 workshoppar"),
    "User": ("1 tunnus", "9 tunnusta", "9 konton"),
    "MembershipInvitation": ("1 kutsu", "9 kutsua", "9 inbjudningar"),
    "Organisation": ("1 organisaatio", "9 organisaatiota", "9 organisationer"),
    "Area": ("1 alue", "9 aluetta", "9 områden"),
    "Note": ("1 lappu", "9 lappua", "9 lappar"),
    "Practice": ("1 käytäntö", "9 käytäntöä", "9 exempel på god praxis"),
}


def test_every_list_counts():
    assert {model.__name__ for model in site._registry} == set(COUNTED)


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model.__name__)
def test_list_counts_with_its_noun_as_the_language_inflects_it(model, coordinator, organisation):
    there = {User: 1, Organisation: 1}.get(model, 0)  # the coordinator and theirs
    one, nine, nio = COUNTED[model.__name__]
    some_of(model, 1 - there, organisation, coordinator.user)
    assert f'<p class="paginator">{one}</p>' in told(coordinator, model, "fi")
    some_of(model, 8, organisation, coordinator.user)
    person = signed_in(User.objects.get(pk=coordinator.user.pk))  # who knows of new memberships
    assert f'<p class="paginator">{nine}</p>' in told(person, model, "fi")
    assert f'<p class="paginator">{nio}</p>' in told(person, model, "sv")


def told(person: Person, model: Any, language: str) -> str:
    return flat(person.client.get(list_of(model), headers={"Accept-Language": language}).content)


@pytest.mark.parametrize(
    ("count", "language", "words"),
    [
        (1, "fi", "1 poistettu."),
        (3, "fi", "3 poistettu."),
        (3, "sv", "3 har raderats."),
        (3, "en", "3 deleted."),
    ],
)
def test_what_is_deleted_from_a_list_is_asked_and_told_without_a_noun_that_would_be_wrong(
    operator, count, language, words
):
    areas = [AreaFactory() for _number in range(count)]
    body = {"action": "delete_selected", "_selected_action": [area.pk for area in areas]}
    headers = {"Accept-Language": language}
    asked = text_of(operator.client.post(list_of(Area), body, headers=headers).content)
    assert "alueet" not in asked.split("Käytännöt")[-1].lower() or language != "fi"
    assert Area.objects.count() == count
    done = operator.client.post(list_of(Area), {**body, "post": "yes"}, headers=headers, follow=True)
    assert words in text_of(done.content)
    assert (Area.objects.count(), LogEntry.objects.filter(action_flag=DELETION).count()) == (0, count)


def test_what_may_not_be_deleted_is_told_and_stays(operator, organisation):
    rusko = AreaFactory(name="Rusko")
    AreaFactory(name="Vahto", merged_into=rusko)
    body = {"action": "delete_selected", "_selected_action": [rusko.pk], "post": "yes"}
    answer = operator.client.post(list_of(Area), body)
    assert "These cannot be deleted, because this belongs to them and stays:" in text_of(answer.content)
    assert Area.objects.count() == 2


def test_what_is_in_use_is_not_deleted_and_nothing_with_it(operator, organisation):
    used, unused = AreaFactory(), AreaFactory()
    WorkshopFactory(organisation=organisation, areas=[used])
    body = {"action": "delete_selected", "_selected_action": [used.pk, unused.pk]}
    asked = operator.client.post(list_of(Area), body)
    assert "Not all of these may be deleted" in text_of(asked.content)
    assert operator.client.post(list_of(Area), {**body, "post": "yes"}).status_code == 403
    assert Area.objects.count() == 2


# --- empty ---

BEGINNINGS = {
    "Workshop": "There is no workshop here yet. A facilitator creates one in “My workshops”",
    "MembershipInvitation": "No invitation is waiting for an answer.",
    "Area": "There are no areas yet. Paste a list of municipalities",
    "Note": "There are no notes yet.",
    "Practice": "There is no practice yet.",
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_what_is_empty_says_how_to_begin_and_leads_there(name, coordinator):
    model = next(model for model in site._registry if model.__name__ == name)
    page = coordinator.client.get(list_of(model))
    assert BEGINNINGS[name] in text_of(page.content)
    assert 'id="changelist-filter"' not in page.content.decode()
    assert 'id="searchbar"' not in page.content.decode()
    for where, _words in site._registry[model].begin_with:
        assert coordinator.get(where).status_code == 200


def test_an_operators_first_organisation_and_first_member(operator):
    page = text_of(operator.client.get(list_of(Organisation)).content)
    assert "There is no organisation yet. Add the first one" in page


@pytest.mark.parametrize("query", [{"q": "zzz"}, {"now": "running"}])
def test_a_list_that_is_narrowed_to_nothing_says_so_and_keeps_its_search(query, coordinator, organisation):
    WorkshopFactory(organisation=organisation)
    page = coordinator.get(WORKSHOPS, **query)
    assert "Nothing here is like that." in text_of(page.content)
    assert "There is no workshop here yet" not in text_of(page.content)
    assert 'id="searchbar"' in page.content.decode()
