"""What needs a look at the tables, and who walks where on the projector."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import go, join, many, note_by
from tests.markup import flat
from workshops import presence
from workshops.models import Workshop
from workshops.privacy import looks_personal
from workshops.services import hiding, people
from worryzones import recent_seats, rotation
from worryzones.models import CafeGroup, Seat
from worryzones.queries import alerts, walking
from worryzones.queries import cafe as cafe_queries


@pytest.mark.parametrize(
    "text",
    [
        "Ask anna.virta@kunta.fi",
        "Ring 040 123 4567 any time",
        "Ring +358 40 1234567",
        "puh. 03-565 51000",
    ],
)
def test_text_that_tells_how_to_reach_somebody_gets_a_warning(text):
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "We meet at 9.00–10.30 in room 204",
        "Since 2023 we ring the same day",
        "12.5.2026 and 2026-05-12",
        "An e-mail @ home, 3 × 20 min",
        "10 000 visits, 0,5 posts",
    ],
)
def test_text_with_numbers_of_other_kinds_gets_none(text):
    assert not looks_personal(text)


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=11)


def look(cafe):
    return alerts.for_facilitators(cafe, cafe_queries.boards(cafe))


def test_note_with_a_warning_is_on_the_list_until_it_is_hidden(cafe, participant, facilitator):
    note = note_by(participant, "Ring 040 123 4567")
    page = facilitator.get("worryzones:alerts", cafe.code).content.decode()
    assert "seems to hold an e-mail address or a telephone number" in page
    assert f'href="#note-{note.pk}"' in page
    hiding.hide(thing=note, hidden=True)
    assert look(cafe)["warned"] == []


def test_people_without_a_connection_are_counted_by_group(cafe, facilitator):
    seated = list(Seat.objects.select_related("group"))
    for seat in seated[1:]:
        presence.arrive(cafe.pk, seat.participant_id)
    assert look(cafe)["offline"] == [{"group": seated[0].group, "people": 1}]
    page = flat(facilitator.get("worryzones:alerts", cafe.code).content)
    assert f"Not connected: {seated[0].group} (1)" in page
    presence.arrive(cafe.pk, seated[0].participant_id)
    assert look(cafe)["offline"] == []


def test_look_needs_as_many_queries_for_thirty_as_for_three(cafe, participant, queries_in):
    note_by(participant, "Ring 040 123 4567")
    few = queries_in(lambda: look(cafe))
    many(cafe, 27)
    for number in range(27):
        note_by(participant, f"Ring 040 123 45{number:02}")
    assert queries_in(lambda: look(cafe)) == few


# --- walk now ---


def rows(workshop: Workshop) -> list:
    return cafe_queries.seating(workshop)


def test_projector_says_who_walks_where_at_the_change_of_a_round(cafe, facilitator):
    go(cafe, "cafe-2")
    page = facilitator.get("workshops:projector", cafe.code).content.decode()
    assert "Walk now" in page
    walk = walking.walk_now(cafe, rows(cafe))
    assert walk
    walkers = [group for place in walk["places"] for group in place["groups"]]
    assert set(walkers) == set(CafeGroup.objects.filter(cafe__workshop=cafe))
    assert [place["zone"].number for place in walk["places"]] == [1, 2, 3, 4]


def test_walking_ends_by_itself_and_is_only_in_the_rounds(cafe, facilitator):
    late = timezone.now() + timedelta(seconds=walking.WALKING_SECONDS + 1)
    assert walking.walk_now(cafe, rows(cafe), late) is None
    go(cafe, "theming")
    assert walking.walk_now(cafe, rows(cafe)) is None


@pytest.mark.parametrize(("people", "density"), [(12, "few"), (60, "many"), (300, "lots")])
def test_walking_is_set_as_large_as_the_room_lets_it(workshop, people, density):
    many(workshop, people)
    go(workshop, "cafe-1")
    walk = walking.walk_now(workshop, rows(workshop))
    assert walk
    assert walk["density"] == density


# --- who has just come ---


def looked(facilitator, workshop):
    return " ".join(
        re.sub("<[^>]+>", "", facilitator.get("worryzones:alerts", workshop.code).content.decode()).split()
    )


def test_latecomers_are_said_calmly_with_their_group_and_table(cafe, facilitator):
    group = join(cafe).participant.seat.group
    assert looked(facilitator, cafe).startswith(
        f"Only you see this 1 person has just joined · {group}, table {rotation.zone_at(group.number, 1)}"
    )
    others = [join(cafe).participant.seat.group for _ in range(2)]
    assert "3 people have just joined" in looked(facilitator, cafe)
    assert all(f"{other}, table" in looked(facilitator, cafe) for other in others)


def test_latecomers_are_said_for_a_while_only(cafe, facilitator):
    late = join(cafe).participant
    assert "just joined" in looked(facilitator, cafe)
    assert recent_seats.JUST_NOW_SECONDS == 120
    cache.touch(f"came.{late.pk}", 0)
    assert "just joined" not in looked(facilitator, cafe)


def test_who_has_left_again_or_came_before_the_seats_is_not_said(workshop_at, facilitator):
    workshop = workshop_at("cafe-1", people=8)
    assert "just joined" not in looked(facilitator, workshop)
    people.leave(participant=join(workshop).participant)
    assert "just joined" not in looked(facilitator, workshop)


def test_late_arrivals_cost_no_query(cafe, facilitator, queries_in):
    few = queries_in(lambda: looked(facilitator, cafe))
    many(cafe, 5)
    assert queries_in(lambda: looked(facilitator, cafe)) == few
