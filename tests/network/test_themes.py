"""What comes up in many workshops: themes side by side, put together by hand, and how they change."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import SharedTheme, SharedThemeEntry
from network.queries import themes as themes_queries
from network.queries.likeness import LIKE, Likeness
from network.queries.selection import Selection
from network.services import themes as themes_services
from practices.models import Practice
from tests.factories import Person
from tests.network.held import hold
from workshops.models import (
    Contribution,
    Membership,
    OpenSpaceGroup,
    Organisation,
    Sharing,
    Theme,
    Workshop,
)
from worryzones.models import Cafe, Table, ThemeGroup

pytestmark = pytest.mark.django_db
IDENTITY_CODE = "131052-308T"


def theme(workshop: Workshop, title: str, **fields: Any) -> Theme:
    return Theme.objects.create(workshop=workshop, title=title, **fields)


def group_of(found: Theme) -> OpenSpaceGroup:
    return OpenSpaceGroup.objects.get_or_create(theme=found, letter="A")[0]


def read(person: Person, **asked: Any) -> Any:
    return person.client.get(reverse("network:themes"), asked).context


def listed(person: Person, **asked: Any) -> list[tuple[str, int]]:
    return [(row.name, len(row.workshops)) for row in read(person, **asked)["page"]]


def put(person: Person, *rows: str, name: str = "", **more: Any) -> Any:
    return person.client.post(reverse("network:put_together"), {"row": rows, "name": name, **more})


def key_of(person: Person, name: str) -> str:
    return next(row.key for row in read(person)["page"] if row.name == name)


@pytest.fixture
def three(organisation: Organisation) -> list[Workshop]:
    """Mornings in all three, in two wordings; rest in one."""
    held = [hold(organisation, f"Workshop {number}", weeks_ago=4 + number) for number in range(3)]
    for workshop, title in zip(held, ("Calm mornings", "Calm mornings", "Morning calm"), strict=True):
        theme(workshop, title)
    theme(held[0], "Rest")
    return held


def test_themes_stand_by_how_many_workshops_have_them_and_the_same_words_are_one(coordinator, three):
    assert listed(coordinator) == [("Calm mornings", 2), ("Morning calm", 1), ("Rest", 1)]


def test_only_what_closed_counts_and_neither_the_joker_nor_what_was_merged(coordinator, organisation):
    held = hold(organisation)
    kept = theme(held, "Kept")
    theme(held, "Joined", merged_into=kept)
    theme(held, "Joker", is_joker=True, selected=True)
    theme(Workshop.objects.create(title="Running", organisation=organisation, phase="welcome"), "Running")
    assert listed(coordinator) == [("Kept", 1)]


def test_one_tap_puts_together_what_is_suggested(coordinator, three):
    row = read(coordinator)["page"][0]
    assert [other.name for other in row.suggested] == ["Morning calm"]
    answer = put(coordinator, row.key, row.suggested[0].key)
    assert answer.status_code == 302
    assert listed(coordinator) == [("Calm mornings", 3), ("Rest", 1)]


def test_themes_are_put_together_under_a_name_and_more_are_joined_to_them(coordinator, three):
    put(
        coordinator,
        key_of(coordinator, "Calm mornings"),
        key_of(coordinator, "Morning calm"),
        name="Mornings",
    )
    put(coordinator, key_of(coordinator, "Mornings"), key_of(coordinator, "Rest"))
    assert listed(coordinator) == [("Mornings", 3)]
    assert SharedThemeEntry.objects.count() == 4


def test_two_shared_themes_become_the_older_one(coordinator, organisation):
    held = hold(organisation)
    for title in "ABCD":
        theme(held, title)
    put(coordinator, key_of(coordinator, "A"), key_of(coordinator, "B"), name="First")
    put(coordinator, key_of(coordinator, "C"), key_of(coordinator, "D"), name="Second")
    put(coordinator, key_of(coordinator, "Second"), key_of(coordinator, "First"))
    assert SharedTheme.objects.get().name == "First"
    assert SharedThemeEntry.objects.filter(shared__name="First").count() == 4


@pytest.mark.parametrize("rows", [[], ["Rest"], ["Rest", "Rest"]])
def test_one_theme_alone_is_not_put_together_and_the_typed_name_stays(coordinator, three, rows):
    answer = put(coordinator, *(key_of(coordinator, row) for row in rows), name="Typed")
    assert answer.status_code == 422
    assert "Choose two or more themes." in answer.content.decode()
    assert 'value="Typed"' in answer.content.decode()
    assert not SharedTheme.objects.exists()


@pytest.mark.parametrize("row", ["t999999999999999999999999", "s1", "x", "tt", "s-1", "t\x00", "t²"])
def test_what_is_not_there_is_not_put_together(coordinator, three, row):
    assert put(coordinator, row, "t0").status_code == 409
    assert put(coordinator, row, key_of(coordinator, "Rest")).status_code == 409
    assert not SharedTheme.objects.exists()


def test_a_name_with_an_identity_code_is_refused(coordinator, three):
    rows = key_of(coordinator, "Calm mornings"), key_of(coordinator, "Rest")
    assert put(coordinator, *rows, name=IDENTITY_CODE).status_code == 422
    assert not SharedTheme.objects.exists()


def test_who_was_slower_is_told_where_it_is_now(coordinator, three):
    mornings, calm = key_of(coordinator, "Calm mornings"), key_of(coordinator, "Morning calm")
    rest = key_of(coordinator, "Rest")
    put(coordinator, mornings, calm, name="Mornings")
    answer = put(coordinator, calm, rest, name="Calm")
    assert answer.status_code == 409
    assert "it is in “Mornings” now" in answer.content.decode()
    assert [one.name for one in SharedTheme.objects.all()] == ["Mornings"]


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_make_one_grouping_and_the_second_is_told(organisation, three, at_once):
    ids = list(Theme.objects.values_list("pk", flat=True))

    def together() -> None:
        themes_services.put_together(organisation=organisation, name="Mornings", themes=ids, into=[])

    assert at_once(together, together) == ["Refused", "done"]
    assert SharedTheme.objects.count() == 1
    assert SharedThemeEntry.objects.count() == len(ids)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_themes_out_at_once_leave_nothing_behind(organisation, three, at_once):
    ids = list(Theme.objects.values_list("pk", flat=True)[:2])
    shared = themes_services.put_together(organisation=organisation, name="Mornings", themes=ids, into=[])
    acts = [lambda pk=pk: themes_services.take_out(shared=shared, theme_id=pk) for pk in ids]
    assert at_once(*acts) == ["done", "done"]
    assert not SharedTheme.objects.exists()


def test_two_who_rename_at_once_join_their_words_by_hand(coordinator, organisation, three):
    ids = list(Theme.objects.values_list("pk", flat=True))
    shared = themes_services.put_together(organisation=organisation, name="Mornings", themes=ids, into=[])
    page = coordinator.client.get(reverse("network:shared_theme", args=[shared.pk]))
    seen = page.context["form"]["read"].value()
    address = reverse("network:rename_shared_theme", args=[shared.pk])
    assert coordinator.client.post(address, {"name": "Calm", "read": seen}).status_code == 302
    answer = coordinator.client.post(address, {"name": "Slow", "read": seen})
    assert answer.status_code == 422
    assert "Your colleague saved this meanwhile: “Calm”" in answer.content.decode()
    assert SharedTheme.objects.get().name == "Calm"


def test_a_theme_taken_out_stands_by_itself_again_and_the_whole_is_taken_apart(
    coordinator, organisation, three
):
    ids = list(Theme.objects.order_by("pk").values_list("pk", flat=True))
    shared = themes_services.put_together(organisation=organisation, name="All", themes=ids, into=[])
    coordinator.client.post(reverse("network:take_theme_out", args=[shared.pk, ids[-1]]))
    assert listed(coordinator) == [("All", 3), ("Rest", 1)]
    coordinator.client.post(reverse("network:take_apart", args=[shared.pk]))
    assert [name for name, _count in listed(coordinator)] == ["Calm mornings", "Morning calm", "Rest"]


def test_many_parts_are_folded_by_years_and_the_one_that_was_worked_on_stays_open(coordinator, organisation):
    held = [
        hold(organisation, f"W {n}", dialogue_1_at=timezone.now() - timedelta(days=400 * n)) for n in (0, 1)
    ]
    ids = [theme(held[number % 2], f"Theme {number}").pk for number in range(12)]
    shared = themes_services.put_together(organisation=organisation, name="All", themes=ids, into=[])
    address = reverse("network:shared_theme", args=[shared.pk])
    page = coordinator.client.get(address)
    latest, earlier = (year for year, _themes in page.context["years"])
    assert [len(themes) for _year, themes in page.context["years"]] == [6, 6]
    assert re.findall(r'id="year-(\d+)"[^>]*open', page.content.decode()) == []
    out = reverse("network:take_theme_out", args=[shared.pk, ids[1]])
    answer = coordinator.client.post(out, {"open": earlier})
    assert answer.url == f"{address}?open={earlier}#year-{earlier}"
    again = coordinator.client.get(answer.url).content.decode()
    assert re.findall(r'id="year-(\d+)"[^>]*open', again) == [str(earlier)]
    assert latest > earlier


def test_a_few_parts_are_not_folded(coordinator, organisation, three):
    ids = list(Theme.objects.values_list("pk", flat=True))
    shared = themes_services.put_together(organisation=organisation, name="All", themes=ids, into=[])
    page = coordinator.client.get(reverse("network:shared_theme", args=[shared.pk])).content.decode()
    assert len(re.findall(r'id="year-\d+"[^>]*open', page)) == page.count("<details id=")


def test_each_organisation_puts_together_for_itself(coordinator, organisation, other_organisation, three):
    member = {"user": coordinator.user, "role": Membership.Role.COORDINATOR}
    Membership.objects.create(organisation=other_organisation, **member)
    ids = list(Theme.objects.values_list("pk", flat=True))
    themes_services.put_together(organisation=organisation, name="Ours", themes=ids, into=[])
    themes_services.put_together(organisation=other_organisation, name="Theirs", themes=ids[:2], into=[])
    seen = {
        one.name: listed(coordinator, keeper=one.pk)[0][0] for one in themes_queries.keepers(coordinator.user)
    }
    assert seen == {"Family Centre": "Ours", "Another Centre": "Theirs"}


def test_themes_are_found_in_any_form_of_their_words(coordinator, organisation):
    held = hold(organisation, language="fi")
    for title in ("Aamujen rauha", "Aamupalaveri", "Yhteinen tauko"):
        theme(held, title)
    assert [name for name, _count in listed(coordinator, find="aamu")] == ["Aamujen rauha", "Aamupalaveri"]
    assert [name for name, _count in listed(coordinator, find="taukoja")] == ["Yhteinen tauko"]
    assert "No theme has these words." in str(
        coordinator.client.get(reverse("network:themes"), {"find": "kissa\0 & 100%"}).content.decode()
    )


LIKE_EACH_OTHER = [
    ("fi", "Aamujen rauha", "Rauhalliset aamut"),
    ("fi", "Perehdytys uusille", "Uuden työntekijän perehdyttäminen"),
    ("fi", "Yhteistyö vanhempien kanssa", "Vanhempien ja koulun yhteistyö"),
    ("sv", "Lugna morgnar", "Morgonens lugn"),
    ("en", "Time to talk", "Talking takes time"),
]
UNLIKE = [
    ("fi", "Aamujen rauha", "Yhteistyö vanhempien kanssa"),
    ("fi", "Miten autamme toisiamme?", "Miten puhumme vanhemmille?"),
    ("en", "How do we rest?", "How do we begin the day?"),
]
AROUND = {
    "fi": ["Miten jaksamme?", "Tauot", "Miten puhumme huolesta?", "Ryhmäkoko", "Sijaiset", "Tiedonkulku"],
    "sv": ["Hur orkar vi?", "Pauser", "Gruppens storlek", "Vikarier", "Information"],
    "en": ["How do we cope?", "Breaks", "Size of groups", "How do we share news?", "Substitutes"],
}


def likeness(language: str, one: str, other: str) -> float:
    texts = [one, other, *AROUND[language]]
    return Likeness([[(text, language)] for text in texts]).of(0, 1)


@pytest.mark.parametrize(("language", "one", "other"), LIKE_EACH_OTHER)
def test_wordings_of_the_same_are_suggested(language, one, other):
    assert likeness(language, one, other) >= LIKE


@pytest.mark.parametrize(("language", "one", "other"), UNLIKE)
def test_wordings_that_only_begin_alike_are_not(language, one, other):
    assert likeness(language, one, other) < LIKE


def test_the_page_asks_as_often_for_many_as_for_one(coordinator, organisation, queries_in):
    def all_parts() -> dict[str, int]:
        return {part: queries_in(lambda part=part: read(coordinator, part=part)) for part in PARTS}

    fill(organisation, 5)
    once = all_parts()
    fill(organisation, 4)
    ids = list(Theme.objects.values_list("pk", flat=True)[:3])
    themes_services.put_together(organisation=organisation, name="Together", themes=ids, into=[])
    assert all_parts() == once


PARTS = ("themes", "change", "pearls", "practices", "keywords", "zones")


def fill(organisation: Organisation, count: int) -> list[Workshop]:
    held = [hold(organisation, f"W {number}", weeks_ago=20 * number) for number in range(count)]
    for number, workshop in enumerate(held):
        found = theme(workshop, f"Theme {number % 2}", mark="2", selected=True)
        cafe = Cafe.objects.create(workshop=workshop, number=1)
        table = Table.objects.create(cafe=cafe, zone_number=2)
        ThemeGroup.objects.create(table=table, theme=found)
        group = group_of(found)
        Contribution.objects.create(group=group, kind="practice", text=f"Pearl {number}", pearl=True)
        Contribution.objects.create(group=group, kind="keyword", text="Calm")
        Practice.objects.create(
            workshop=workshop, organisation=organisation, text=f"P {number}", keywords="calm, Rest", year=2026
        )
    return held


def test_zones_are_counted_in_their_own_order_and_not_of_one_area(coordinator, organisation):
    fill(organisation, 3)
    zones = read(coordinator, part="zones")["zones"]
    assert [(zone.mark, zone.count, len(zone.workshops)) for zone in zones] == [
        ("1", 0, 0),
        ("2", 3, 3),
        ("3", 0, 0),
        ("4", 0, 0),
    ]
    held = hold(organisation, areas=["Akaa"])
    page = coordinator.client.get(reverse("network:themes"), {"part": "zones", "area": held.areas.get().pk})
    assert "Zones are told for several areas together" in page.content.decode()
    assert page.context["zones"] == []


def test_pearls_are_those_that_nobody_hid(coordinator, organisation):
    held = hold(organisation)
    group = group_of(theme(held, "Chosen", selected=True))
    for text, more in (("Told", {}), ("Hidden", {"hidden": True}), ("Plain", {"pearl": False})):
        Contribution.objects.create(group=group, kind="practice", text=text, **{"pearl": True, **more})
    assert [line.text for line in read(coordinator, part="pearls")["page"]] == ["Told"]


def test_only_practices_that_the_reader_may_read_are_told(
    coordinator, foreign_coordinator, organisation, other_organisation
):
    held = hold(organisation)
    own = {"workshop": held, "organisation": organisation, "year": 2026, "keywords": "calm"}
    Practice.objects.create(text="For the workshop", sharing=Sharing.WORKSHOP, **own)
    Practice.objects.create(text="Withdrawn", sharing=Sharing.EVERYONE, withdrawn=True, **own)
    assert [line.text for line in read(coordinator, part="practices")["page"]] == ["For the workshop"]
    # through a series the workshop is theirs to see, the practice is not
    in_series(other_organisation, held)
    assert list(read(foreign_coordinator, part="practices")["page"]) == []
    assert read(foreign_coordinator, part="keywords")["keywords"] == []


def in_series(keeper: Organisation, *workshops: Workshop) -> Any:
    from network.models import Series, SeriesWorkshop

    series = Series.objects.create(organisation=keeper, name="Round")
    SeriesWorkshop.objects.bulk_create(SeriesWorkshop(series=series, workshop=one) for one in workshops)
    return series


def test_keywords_are_counted_once_for_each_workshop(coordinator, organisation):
    fill(organisation, 2)
    found = [(word.text, len(word.workshops)) for word in read(coordinator, part="keywords")["keywords"]]
    assert found == [("Calm", 2), ("Rest", 2)]


def test_change_is_told_from_five_workshops_on(coordinator, organisation):
    begin = timezone.now() - timedelta(days=700)
    for number in range(4):
        theme(hold(organisation, dialogue_1_at=begin + timedelta(days=170 * number)), "Rest")
    assert read(coordinator, part="change")["courses"] == []
    theme(hold(organisation, dialogue_1_at=begin), "Calm")
    rest, calm = read(coordinator, part="change")["courses"]
    assert (rest.row.name, sum(bar.had for bar in rest.bars)) == ("Rest", 4)
    assert sum(bar.held for bar in rest.bars) == 5
    assert (calm.bars[0].had, calm.bars[0].held) == (1, rest.bars[0].held)
    assert rest.told.startswith(f"{rest.bars[0].half}: {rest.bars[0].had} of {rest.bars[0].held} workshops; ")


def test_a_selection_is_kept_on_the_way_through_the_parts(coordinator, organisation):
    fill(organisation, 1)
    page = coordinator.client.get(reverse("network:themes"), {"organisation": organisation.pk})
    assert all(
        f"organisation={organisation.pk}" in address for _key, _label, address in page.context["parts"]
    )


def test_rows_of_themes_know_the_selection(coordinator, organisation, other_organisation):
    theme(hold(organisation, "Here"), "Here")
    theme(hold(other_organisation, "There"), "There")
    rows = themes_queries.rows(Selection(coordinator.user), organisation)
    assert [row.name for row in rows] == ["Here"]
