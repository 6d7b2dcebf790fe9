"""The seating page and the plan, through the real door; what is wrong is said in words and loses nothing."""

from __future__ import annotations

import pytest

from tests.factories import go, join, many, note_by, table_of, walking
from tests.markup import flat, text_of
from workshops.access.permissions import Role
from workshops.course import phases
from workshops.models import Participant
from workshops.services import people
from worryzones.models import Cafe, CafeGroup, Seat, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.services import dealing, moving

NAMING_THINGS = (
    "move_people",
    "choose_host",
    "stand",
    "choose_keeper",
    "split_group",
    "merge_groups",
    "split_cafe",
    "merge_cafes",
)


@pytest.fixture
def cafe(workshop_at, participant):
    """Round 1 with sixteen people in four groups."""
    return workshop_at("cafe-1", people=15)


def page(person, workshop):
    return person.get("worryzones:seating", workshop.code).content.decode()


# --- looking ---


def test_welcome_console_shows_the_plan_for_as_many_as_have_come(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=12)
    console = facilitator.get("workshops:console", workshop.code).content.decode()
    assert "12 people · 4 groups of 3 · 1 café" in text_of(console)
    assert '<svg viewBox="0 0 750 276" role="img"' in flat(console)
    way = "Tuntuva huoli (Tangible worry), Suuri huoli (Great worry), Ei huolta (No worry), Pieni huoli"
    assert f"Mänty (Pine): {way} (Small worry)." in text_of(console)
    assert '<th scope="row">Mänty (Pine)</th>' in flat(console)
    assert not Cafe.objects.exists()


def test_plan_follows_each_arrival_before_the_cafe(workshop_at, frames):
    workshop = workshop_at("welcome", people=7)
    with frames(workshop, Role.FACILITATOR) as sent:
        join(workshop)
    told = text_of("".join(frame["html"] for frame in sent))
    assert "8 people · 2 groups of 4 · 1 café" in told


def test_plan_of_three_cafes_that_walk_alike_is_one_picture_and_twelve_rows(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=90)
    console = facilitator.get("workshops:console", workshop.code).content.decode()
    assert "90 people · 12 groups of 7–8 · 3 cafés side by side" in text_of(console)
    assert console.count('class="walks"') == 1
    assert console.count('<th scope="row">') == 12
    assert "Pihlaja 3 (Rowan 3)" in console


def test_seating_page_opens_at_every_step(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=9)
    opened = {step: "Who walks where" in page(facilitator, workshop) for step in walking(workshop)}
    assert opened == dict.fromkeys(phases.STEPS[1:], True)


@pytest.mark.parametrize("count", [0, 1, 3, 501])
def test_seating_page_and_console_bear_any_number_of_people(workshop, facilitator, count):
    Participant.objects.bulk_create(
        Participant(workshop=workshop, key_hash=str(n), home_unit=f"Unit {n % 7}") for n in range(count)
    )
    go(workshop, "cafe-1")
    for name in ("worryzones:seating", "workshops:console", "workshops:projector"):
        assert facilitator.get(name, workshop.code).status_code == 200
    assert Seat.objects.count() == count


def test_seating_page_names_everyone_where_they_sit_and_who_hosts(cafe, participant, facilitator):
    facilitator.post(
        "worryzones:choose_host", cafe.code, person=participant.participant.pk, table=table_of(participant).pk
    )
    seen = text_of(page(facilitator, cafe))
    assert f"Aino School hosts {table_of(participant).zone_number}" in seen
    assert "16 people have a seat" in seen


@pytest.mark.parametrize("name", ["worryzones:seating", "workshops:console"])
@pytest.mark.parametrize("step", ["welcome", "cafe-1", "theming"])
def test_page_needs_as_many_queries_for_thirty_people_as_for_three(
    workshop_at, facilitator, queries_in, name, step
):
    workshop = workshop_at(step, people=3)

    def opened() -> None:
        assert facilitator.get(name, workshop.code).status_code == 200

    opened()
    few = queries_in(opened)
    many(workshop, 27)
    assert queries_in(opened) == few
    assert few <= 22


