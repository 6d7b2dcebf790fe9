"""A curious coordinator: of an organisation that has joined a series, and of one that has not."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import (
    Finding,
    Folder,
    FolderPart,
    Quote,
    Series,
    SeriesInvitation,
    SeriesMember,
    SeriesWorkshop,
    SharedTheme,
    SharedThemeEntry,
    Synthesis,
    Turn,
)
from network.queries import agreed, quality
from network.queries.selection import Selection
from network.urls import urlpatterns
from tests.factories import AreaFactory, Person, WorkshopFactory
from tests.network.held import hold, task
from tests.network.test_quality import answer
from workshops.models import Membership, Need, NextTime, Organisation, Task, Theme, Workshop

pytestmark = pytest.mark.django_db
SECRET = "Heron"  # stands in every text of the first organisation
ID = "<id:"


def keys_of(pattern: Any) -> set[str]:
    return set(pattern.pattern.regex.groupindex)


BY_ID = [pattern for pattern in urlpatterns if ID in str(pattern.pattern)]
PLAIN = [pattern for pattern in urlpatterns if not keys_of(pattern)]


@pytest.fixture
def secrets(joined: Series, organisation: Organisation, coordinator: Person) -> dict[str, Any]:
    """One of everything that the first organisation has, in a series that the other has joined; their ids."""
    area = AreaFactory(name=f"{SECRET} Bay")
    held = answer(hold(organisation, f"{SECRET} held", areas=[area]), *[4] * 6, words=SECRET)
    coming = WorkshopFactory(organisation=organisation, title=f"{SECRET} coming")
    for workshop in (held, coming):
        SeriesWorkshop.objects.create(series=joined, workshop=workshop)
    Need.objects.create(workshop=held, text=f"{SECRET} need")
    NextTime.objects.create(workshop=held, text=f"{SECRET} next time")
    turn = Turn.objects.create(series=joined, order=1, region="North", host=organisation, workshop=coming)
    days = {"changed_at": timezone.now(), "expires_on": timezone.localdate()}
    invited = SeriesInvitation.objects.create(series=joined, email=f"{SECRET}@example.org", seed="s", **days)
    until = timezone.localdate()
    folder = Folder.objects.create(user=coordinator.user, title=SECRET, language="en", kept_until=until)
    FolderPart.objects.create(folder=folder, workshop=held, title=held.title, order=1)
    return {
        **written_by(organisation, held),
        "series_id": joined.pk,
        "workshop_id": held.pk,
        "organisation_id": organisation.pk,
        "turn_id": turn.pk,
        "invitation_id": invited.pk,
        "task_id": task(held, f"{SECRET} task", -3).pk,
        "folder_id": folder.pk,
        "area_id": area.pk,
    }


def written_by(organisation: Organisation, held: Workshop) -> dict[str, Any]:
    """A theme that is shared by hand, and a synthesis of the organisation's own."""
    theme = Theme.objects.create(workshop=held, title=f"{SECRET} theme")
    shared = SharedTheme.objects.create(organisation=organisation, name=f"{SECRET} shared")
    SharedThemeEntry.objects.create(shared=shared, organisation=organisation, theme=theme)
    synthesis = Synthesis.objects.create(organisation=organisation, title=f"{SECRET} synthesis")
    finding = synthesis.findings.create(title=f"{SECRET} finding")
    quote = finding.quotes.create(workshop=held, kind="theme", source=str(theme.pk), text=f"{SECRET} quote")
    return {
        "shared_id": shared.pk,
        "theme_id": theme.pk,
        "synthesis_id": synthesis.pk,
        "row_id": finding.pk,
        "quote_id": quote.pk,
        "which": "findings",
        "form": "pdf",
    }


def standing() -> list[str]:
    models = (
        *(SharedTheme, SharedThemeEntry, Synthesis, Finding, Quote),
        *(Series, SeriesWorkshop, SeriesMember, SeriesInvitation, Turn, Folder, FolderPart),
        *(Task, Need, Workshop),
    )
    return [
        f"{model.__name__} {row}" for model in models for row in model.objects.order_by("pk").values_list()
    ]


def address_of(pattern: Any, ids: dict[str, Any]) -> str:
    return reverse(f"network:{pattern.name}", kwargs={key: ids[key] for key in keys_of(pattern)})


def text_of(response: Any) -> str:
    return b"".join(response).decode()


# --- every address with ids that are another's ---


def test_every_kind_of_id_in_an_address_is_tried(secrets):
    assert {key for pattern in BY_ID for key in keys_of(pattern)} <= set(secrets)


def test_a_foreign_coordinator_reads_and_changes_nothing_by_its_id(third, secrets):
    before = standing()
    let_in = {}
    for pattern in BY_ID:
        address = address_of(pattern, secrets)
        said = {third.client.get(address).status_code, third.client.post(address, {"on": "1"}).status_code}
        if not said <= {404, 405}:
            let_in[pattern.name] = said
    assert (let_in, standing()) == ({}, before)


def test_a_member_reads_and_changes_nothing_of_another_member_by_its_id(foreign_coordinator, secrets):
    """But the page of the series and the list of what is one's own; neither tells of others' workshops."""
    before, told = standing(), {}
    for pattern in BY_ID:
        address = address_of(pattern, secrets)
        for response in (
            foreign_coordinator.client.get(address),
            foreign_coordinator.client.post(address, {"on": "1"}),
        ):
            if response.status_code not in (404, 405):
                told[pattern.name] = SECRET in text_of(response)
    assert (told, standing()) == ({"one_series": False, "put_workshops": False}, before)


