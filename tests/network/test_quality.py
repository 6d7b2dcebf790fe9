"""How people found it: never less than five answers, whatever is selected and subtracted."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.urls import reverse

from network.models import Series, SeriesWorkshop
from network.queries import quality
from network.queries.selection import Selection
from tests.network.held import hold
from workshops import live
from workshops.models import FeedbackAnswer, FeedbackScore, NextTime, Workshop

pytestmark = pytest.mark.django_db


def answer(workshop: Workshop, *scores: int, words: str = "") -> Workshop:
    for number, score in enumerate(scores):
        given = FeedbackAnswer.objects.create(workshop=workshop, text=f"{words} {number}" if words else "")
        FeedbackScore.objects.create(answer=given, key="heard", score=score)
    return workshop


def read(person, **chosen: object) -> dict:
    return person.client.get(reverse("network:quality"), chosen).context


def heard(context) -> tuple[float, int] | None:
    row = next((row for row in context["rows"] if row["statement"].key == "heard"), None)
    return row and (row["figure"].mean, row["figure"].count)


def test_a_mean_comes_with_what_it_is_likely_to_be(coordinator, organisation):
    answer(hold(organisation), 3, 4, 4, 4, 5)
    (row,) = read(coordinator)["rows"]
    figure = row["figure"]
    assert (figure.mean, figure.count) == (4.0, 5)
    # by hand: variance .5, standard error .3162, times 1.96
    assert (round(figure.low, 2), round(figure.high, 2)) == (3.38, 4.62)


def test_no_selection_taken_from_another_leaves_fewer_than_five_answers(coordinator, organisation):
    """Every choice of six workshops as a series, beside every larger one."""
    sizes = (3, 6, 2, 4, 7, 1)
    held = [answer(hold(organisation, weeks_ago=20 - n), *[4] * size) for n, size in enumerate(sizes)]
    counts: dict[frozenset[Workshop], int] = {}
    for chosen in (some for length in range(1, 7) for some in combinations(held, length)):
        series = Series.objects.create(organisation=organisation, name="Some")
        SeriesWorkshop.objects.bulk_create(SeriesWorkshop(series=series, workshop=w) for w in chosen)
        found = quality.cells_in(Selection(coordinator.user, series=series)).get("heard", [])
        counts[frozenset(chosen)] = sum(cell.count for cell in found)
    left = {counts[b] - counts[a] for a in counts for b in counts if a < b}
    assert left & {1, 2, 3, 4} == set()
    assert counts[frozenset(held)] == sum(sizes)


def test_words_come_from_five_answers_on_and_in_the_order_asked_for(coordinator, organisation):
    answer(hold(organisation, "Older", weeks_ago=9), *[4] * 5, words="old")
    answer(hold(organisation, "Newer", weeks_ago=2), *[4] * 5, words="new")
    answer(hold(organisation, "Small"), *[4] * 4, words="few")
    assert {a.text[:3] for a in read(coordinator)["page"]} == {"old", "new"}
    latest = [a.text[:3] for a in read(coordinator, order="latest")["page"]]
    assert latest == ["new"] * 5 + ["old"] * 5
    assert read(coordinator)["waiting"] == 1
    sheet = coordinator.client.get(reverse("network:words_sheet"), {"order": "latest"}).content.decode(
        "utf-8-sig"
    )
    assert [line.split(";")[1] for line in sheet.splitlines()[1:]] == ["Newer"] * 5 + ["Older"] * 5


def test_what_was_noted_for_next_time_is_for_the_own_coordinators(
    coordinator, foreign_coordinator, organisation, other_organisation
):
    mine, theirs = hold(organisation), hold(other_organisation)
    NextTime.objects.create(workshop=mine, text="A longer break")
    series = Series.objects.create(organisation=other_organisation, name="Round")
    for workshop in (mine, theirs):
        SeriesWorkshop.objects.create(series=series, workshop=workshop)
    assert [row.text for row in read(coordinator)["next_times"]] == ["A longer break"]
    assert list(read(foreign_coordinator)["next_times"]) == []


def test_the_page_asks_as_often_for_many_as_for_one(coordinator, organisation, queries_in):
    answer(hold(organisation), *[4] * 5, words="one")
    once = queries_in(lambda: read(coordinator))
    for number in range(3):
        answer(hold(organisation, weeks_ago=number), *[3] * 5, words="more")
    assert queries_in(lambda: read(coordinator)) == once


def test_the_spreadsheet_has_each_half_year_and_each_series(coordinator, organisation):
    workshop = answer(hold(organisation), 3, 4, 4, 4, 5)
    series = Series.objects.create(organisation=organisation, name="Round")
    SeriesWorkshop.objects.create(series=series, workshop=workshop)
    content = coordinator.client.get(reverse("network:quality_sheet")).content.decode("utf-8-sig")
    lines = [line.split(";")[1:] for line in content.splitlines()[1:]]
    assert [line[0] for line in lines][::2] == ["all", "Round"]
    assert [line[1] for line in lines] == ["4.00"] * 3


def test_figures_that_were_kept_are_made_anew_when_a_closed_workshop_was_written_to_or_deleted(
    coordinator, organisation
):
    first, second = (answer(hold(organisation, weeks_ago=n), 3, 3, 3, 3, 3) for n in (3, 2))
    assert heard(read(coordinator)) == (3.0, 10)
    with live.writing(first, after_closing=live.AfterClosing.RETENTION) as write:
        FeedbackAnswer.objects.filter(workshop=first).delete()
        write.refetch()
    assert heard(read(coordinator)) == (3.0, 5)
    second.delete()
    assert heard(read(coordinator)) is None