def test_stage_at_theming_needs_as_many_queries_for_thirty_people_as_for_three(
    workshop_at, participant, queries_in
):
    workshop = workshop_at("theming", people=2)

    def opened() -> None:
        assert participant.get("workshops:stage", workshop.code).status_code == 200

    opened()
    few = queries_in(opened)
    many(workshop, 27)
    opened()  # how many sit where is counted once for the room
    assert queries_in(opened) == few


# --- acting ---


def test_people_are_moved_by_a_plain_form_too(cafe, participant, facilitator):
    group = CafeGroup.objects.exclude(seats__participant=participant.participant).first()
    answer = facilitator.submit(
        "worryzones:move_people", cafe.code, person=[participant.participant.pk], group=group.pk
    )
    assert (answer.status_code, answer.url) == (302, f"/run/{cafe.code}/seating/")
    assert cafe_queries.group_of(participant.participant) == group


def test_heads_without_a_phone_are_counted_and_moved(cafe, facilitator):
    assert facilitator.post("worryzones:phoneless", cafe.code, people="2").status_code == 204
    first, second = CafeGroup.objects.filter(phoneless=1)
    facilitator.post("worryzones:move_people", cafe.code, head=[first.pk], group=second.pk)
    second.refresh_from_db()
    assert second.phoneless == 2
    cafe.refresh_from_db()
    assert cafe.phoneless == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write a number, 0 when everyone has a phone."),
        ("many", "Write a number, 0 when everyone has a phone."),
        ("-1", "Write a number, 0 when everyone has a phone."),
        ("501", "One workshop can seat up to 500 people."),
        ("9" * 5000, "Write a number, 0 when everyone has a phone."),
    ],
)
def test_a_wrong_number_without_a_phone_is_said_beside_the_field(cafe, facilitator, typed, words):
    for send in (facilitator.post, facilitator.submit):
        answer = send("worryzones:phoneless", cafe.code, people=typed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert f'value="{typed}"' in answer.content.decode() or not typed


@pytest.mark.parametrize(
    ("count", "typed", "words"),
    [
        (0, "", "Nobody has come yet."),
        (3, "2", "With 3 people there are at most 1"),
        (40, "1", "With 40 people there must be at least 2"),
        (40, "0", "With 40 people there must be at least 2"),
        (40, "6", "With 40 people there are at most 5"),
        (40, "two", "Write a whole number, or leave this empty."),
    ],
)
def test_a_wrong_number_of_cafes_is_said_beside_the_field(workshop_at, facilitator, count, typed, words):
    workshop = workshop_at("welcome", people=count)
    for send in (facilitator.post, facilitator.submit):
        answer = send("worryzones:deal", workshop.code, cafes=typed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Cafe.objects.exists()


def test_people_are_seated_early_in_as_many_cafes_as_asked(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=24)
    assert facilitator.post("worryzones:deal", workshop.code, cafes="2").status_code == 204
    assert [cafe.groups.count() for cafe in Cafe.objects.all()] == [4, 4]
    go(workshop, "cafe-1")
    assert Seat.objects.count() == 24


def test_two_facilitators_who_seat_people_at_once_deal_once(workshop_at, facilitator, second):
    workshop = workshop_at("welcome", people=16)
    assert facilitator.post("worryzones:deal", workshop.code).status_code == 204
    before = set(Seat.objects.values_list("participant", "group"))
    answer = second.post("worryzones:deal", workshop.code)
    assert answer.status_code == 409
    assert "People have their seats already." in answer.content.decode()
    assert set(Seat.objects.values_list("participant", "group")) == before


def test_dealing_anew_asks_first(cafe, facilitator):
    seen = page(facilitator, cafe)
    form = seen[seen.index('id="dealing"') :]
    assert 'data-ask="Mix the groups again?' in form
    assert facilitator.post("worryzones:deal", cafe.code, again="1").status_code == 204


def test_what_has_gone_meanwhile_is_refused_in_words_and_never_a_fault(cafe, participant, facilitator):
    first, second, third, fourth = CafeGroup.objects.order_by("number")
    moving.merge_groups(group=first, into=second)
    left = join(cafe).participant
    people.remove(participant=left)
    table = Table.objects.first()
    tries = [
        ("move_people", {"person": [left.pk], "group": third.pk}, "has just left"),
        ("move_people", {"head": [first.pk], "group": third.pk}, "has just left"),
        ("move_people", {"head": [third.pk], "group": fourth.pk}, "has just left"),
        ("move_people", {"group": third.pk}, "Choose first who is to move."),
        ("choose_host", {"person": [left.pk], "table": table.pk}, "has just left"),
        ("move_people", {"person": [left.pk]}, "has just left"),
        ("choose_host", {"table": table.pk}, "choose one person"),
        ("split_group", {"group": first.pk}, "put together"),
        ("merge_groups", {"group": first.pk, "into": third.pk}, "put together"),
        ("merge_groups", {"group": third.pk, "into": first.pk}, "put together"),
        ("split_cafe", {"cafe": 0}, "put together"),
        ("merge_cafes", {"cafe": Cafe.objects.get().pk, "into": "x"}, "put together"),
        ("stand", {"device": participant.participant.pk, "table": table.pk}, "put together"),
        ("choose_keeper", {"table": table.pk, "group": first.pk}, "put together"),
        ("move_people", {"person": ["\x00", "9" * 30], "group": "9" * 30}, "has just left"),
    ]
    before = set(Seat.objects.values_list("participant", "group"))
    for name, body, words in tries:
        answer = facilitator.post(f"worryzones:{name}", cafe.code, **body)
        assert (name, answer.status_code) == (name, 409)
        assert words in answer.content.decode(), name
    assert set(Seat.objects.values_list("participant", "group")) == before


@pytest.mark.parametrize(
    ("name", "field", "words"),
    [
        ("move_people", "group", "Choose where they walk now."),
        ("choose_host", "table", "Choose a table again."),
    ],
)
def test_place_in_a_cafe_merged_away_is_said_beside_the_field(workshop_at, facilitator, name, field, words):
    workshop = workshop_at("cafe-1", people=36)
    first, second = Cafe.objects.all()
    gone = {"group": second.groups.get(number=1).pk, "table": second.tables.get(zone_number=1).pk}[field]
    person = Seat.objects.filter(group__cafe=first).first().participant
    moving.merge_cafes(cafe=second, into=first)
    seats = set(Seat.objects.values_list("participant", "group"))
    asked = {"person": [person.pk], field: gone}
    quiet = facilitator.post(f"worryzones:{name}", workshop.code, **asked)
    plain = facilitator.submit(f"worryzones:{name}", workshop.code, **asked)
    for answer in (quiet, plain):
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert 'aria-invalid="true"' in answer.content.decode()
    assert quiet.content.decode().count("<form") == 1
    assert f'value="{person.pk}" form="seats" checked' in flat(plain.content)
    assert set(Seat.objects.values_list("participant", "group")) == seats


def test_nothing_of_another_workshop_is_reached_by_what_a_form_says(cafe, facilitator, stranger, elsewhere):
    theirs = {
        "person": [stranger.participant.pk],
        "head": [CafeGroup.objects.filter(cafe__workshop=elsewhere).first().pk],
        "group": CafeGroup.objects.filter(cafe__workshop=elsewhere).first().pk,
        "into": CafeGroup.objects.filter(cafe__workshop=elsewhere).last().pk,
        "cafe": Cafe.objects.filter(workshop=elsewhere).first().pk,
        "table": Table.objects.filter(cafe__workshop=elsewhere).first().pk,
        "device": stranger.participant.pk,
    }
    ours = {"group": CafeGroup.objects.filter(cafe__workshop=cafe).first().pk}
    elsewhere.refresh_from_db()
    rev, cafe_rev = elsewhere.rev, cafe.rev
    for name in NAMING_THINGS:
        bodies = [theirs] if name == "split_group" else [theirs, {**theirs, **ours}]
        for body in bodies:
            assert facilitator.post(f"worryzones:{name}", cafe.code, **body).status_code == 409, name
    elsewhere.refresh_from_db()
    cafe.refresh_from_db()
    assert (elsewhere.rev, cafe.rev) == (rev, cafe_rev)


def test_phone_whose_cafe_was_merged_away_posts_to_no_table_and_keeps_its_text(workshop_at):
    workshop = workshop_at("cafe-1", people=36)
    first, second = Cafe.objects.all()
    person = next(p for p in many(workshop, 4) if table_of(p).cafe == second)
    before = table_of(person).pk
    moving.merge_cafes(cafe=second, into=first)
    body = {"id": "6f1c8a4e-0000-4000-8000-000000000002", "kind": "helps", "text": "Kept", "table": before}
    answer = person.post("worryzones:post_note", workshop.code, **body)
    assert answer.status_code == 409
    assert "Your text is still here." in answer.content.decode()
    assert table_of(person).cafe == first


# --- groups of one or two ---


def test_a_move_that_leaves_two_is_asked_about_beside_the_button_and_keeps_who_is_ticked(cafe, facilitator):
    first, second, *_ = CafeGroup.objects.order_by("number")
    two = [seat.participant_id for seat in first.seats.all()[:2]]
    asked = {"person": two, "group": second.pk}
    before = set(Seat.objects.values_list("participant", "group"))
    quiet = facilitator.post("worryzones:move_people", cafe.code, **asked)
    plain = facilitator.submit("worryzones:move_people", cafe.code, **asked)
    for answer in (quiet, plain):
        assert answer.status_code == 422
        assert "only one or two people. Then everyone knows who wrote." in answer.content.decode()
        assert 'name="small" value="1"' in flat(answer.content)
        assert f'<option value="{second.pk}" selected>' in flat(answer.content)
    assert f'value="{two[0]}" form="seats" checked' in flat(plain.content)
    assert set(Seat.objects.values_list("participant", "group")) == before
    assert facilitator.post("worryzones:move_people", cafe.code, **asked, small="1").status_code == 204
    assert (first.seats.count(), second.seats.count()) == (2, 6)


def test_a_group_of_four_is_split_by_a_button_that_says_what_it_means(cafe, facilitator):
    group = CafeGroup.objects.order_by("number")[0]
    seen = page(facilitator, cafe)
    assert "Only two people would be left in a group, and then everyone knows who wrote." in text_of(seen)
    refused = facilitator.post("worryzones:split_group", cafe.code, group=group.pk)
    assert refused.status_code == 409
    assert "everyone knows who wrote" in refused.content.decode()
    answer = facilitator.post("worryzones:split_group", cafe.code, group=group.pk, small="1")
    assert answer.status_code == 204
    assert [g.small for g in CafeGroup.objects.order_by("cafe", "number")].count(True) == 2


def test_a_small_group_is_told_on_its_phones_and_not_after_it_has_grown(cafe, participant, frames):
    group = cafe_queries.group_of(participant.participant)
    others = [s.participant for s in group.seats.exclude(participant=participant.participant)]
    told = f'id="few-{table_of(participant).pk}" class="few">'

    def stage():
        return flat(participant.get("workshops:stage", cafe.code).content)

    assert f"{told[:-1]} hidden></p>" in stage()
    people.leave(participant=others[0])
    with frames(cafe, Role.PARTICIPANT) as sent:
        people.leave(participant=others[1])
    assert f"{told}There are only two of you at this table" in stage()
    assert f"{told}There are only two of you at this table" in flat("".join(f.get("html", "") for f in sent))
    people.leave(participant=others[2])
    assert f"{told}You are alone at this table" in stage()
    go(cafe, "theming")
    assert "You are alone at this table" in stage()
    many(cafe, 2)
    assert "You are alone" not in stage()


@pytest.mark.parametrize(
    ("count", "offered"), [(0, True), (7, True), (8, True), (11, True), (12, False), (40, False)]
)
def test_four_groups_are_offered_where_there_would_be_fewer(workshop_at, facilitator, count, offered):
    workshop = workshop_at("welcome", people=count)
    for name in ("workshops:console", "worryzones:seating"):
        assert ('name="four"' in facilitator.get(name, workshop.code).content.decode()) == offered


def test_four_groups_need_eight_people_and_are_told_what_it_means(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=7)
    for send in (facilitator.post, facilitator.submit):
        answer = send("worryzones:deal", workshop.code, four="on")
        assert answer.status_code == 422
        assert "For four groups there must be at least eight people." in answer.content.decode()
        assert "two everyone knows who wrote" in text_of(answer.content.decode())
    many(workshop, 1)
    assert facilitator.post("worryzones:deal", workshop.code, four="on").status_code == 204
    go(workshop, "cafe-1")
    assert [group.seats.count() for group in CafeGroup.objects.all()] == [2, 2, 2, 2]


# --- vacant tables at theming ---


def test_a_group_finds_both_its_tables_at_theming_and_names_themes_at_each(workshop_at, participant):
    workshop = workshop_at("theming", people=10)
    group = CafeGroup.objects.get(number=1)
    moving.move_people(group=group, people=[participant.participant])
    vacant = Table.objects.get(zone_number=3)
    stage = participant.get("workshops:stage", workshop.code).content.decode()
    assert f"/w/{workshop.code}/tables/{vacant.pk}/" in stage
    there = participant.get("worryzones:tended", workshop.code, vacant.pk)
    assert "Tangible worry" in there.content.decode()
    note = {"id": "6f1c8a4e-0000-4000-8000-000000000003", "kind": "helps", "text": "Late", "table": vacant.pk}
    assert participant.post("worryzones:post_note", workshop.code, **note).status_code == 204
    named = {"title": "Mornings", "note": [note["id"]], "table": vacant.pk}
    assert participant.post("worryzones:make_theme_group", workshop.code, **named).status_code == 204
    assert vacant.theme_groups.count() == 1


def test_another_groups_table_is_not_ones_own_at_theming(workshop_at, participant):
    workshop = workshop_at("theming", people=10)
    moving.move_people(group=CafeGroup.objects.get(number=2), people=[participant.participant])
    vacant = Table.objects.get(zone_number=3)
    answer = participant.get("worryzones:tended", workshop.code, vacant.pk)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    named = {"title": "Mornings", "table": vacant.pk}
    answer = participant.post("worryzones:make_theme_group", workshop.code, **named)
    assert answer.status_code == 409
    assert "no longer looks after this table" in answer.content.decode()


def test_console_tells_who_looks_after_the_vacant_table(workshop_at, facilitator):
    workshop = workshop_at("cafe-4", people=10)
    note_by(join(workshop), table=Table.objects.get(zone_number=3))
    go(workshop, "theming")
    seen = text_of(facilitator.get("workshops:console", workshop.code).content.decode())
    told = "Haapa (Aspen) also names the themes of a vacant table. Tell them:"
    assert f"{told} 3 · Tuntuva huoli (Tangible worry)" in seen
    assert "Haapa (Aspen) looks after it" in seen


def test_console_tells_of_groups_that_are_too_large_or_too_small(cafe, facilitator):
    first, second, third, _fourth = CafeGroup.objects.order_by("number")
    moved, *leaving = [seat.participant for seat in second.seats.select_related("participant")][:3]
    moving.merge_groups(group=first, into=third)
    moving.move_people(group=third, people=[moved])
    for participant in leaving:
        people.leave(participant=participant)
    seen = text_of(facilitator.get("workshops:console", cafe.code).content.decode())
    assert "Mänty (Pine) has 9 people, more than fit at a table." in seen
    assert "Koivu (Birch) has only 1 person. Put it together with another group." in seen


# --- shared devices ---


def test_a_device_joins_as_a_tables_own(cafe, facilitator):
    device = join(cafe)
    people.leave(participant=device.participant)
    answer = device.submit("workshops:join", cafe.code, name="Laptop", shared="on")
    assert answer.status_code == 302
    stage = device.get("workshops:stage", cafe.code).content.decode()
    assert "This is the table&#x27;s shared device." in stage or "This is the table's shared device." in stage
    assert "data-walk" not in stage
    assert "Laptop" in page(facilitator, cafe)
    assert "16 people have a seat" in text_of(page(facilitator, cafe))


def test_people_without_a_phone_count_in_the_room_and_in_the_report(workshop_at, facilitator):
    workshop = workshop_at("welcome", people=3)
    dealing.count_phoneless(workshop=workshop, people=2)
    projector = facilitator.get("workshops:projector", workshop.code).content.decode()
    assert 'data-people="5"' in projector
    assert (
        "and 2 people without a phone" in facilitator.get("workshops:console", workshop.code).content.decode()
    )
    assert "5" in text_of(facilitator.get("workshops:report", workshop.code).content.decode())