@pytest.mark.parametrize("who", ["third", "foreign_coordinator"])
@pytest.mark.parametrize("name", ["series_id", "organisation_id", "area_id", "workshop_id"])
def test_no_room_tells_anything_of_another_whatever_is_selected(request, who, name, secrets):
    """Sheets too; the series' own name is told to those who have joined it."""
    person = request.getfixturevalue(who)
    chosen = {"": "", name.removesuffix("_id"): secrets[name], "part": "late"}
    told = {}
    for pattern in PLAIN:
        response = person.client.get(reverse(f"network:{pattern.name}"), chosen)
        if response.status_code == 200 and SECRET in text_of(response):
            told[pattern.name] = True
    assert told == {}


@pytest.mark.parametrize("part", list(agreed.PARTS))
def test_no_part_of_what_was_agreed_tells_of_another_member(foreign_coordinator, secrets, part):
    chosen = {"series": secrets["series_id"], "part": part}
    page = foreign_coordinator.client.get(reverse("network:agreed"), chosen)
    assert (page.status_code, SECRET in page.content.decode()) == (200, False)


@pytest.mark.parametrize("who", ["third", "foreign_coordinator"])
def test_no_folder_is_made_of_another_organisation_s_workshops(request, who, secrets):
    person = request.getfixturevalue(who)
    asked = person.client.post(f"{reverse('network:ask_folder')}?series={secrets['series_id']}")
    assert (asked.status_code, Folder.objects.filter(user=person.user).count()) == (409, 0)


def test_a_member_offers_no_choices_that_are_not_theirs(foreign_coordinator, secrets, joined):
    form = foreign_coordinator.client.get(reverse("network:overview")).context["request"].network["form"]
    offered = {name: list(form.fields[name].queryset) for name in ("series", "organisation", "area")}
    assert offered == {"series": [joined], "organisation": [], "area": []}


def test_keepers_read_of_a_member_what_is_in_the_series_and_nothing_else(
    coordinator, joined, other_organisation
):
    inside, outside = hold(other_organisation, "Inside"), hold(other_organisation, "Outside")
    SeriesWorkshop.objects.create(series=joined, workshop=inside)
    for workshop in (inside, outside):
        answer(workshop, *[4] * 6, words=workshop.title)
        NextTime.objects.create(workshop=workshop, text="For our own coordinators")
        task(workshop, f"Task {workshop.title}", -2)
    chosen = {"organisation": other_organisation.pk, "part": "late"}
    pages = [
        text_of(coordinator.client.get(reverse(f"network:{pattern.name}"), chosen))
        for pattern in PLAIN
        if pattern.name in ("overview", "agreed", "quality", "words_sheet", "folders")
    ]
    words = ("Inside", "Outside", "For our own coordinators")
    assert {word: any(word in page for page in pages) for word in words} == {
        "Inside": True,
        "Outside": False,
        "For our own coordinators": False,
    }


# --- subtraction ---


@pytest.fixture
def small(coordinator: Person, organisation: Organisation, other_organisation: Organisation) -> Series:
    """Sixteen workshops of one to seven answers in two organisations, areas, years; a third in a series."""
    Membership.objects.create(
        user=coordinator.user, organisation=other_organisation, role=Membership.Role.COORDINATOR
    )
    series = Series.objects.create(organisation=organisation, name="Every third")
    areas = [AreaFactory(name="North"), AreaFactory(name="South")]
    sizes = (3, 1, 2, 7, 4, 1, 6, 2, 5, 3, 1, 4, 2, 2, 7, 1)
    for number, (owner, area, weeks, again) in enumerate(
        product((organisation, other_organisation), areas, (3, 70), (0, 1))
    ):
        workshop = hold(owner, f"Number {number}", weeks_ago=weeks + again, areas=[area])
        answer(workshop, *[1 + number % 5] * sizes[number], words="said")
        if number % 3 == 0:
            SeriesWorkshop.objects.create(series=series, workshop=workshop)
    return series


def selections(user: Any, series: Series) -> list[Selection]:
    """Every combination of a series, an organisation, an area and a year, and all of each."""
    whole = Selection(user).workshops
    years = sorted({workshop.dialogue_1_at.year for workshop in whole})
    areas = sorted({area for workshop in whole for area in workshop.areas.all()}, key=str)
    owners = sorted({workshop.organisation for workshop in whole}, key=str)
    every = product((None, series), (None, *owners), (None, *areas), (None, *years))
    return [
        Selection(user, series=one, organisation=owner, area=area, year=year)
        for one, owner, area, year in every
    ]


def test_whatever_is_selected_figures_are_made_of_the_same_cells_of_five_and_more(coordinator, small):
    """So whatever is taken from whatever, no fewer than five remain: no answer is in two cells."""
    told: dict[frozenset[int], int] = {}
    chosen = selections(coordinator.user, small)
    for selection in chosen:
        for cell in quality.cells_in(selection).get("heard", []):
            assert told.setdefault(cell.workshops, cell.count) == cell.count
    workshops = [pk for cell in told for pk in cell]
    assert len(chosen) >= 54
    assert len(workshops) == len(set(workshops))
    assert min(told.values()) >= 5


def test_whatever_is_selected_the_page_tells_no_number_under_five(coordinator, small):
    counts = set()
    for selection in selections(coordinator.user, small):
        for row in quality.told(selection)["rows"]:
            figures = [row["figure"], *(figure for _series, figure in row["by_series"])]
            counts |= {figure.count for figure in figures if figure}
            counts |= {period.count for period in row["line"].periods}
    assert counts
    assert min(counts) >= 5


def test_whatever_is_selected_words_come_from_workshops_of_five_and_more(coordinator, small):
    few = {workshop.pk for workshop in Workshop.objects.all() if workshop.feedback.count() < 5}
    found = {
        row.workshop_id
        for selection in selections(coordinator.user, small)
        for row in quality.words(selection, "mixed")
    }
    assert found
    assert found & few == set()
