"""Even treatment: areas by years, the map of tiles, and who is next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Series, SeriesWorkshop, Turn
from network.queries import area_tiles
from network.queries.histories import History
from tests.factories import AreaFactory, Person, signed_in
from tests.markup import flat
from tests.network.held import hold
from workshops.models import Area, Membership, Organisation, User, Workshop

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year


@pytest.fixture
def home(organisation: Organisation) -> Area:
    """Where the organisation is, in a sub-region with a neighbour."""
    area = AreaFactory(name="Akaa", sub_region="South")
    AreaFactory(name="Urjala", sub_region="South")
    Organisation.objects.filter(pk=organisation.pk).update(area=area)
    organisation.refresh_from_db()
    return area


def read(person: Person, **chosen: Any) -> Any:
    return person.client.get(reverse("network:areas"), chosen).context


def in_year(year: int) -> dict[str, Any]:
    at = timezone.localtime().replace(year=year, month=5, day=5, hour=12)
    return {"dialogue_1_at": at, "dialogue_2_at": at + timedelta(days=9), "closed_at": at + timedelta(days=9)}


def cells(person: Person, **chosen: Any) -> dict[str, list[list[tuple[str, int]]]]:
    """By the name of each area, year by year its states with how many workshops."""
    return {
        history.area.name: [[(state.value, count) for state, count in cell] for _column, cell in row]
        for _name, rows in read(person, **chosen)["groups"]
        for history, row in rows
    }


def names(histories: Any) -> list[str]:
    return [history.area.name for history in histories]


# --- areas by years ---


def test_an_area_has_had_what_was_its_own_and_took_part_in_what_others_had_too(coordinator, organisation):
    hold(organisation, areas=["Nokia"], **in_year(2024))
    shared = hold(organisation, areas=["Pori"], **in_year(2025))
    shared.areas.add(Area.objects.get(name="Nokia"))
    assert {name: row[:2] for name, row in cells(coordinator).items()} == {
        "Nokia": [[("had", 1)], [("joined", 1)]],
        "Pori": [[], [("joined", 1)]],
    }


def test_one_with_others_is_the_own_one_of_where_the_organisation_is_at_home(coordinator, organisation, home):
    hold(organisation, areas=[home, "Nokia"], **in_year(2025))
    hold(organisation, **in_year(2025))  # that names no area
    found = cells(coordinator)
    assert (found["Akaa"][0], found["Nokia"][0], found["Urjala"][0]) == ([("had", 2)], [("joined", 1)], [])


def test_what_has_not_closed_is_planned_in_its_year_or_now(coordinator, organisation):
    next_year = timezone.now().replace(year=THIS_YEAR + 1, month=3, day=3)
    dated = Workshop.objects.create(title="Dated", organisation=organisation, dialogue_1_at=next_year)
    undated = Workshop.objects.create(title="Undated", organisation=organisation)
    for workshop in (dated, undated, hold(organisation)):
        workshop.areas.set([Area.objects.get_or_create(name="Nokia")[0]])
    Workshop.objects.filter(title="Held").update(**in_year(THIS_YEAR - 1))
    assert cells(coordinator) == {"Nokia": [[("had", 1)], [("planned", 1)], [("planned", 1)]]}


def test_rehearsals_templates_and_the_workshops_of_others_are_not_there(
    coordinator, organisation, other_organisation
):
    template = Workshop.objects.create(title="Template", organisation=organisation, is_template=True)
    rehearsal = Workshop.objects.create(title="R", organisation=organisation, rehearsal_of=template)
    for workshop in (template, rehearsal):
        workshop.areas.set([AreaFactory()])
    hold(other_organisation, areas=["Elsewhere"])
    assert cells(coordinator) == {}


def test_what_a_member_has_put_into_a_series_counts_for_who_looks_after_it(
    coordinator, organisation, other_organisation
):
    series = Series.objects.create(organisation=organisation, name="Round")
    series.areas.set([AreaFactory(name="Meant")])
    SeriesWorkshop.objects.create(series=series, workshop=hold(other_organisation, areas=["Theirs"]))
    assert list(cells(coordinator)) == ["Meant", "Theirs"]
    hold(organisation, areas=["Outside the series"])
    assert list(cells(coordinator, series=series.pk)) == ["Meant", "Theirs"]


def test_the_one_that_stands_carries_the_history_of_what_became_part_of_it(coordinator, organisation):
    rusko = AreaFactory(name="Rusko")
    vahto = AreaFactory(name="Vahto", merged_into=rusko)
    hold(organisation, areas=[vahto], **in_year(2024))
    hold(organisation, areas=[rusko], **in_year(2025))
    hold(organisation, areas=[vahto, rusko], **in_year(2025))
    assert {name: row[:2] for name, row in cells(coordinator).items()} == {
        "Rusko": [[("had", 1)], [("had", 2)]]
    }
    told = "Rusko carries the history of what has become part of it too: Vahto."
    assert told in flat(coordinator.client.get(reverse("network:areas")).content)


def test_sub_regions_stand_together_by_name_with_those_without_one_last(coordinator, organisation):
    for name, region in (("Ö", "Åland"), ("B", "Häme"), ("A", "Häme"), ("C", "")):
        hold(organisation, areas=[AreaFactory(name=name, sub_region=region)])
    found = [(name, names(history for history, _row in rows)) for name, rows in read(coordinator)["groups"]]
    assert found == [("Häme", ["A", "B"]), ("Åland", ["Ö"]), ("", ["C"])]


def test_many_years_are_put_together_and_a_chosen_one_stands_alone(coordinator, organisation):
    hold(organisation, areas=["Nokia"], **in_year(THIS_YEAR - 9))
    hold(organisation, areas=["Pori"], **in_year(THIS_YEAR - 7))
    columns = read(coordinator)["columns"]
    assert [(column.year, column.is_earlier) for column in columns][:2] == [
        (THIS_YEAR - 5, True),
        (THIS_YEAR - 4, False),
    ]
    assert cells(coordinator)["Nokia"][0] == [("had", 1)]
    assert cells(coordinator, year=THIS_YEAR - 7) == {"Nokia": [[]], "Pori": [[("had", 1)]]}


def test_one_area_that_is_chosen_stands_alone(coordinator, organisation):
    shared = hold(organisation, areas=["Nokia", "Pori"])
    nokia = shared.areas.get(name="Nokia")
    assert list(cells(coordinator, area=nokia.pk)) == ["Nokia"]


def test_the_page_of_an_area_leads_to_its_workshops(coordinator, organisation):
    held = hold(organisation, "Calm mornings", areas=["Nokia"])
    own = reverse("network:one_area", args=[held.areas.get().pk])
    assert f'href="{own}"' in flat(coordinator.client.get(reverse("network:areas")).content)
    review = reverse("admin:workshops_workshop_change", args=[held.pk])
    assert review in coordinator.client.get(own).content.decode()


def test_an_area_of_others_has_no_page_here(coordinator, other_organisation):
    area = hold(other_organisation, areas=["Elsewhere"]).areas.get()
    page = coordinator.client.get(reverse("network:one_area", args=[area.pk]))
    assert page.status_code == 404


# --- who is next ---


def test_who_never_had_one_comes_first_then_who_has_been_away_longest(coordinator, organisation, home):
    for name, year in (("Nokia", 2025), ("Pori", 2023), ("Rauma", 2024)):
        hold(organisation, areas=[name], **in_year(year))
    hold(organisation, areas=["Guest", Area.objects.get(name="Nokia")], **in_year(2022))
    assert names(read(coordinator)["next"]) == ["Akaa", "Urjala", "Guest", "Pori", "Rauma", "Nokia"]


def test_who_has_one_coming_waits_for_it_in_a_list_of_its_own(coordinator, organisation):
    hold(organisation, areas=["Nokia"])
    ahead = timezone.now() + timedelta(days=40)
    coming = Workshop.objects.create(title="Coming", organisation=organisation, dialogue_1_at=ahead)
    coming.areas.set([AreaFactory(name="Pori")])
    page = read(coordinator)
    assert (names(page["next"]), names(page["planned"])) == (["Nokia"], ["Pori"])


def test_one_whose_day_has_gone_by_keeps_nobody_from_being_next(coordinator, organisation):
    gone = timezone.now() - timedelta(days=40)
    lapsed = Workshop.objects.create(title="Forgotten", organisation=organisation, dialogue_1_at=gone)
    lapsed.areas.set([AreaFactory(name="Pori")])
    assert names(read(coordinator)["next"]) == ["Pori"]
    own = reverse("network:one_area", args=[Area.objects.get(name="Pori").pk])
    assert "has gone by without it" in flat(coordinator.client.get(own).content)


def test_the_next_turn_of_the_sub_region_is_told(coordinator, organisation, home):
    series = Series.objects.create(organisation=organisation, name="Round")
    today = timezone.localdate()
    for order, days in ((1, -5), (2, 60), (3, 20)):
        Turn.objects.create(
            series=series, order=order, region="south", begins_on=today + timedelta(days=days)
        )
    assert [history.turn.order for history in read(coordinator)["next"]] == [3, 3]


def test_planning_one_opens_the_form_with_that_area_ticked(coordinator, home):
    page = flat(coordinator.client.get(reverse("network:areas")).content)
    address = f"{reverse('workshops:new')}?area={home.pk}"
    assert f'href="{address}"' in page
    form = coordinator.client.get(address).context["form"]
    assert form["areas"].value() == [home.pk]


def test_the_area_goes_along_when_a_template_is_chosen_to_begin_from(coordinator, organisation, home):
    template = Workshop.objects.create(title="Template", organisation=organisation, is_template=True)
    page = coordinator.client.get(reverse("workshops:new"), {"area": home.pk})
    address = f"{reverse('workshops:new')}?from={template.code}&area={home.pk}"
    assert address in page.content.decode().replace("&amp;", "&")
    assert coordinator.client.get(address).context["form"]["areas"].value() == [home.pk]


def test_what_is_planned_from_a_series_is_part_of_it(coordinator, organisation, home):
    series = Series.objects.create(organisation=organisation, name="Round")
    series.areas.set([home])
    page = coordinator.client.get(reverse("network:areas"), {"series": series.pk})
    address = f"{reverse('workshops:new')}?area={home.pk}&in=series-{series.pk}"
    assert address in page.content.decode().replace("&amp;", "&")
    form = coordinator.client.get(address).context["form"]
    assert (form.part_of.whole.name, form["areas"].value()) == ("Round", [home.pk])


@pytest.mark.parametrize("area", ["0", "x", "9" * 30])
def test_an_area_that_is_not_there_opens_the_form_without_it(coordinator, area):
    page = coordinator.client.get(reverse("workshops:new"), {"area": area})
    assert (page.status_code, page.context["form"]["areas"].value()) == (200, None)


def test_planning_for_one_that_was_merged_ticks_what_stands(coordinator, home):
    gone = AreaFactory(name="Kylmäkoski", merged_into=home)
    form = coordinator.client.get(reverse("workshops:new"), {"area": gone.pk}).context["form"]
    assert form["areas"].value() == [home.pk]


def test_who_does_not_facilitate_is_told_how_one_is_planned(coordinator, organisation, home):
    def told() -> str:
        return flat(coordinator.client.get(reverse("network:areas")).content)

    assert "You do not facilitate yourself?" in told()
    Membership.objects.create(user=coordinator.user, organisation=organisation)
    assert "You do not facilitate yourself?" not in told()


def test_an_operator_of_no_organisation_is_told_whom_to_ask(organisation, home):
    operator = signed_in(User.objects.create_superuser("operator@example.org", "x"))
    page = flat(operator.client.get(reverse("network:areas")).content)
    assert ("You are in no organisation" in page, "?area=" in page) == (True, False)


# --- the map ---


@pytest.mark.parametrize(("count", "across"), [(1, 1), (2, 2), (4, 2), (5, 3), (22, 3)])
def test_tiles_make_a_block_that_is_about_square_and_three_wide_at_most(count, across):
    rows = [History(Area(name=str(number)), []) for number in range(count)]
    (block,) = area_tiles.blocks([("South", rows)])
    assert (len(block.tiles), block.across, block.counts.never) == (count, across, count)


@pytest.mark.parametrize(
    "parted",
    [
        "Akaa",
        "Koski Tl",
        "Pedersören kunta",
        "Kristiinan|kaupunki",
        "Etelä-Pohjanmaan hyvin|vointi|alue",
        "Mellersta Öster|bot|tens välfärds|område",
        "Uusi|kaar|lepyy",
        "Hyvin|kään|ky|lä|läisten",
        "-",
    ],
)
def test_a_long_word_of_a_name_may_be_parted_where_it_is_put_together_or_between_syllables(parted):
    assert area_tiles.parted(parted.replace("|", "")).replace("\u00ad", "|") == parted


# --- sub-regions, folded ---


def test_sub_regions_stand_by_who_is_next_and_are_open_where_there_is_something_to_do(
    coordinator, organisation
):
    """Of two regions without anything to do the one stands first that has been away longer."""
    for number, (region, years) in enumerate((("A", (1, 2)), ("B", (9, 8)), ("C", (3, 7)), ("D", (2, 5)))):
        for place, ago in enumerate(years):
            area = AreaFactory(name=f"Town {number}{place}", sub_region=region)
            hold(organisation, areas=[area], **in_year(THIS_YEAR - ago))
    gone = timezone.now() - timedelta(days=40)
    lapsed = Workshop.objects.create(title="Forgotten", organisation=organisation, dialogue_1_at=gone)
    lapsed.areas.set([Area.objects.get(name="Town 00")])
    regions = read(coordinator)["regions"]
    told = [(one.name, names(history for history, _row in one.rows), one.is_open) for one in regions]
    assert told == [
        ("B", ["Town 10", "Town 11"], True),
        ("C", ["Town 21", "Town 20"], True),
        ("D", ["Town 31", "Town 30"], False),
        ("A", ["Town 01", "Town 00"], True),
    ]


# --- all of it ---


def test_the_page_asks_as_often_for_many_as_for_one(coordinator, organisation, home, queries_in):
    def ask() -> int:
        return queries_in(lambda: coordinator.client.get(reverse("network:areas")))

    series = Series.objects.create(organisation=organisation, name="Round")
    Turn.objects.create(series=series, order=1, region="South")
    hold(organisation, areas=[home])
    once = ask()
    for number in range(4):
        hold(organisation, areas=[AreaFactory(sub_region=f"Region {number}"), home], weeks_ago=60 * number)
    assert ask() == once


def test_the_spreadsheet_has_a_line_for_each_area(coordinator, organisation, home):
    hold(organisation, areas=[home], **in_year(THIS_YEAR - 1))
    content = coordinator.client.get(reverse("network:areas_sheet")).content.decode("utf-8-sig")
    lines = [line.split(";") for line in content.splitlines()]
    assert lines[0][:4] == ["Sub-region", "Area", str(THIS_YEAR - 1), str(THIS_YEAR)]
    assert lines[1][:5] == ["South", "Akaa", "had its own 1", "", f"5 May {THIS_YEAR - 1}"]
    assert lines[2][:4] == ["South", "Urjala", "", ""]


@pytest.mark.parametrize("name", ["areas", "areas_sheet"])
@pytest.mark.parametrize(("who", "status"), [("facilitator", 404), ("outsider", 404), ("participant", 302)])
def test_nobody_else_reads_it(request, who, status, name):
    assert request.getfixturevalue(who).client.get(reverse(f"network:{name}")).status_code == status


def test_an_empty_network_is_told_how_areas_come(coordinator):
    assert "No areas here yet." in flat(coordinator.client.get(reverse("network:areas")).content)
