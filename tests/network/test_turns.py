"""The plan of a series: made of sub-regions, moved by hand, its hosts reminded."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from network.models import Series, Turn
from network.queries import turns as turns_queries
from network.services import series_members, series_workshops, turns
from tests.factories import AreaFactory, UserFactory, go
from tests.markup import flat
from tests.network.filled import filled
from workshops.models import Membership, Workshop
from workshops.refusals import MailServerAway, Refused
from workshops.services.rewording import Overtaken

pytestmark = pytest.mark.django_db


def regions(series: Series) -> list[str]:
    return [turn.region for turn in turns_queries.of(series)]


def add(series: Series, *names: str, **fields: object) -> Turn:
    for name in names:
        turns.add(series=series, region=name)
    Turn.objects.filter(series=series, region=names[-1]).update(**fields)
    return Turn.objects.get(series=series, region=names[-1])


def soon(days: int = 10):
    return timezone.localdate() + timedelta(days=days)


def remind(turn: Turn) -> None:
    turns.remind(series=turn.series, turn_id=turn.pk, address=str)


# --- planning ---


def test_turns_are_made_of_the_areas_sub_regions_with_one_press(
    coordinator, joined, organisation, other_organisation
):
    """The one organisation there is the host; what is in the plan already stays where it is."""
    north = AreaFactory(sub_region="North")
    for sub_region in ("North", "South", "", "Åland"):
        joined.areas.add(AreaFactory(sub_region=sub_region))
    organisation.area = north
    organisation.save()
    add(joined, "South")
    for _pressed_twice in range(2):
        coordinator.submit("network:make_turns", joined.pk)
    made = turns_queries.of(joined)
    assert [(turn.region, turn.host) for turn in made] == [
        ("South", None),
        ("North", organisation),
        ("Åland", None),
    ]
    assert [turn.order for turn in made] == [1, 2, 3]


def test_an_area_without_a_sub_region_counts_by_its_region_and_a_merged_one_as_what_it_is_now(series):
    now = AreaFactory(region="Lapland")
    series.areas.add(AreaFactory(sub_region="Gone", merged_into=now))
    assert turns_queries.regions_of(series) == ["Lapland"]


def test_several_organisations_of_a_sub_region_leave_the_host_to_be_chosen(
    joined, organisation, other_organisation
):
    north = AreaFactory(sub_region="North")
    for each in (organisation, other_organisation):
        each.area = north
        each.save()
    joined.areas.add(north)
    turns.make_of_regions(series=joined)
    assert joined.turns.get().host is None


def test_a_turn_is_moved_by_hand(coordinator, series):
    last = add(series, "North", "East", "South")
    coordinator.submit("network:move_turn", series.pk, last.pk, place=3, to="up")
    assert regions(series) == ["North", "South", "East"]
    coordinator.submit("network:move_turn", series.pk, last.pk, place=2, to="down")
    assert regions(series) == ["North", "East", "South"]


def test_of_two_who_move_the_same_turn_one_moves_it_and_the_other_is_told(coordinator, series):
    last = add(series, "North", "East", "South")
    for status in (302, 409):
        moved = coordinator.submit("network:move_turn", series.pk, last.pk, place=3, to="up")
        assert moved.status_code == status
    assert "A colleague has just changed the order." in flat(moved.content)
    assert regions(series) == ["North", "South", "East"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_same_turn_at_once_make_one_move(series, at_once):
    last = add(series, "North", "East", "South")
    for place in (3, 2):
        move = partial(turns.move, series=series, turn_id=last.pk, place=place, up=True)
        assert at_once(move, move) == ["Refused", "done"]
    assert regions(series) == ["South", "North", "East"]


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_turns_at_once_make_them_once(series, at_once):
    series.areas.add(AreaFactory(sub_region="North"), AreaFactory(sub_region="South"))
    make = partial(turns.make_of_regions, series=series)
    assert at_once(make, make) == ["done", "done"]
    assert regions(series) == ["North", "South"]


@pytest.mark.parametrize("typed", [{}, {"place": "x", "to": "up"}, {"place": "1", "to": "sideways"}])
def test_a_move_that_makes_no_sense_changes_nothing(coordinator, series, typed):
    last = add(series, "North", "East")
    assert coordinator.submit("network:move_turn", series.pk, last.pk, **typed).status_code == 302
    assert regions(series) == ["North", "East"]


def test_a_turn_is_put_right_and_who_comes_second_is_told(coordinator, joined, other_organisation):
    turn = add(joined, "North")
    read = coordinator.get("network:turn", joined.pk, turn.pk).context["words"]["read"].value()
    typed = {"region": "Far north", "host": other_organisation.pk, "begins_on": soon().isoformat()}
    first = coordinator.submit("network:reword_turn", joined.pk, turn.pk, **typed, read=read)
    second = coordinator.submit("network:reword_turn", joined.pk, turn.pk, region="Deep south", read=read)
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Your colleague saved this meanwhile: “Far north, Another Centre" in flat(second.content)
    turn.refresh_from_db()
    assert (turn.region, turn.host, turn.begins_on) == ("Far north", other_organisation, soon())


def test_a_host_is_one_of_those_who_take_part(coordinator, series, other_organisation):
    turn = add(series, "North")
    typed = {"region": "North", "host": other_organisation.pk}
    answer = coordinator.submit("network:reword_turn", series.pk, turn.pk, **typed)
    assert answer.status_code == 422
    assert "There is no such choice." in flat(answer.content)


def test_a_turn_without_a_region_is_told_beside_the_field(coordinator, series):
    answer = coordinator.submit("network:add_turn", series.pk, region=" ")
    assert answer.status_code == 422
    assert "Write something first." in flat(answer.content)


def test_a_turn_taken_off_leaves_the_workshop_in_the_series_and_the_plan_in_order(
    coordinator, series, planned
):
    series_workshops.put(series=series, workshop=planned, by=coordinator.user)
    first = add(series, "North", workshop=planned)
    add(series, "South")
    coordinator.submit("network:take_off_turn", series.pk, first.pk)
    assert [(turn.order, turn.region) for turn in turns_queries.of(series)] == [(1, "South")]
    assert series.entries.count() == 1


def test_a_plan_holds_so_many_and_says_so(series, monkeypatch):
    monkeypatch.setattr(turns_queries, "MAX_TURNS", 1)
    add(series, "North")
    with pytest.raises(Refused, match="at most 1"):
        turns.add(series=series, region="South")


# --- the workshop of a turn ---


def test_the_host_makes_the_workshop_of_the_turn(foreign_coordinator, joined, other_organisation):
    turn = add(joined, "North", host=other_organisation)
    page = flat(foreign_coordinator.get("network:one_series", joined.pk).content)
    assert "Make the workshop" in page
    assert "Move up" not in page
    address = f"{reverse('workshops:new')}?in=turn-{turn.pk}"
    form = foreign_coordinator.client.get(address).context["form"]
    typed = filled(form, recipients="Heads", title="Ours")
    assert foreign_coordinator.client.post(address, typed).status_code == 302
    turn.refresh_from_db()
    assert turn.workshop == Workshop.objects.get(title="Ours")
    assert joined.entries.get().workshop == turn.workshop
    again = foreign_coordinator.client.post(address, typed | {"title": "Twice"})
    assert again.status_code == 422
    assert "already made the workshop of this turn" in flat(again.content)
    assert "Twice" in again.content.decode()
    assert not Workshop.objects.filter(title="Twice").exists()


def test_of_two_who_choose_the_workshop_of_a_turn_the_second_is_told(coordinator, series, planned, workshop):
    turn = add(series, "North")
    for each in (planned, workshop):
        series_workshops.put(series=series, workshop=each, by=coordinator.user)
    choose = {"series": series, "turn_id": turn.pk, "read": ""}
    turns.choose_workshop(**choose, workshop=planned)
    with pytest.raises(Overtaken):
        turns.choose_workshop(**choose, workshop=workshop)
    typed = {"workshop": workshop.pk, "read": ""}
    answer = coordinator.submit("network:choose_turn_workshop", series.pk, turn.pk, **typed)
    assert answer.status_code == 422
    assert "has meanwhile chosen “Planned”" in flat(answer.content)


def test_a_workshop_that_goes_out_of_the_series_leaves_its_turn(coordinator, series, planned):
    series_workshops.put(series=series, workshop=planned, by=coordinator.user)
    turn = add(series, "North", workshop=planned)
    series_workshops.take_out(series=series, workshop=planned, by=coordinator.user)
    turn.refresh_from_db()
    assert turn.workshop is None


def test_the_next_one_is_the_first_that_has_not_been_had(series, workshop_at, coordinator):
    workshop = workshop_at("closed")
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    add(series, "North", workshop=workshop)
    late = add(series, "South", begins_on=soon(-3))
    add(series, "East", begins_on=soon())
    assert turns_queries.following(series.turns.all()) == [late]
    shown = {
        row.turn.region: (row.is_had, row.is_next, row.is_late)
        for row in turns_queries.plan(series, coordinator.user)
    }
    assert shown == {
        "North": (True, False, False),
        "South": (False, True, True),
        "East": (False, False, False),
    }
    assert "South" in flat(coordinator.get("network:overview").content)


def test_the_turns_of_who_leaves_wait_for_another_host(joined, other_organisation, coordinator):
    turn = add(joined, "North", host=other_organisation, reminded_on=soon(0))
    series_members.leave(series=joined, organisation=other_organisation, by=coordinator.user)
    turn.refresh_from_db()
    assert (turn.host, turn.reminded_on) == (None, None)


# --- reminding ---


def test_one_click_mails_each_coordinator_of_the_host_in_its_language(
    coordinator, foreign_coordinator, joined, other_organisation, mailoutbox
):
    other_organisation.language = "sv"
    other_organisation.save()
    second = UserFactory(email="another@example.org", is_staff=True)
    Membership.objects.create(user=second, organisation=other_organisation, role="coordinator")
    UserFactory(email="only-facilitates@example.org", organisation=other_organisation)
    turn = add(joined, "North", host=other_organisation, begins_on=soon())
    coordinator.submit("network:remind_host", joined.pk, turn.pk)
    assert sorted(letter.to for letter in mailoutbox) == [
        ["another@example.org"],
        ["foreign-coordinator@example.org"],
    ]
    assert {letter.extra_headers["Content-Language"] for letter in mailoutbox} == {"sv"}
    assert f"/coordinate/series/{joined.pk}/#plan" in mailoutbox[0].body
    assert "Another Centre" in mailoutbox[0].body


def test_nobody_is_reminded_twice_on_a_day_and_whoever_presses_again_is_told(
    coordinator, foreign_coordinator, joined, other_organisation, mailoutbox
):
    turn = add(joined, "North", host=other_organisation)
    for status in (302, 409):
        assert coordinator.submit("network:remind_host", joined.pk, turn.pk).status_code == status
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_remind_at_once_send_one_mail(
    foreign_coordinator, joined, other_organisation, at_once, mailoutbox
):
    turn = add(joined, "North", host=other_organisation)
    act = partial(remind, turn)
    assert at_once(act, act) == ["Refused", "done"]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("has_host", [False, True])
def test_who_cannot_be_reminded_is_told(joined, other_organisation, has_host):
    turn = add(joined, "North", host=other_organisation if has_host else None)
    with pytest.raises(Refused, match="Nobody coordinates" if has_host else "Nobody hosts"):
        remind(turn)


def test_a_mail_server_that_is_away_is_told_and_nobody_counts_as_reminded(
    foreign_coordinator, joined, other_organisation, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    turn = add(joined, "North", host=other_organisation, begins_on=soon())
    with pytest.raises(Refused, match="does not answer"):
        remind(turn)
    with pytest.raises(MailServerAway):
        turns.send_due("https://dialogit.example")
    turn.refresh_from_db()
    assert turn.reminded_on is None


@pytest.mark.parametrize(("days", "reminded"), [(-1, False), (0, True), (30, True), (31, False)])
def test_housekeeping_reminds_a_host_before_the_day_and_once(
    foreign_coordinator, joined, other_organisation, mailoutbox, settings, days, reminded
):
    settings.SITE_ADDRESS = "https://dialogit.example"
    add(joined, "North", host=other_organisation, begins_on=soon(days))
    for _hour in range(2):
        call_command("housekeeping")
    assert len(mailoutbox) == reminded
    if reminded:
        assert f"https://dialogit.example/coordinate/series/{joined.pk}/" in mailoutbox[0].body


def test_housekeeping_reminds_nobody_whose_workshop_has_begun_or_who_was_reminded_by_hand(
    foreign_coordinator, joined, other_organisation, theirs, coordinator, mailoutbox
):
    series_workshops.put(series=joined, workshop=theirs, by=coordinator.user)
    add(joined, "North", host=other_organisation, begins_on=soon(), workshop=theirs)
    go(theirs, "welcome")
    remind(add(joined, "South", host=other_organisation, begins_on=soon()))
    assert (turns.send_due("https://dialogit.example"), len(mailoutbox)) == (0, 1)


def test_a_turn_of_another_day_or_another_host_is_reminded_of_anew(
    foreign_coordinator, joined, other_organisation
):
    turn = add(joined, "North", host=other_organisation, begins_on=soon(), reminded_on=soon(-5))
    turns.reword(series=joined, turn_id=turn.pk, read=None, region="Far north")
    turn.refresh_from_db()
    assert turn.reminded_on == soon(-5)
    turns.reword(series=joined, turn_id=turn.pk, read=None, begins_on=soon(20))
    turn.refresh_from_db()
    assert turn.reminded_on is None
