"""What people were told before they joined stays, but for telling fewer people less; and a trail is kept."""

from __future__ import annotations

import json

import pytest
from django.contrib.admin.models import LogEntry

from tests.factories import OrganisationFactory, Person, go, join
from workshops.models import Membership, Workshop
from workshops.refusals import NotSaved
from workshops.services import course, people

TOLD = "The head of school, the board\nThe steering group and the county sekä kunta"


@pytest.fixture
def told(workshop: Workshop, facilitator: Person) -> Workshop:
    """In the café, with recipients and a reach that its people were told of."""
    course.update_workshop(workshop=workshop, recipients=TOLD, sharing="region")
    join(workshop)
    return go(workshop, "cafe-1")


def settings_of(workshop: Workshop, **changed: object) -> dict[str, object]:
    """The form of preparation as a browser sends it."""
    return {
        "title": workshop.title,
        "organisation": workshop.organisation_id,
        "focus_area": "growth",
        "language": "fi",
        "recipients": workshop.recipients,
        "sharing": workshop.sharing,
        "votes_each": 3,
        "pearls_each": 3,
        **{f"minutes_{phase}": minutes or "" for phase, minutes in workshop.minutes.items()},
        **changed,
    }


def save(person: Person, workshop: Workshop, **changed: object) -> object:
    return person.submit("workshops:prepare", workshop.code, **settings_of(workshop, **changed))


def stands(workshop: Workshop) -> tuple[object, ...]:
    return Workshop.objects.values_list("recipients", "sharing", "organisation_id").get(pk=workshop.pk)


def test_door_and_welcome_tell_it_before_and_after_joining(workshop, participant):
    course.update_workshop(workshop=workshop, recipients="The board", sharing="workshop")
    for page in (
        Person().get("workshops:join", workshop.code),
        participant.get("workshops:stage", workshop.code),
    ):
        words = page.content.decode()
        assert "The board" in words
        assert "How far good practices may be shared: this workshop only" in words
        assert workshop.organisation.name in words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("recipients", "the boss and the press", "You can strike somebody off the list, not add anybody"),
        ("recipients", f"{TOLD}, the press", "You can strike somebody off the list, not add anybody"),
        ("recipients", "The board of the county", "You can strike somebody off the list, not add anybody"),
        ("sharing", "everyone", "can be shared less far than this, not farther"),
    ],
)
def test_nothing_more_is_promised_away_once_somebody_has_joined(
    told, facilitator, second, field, value, words
):
    before = stands(told)
    for who in (facilitator, second):
        answer = save(who, told, **{field: value, "place": "The hall"})
        page = answer.content.decode()
        assert (answer.status_code, words in page, "The hall" in page) == (422, True, True)
    assert (stands(told), told.participants.count()) == (before, 1)


def test_workshop_stays_with_its_organisation_once_somebody_has_joined(told, facilitator):
    other = OrganisationFactory()
    Membership.objects.create(user=facilitator.user, organisation=other)
    page = facilitator.get("workshops:prepare", told.code).content.decode()
    assert f'<option value="{other.pk}"' not in page
    assert "People have joined this organisation&#x27;s workshop, so it stays with it." in page
    assert save(facilitator, told, organisation=other.pk).status_code == 422
    assert stands(told)[2] == told.organisation_id


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipients", "The steering group"),
        ("recipients", "the board,  The Head of school."),
        ("recipients", "The steering group\r\nThe board"),
        ("recipients", "The head of school and the steering group"),
        ("sharing", "workshop"),
        ("sharing", "area"),
    ],
)
def test_fewer_recipients_and_less_sharing_are_saved(told, facilitator, field, value):
    assert save(facilitator, told, **{field: value}).status_code == 302
    now = dict(zip(("recipients", "sharing"), stands(told), strict=False))
    assert now[field] == value.replace("\r", "")


def test_other_settings_are_changed_as_before(told, facilitator):
    assert save(facilitator, told, title="Another title", place="The hall").status_code == 302
    told.refresh_from_db()
    assert (told.title, told.place) == ("Another title", "The hall")


def test_form_that_was_opened_before_the_first_join_is_refused_too(workshop, facilitator):
    """Inside the lock, where who came first is settled; the service is what the form and the admin ask."""
    course.update_workshop(workshop=workshop, recipients="The board")
    stale = Workshop.objects.get(pk=workshop.pk)
    join(workshop)
    with pytest.raises(NotSaved, match="strike somebody off"):
        course.update_workshop(workshop=stale, recipients="The board, the press")
    for field, value in (("sharing", "everyone"), ("organisation", OrganisationFactory())):
        with pytest.raises(NotSaved):
            course.update_workshop(workshop=stale, **{field: value})


def test_coordinator_adds_no_recipient_in_the_admin_either(told, coordinator):
    page = f"/admin/workshops/workshop/{told.pk}/details/"
    sent = {"title": told.title, "focus_area": "growth", "recipients": "the press"}
    answer = coordinator.client.post(page, sent)
    assert (answer.status_code, "not add anybody" in answer.content.decode()) == (200, True)
    assert stands(told)[0] == TOLD
    assert coordinator.client.post(page, {**sent, "recipients": "The board"}).status_code == 302


def test_everything_may_change_until_somebody_joins(workshop, facilitator):
    assert save(facilitator, workshop, recipients="the press", sharing="everyone").status_code == 302
    assert stands(workshop)[:2] == ("the press", "everyone")


def test_phone_that_tried_the_code_in_preparation_fixes_nothing_once_it_is_gone(facilitator, organisation):
    made = course.create_workshop(
        user=facilitator.user, title="Made", organisation=organisation, recipients="The board"
    )
    tried = join(made)
    assert save(facilitator, made, recipients="the press").status_code == 422
    people.remove(participant=tried.participant)
    assert save(facilitator, made, recipients="the press").status_code == 302
    go(made, "welcome")
    assert save(facilitator, made, recipients="the mayor").status_code == 302
    join(made)
    assert save(facilitator, made, recipients="the papers").status_code == 422


def test_who_has_left_was_told_all_the_same(told, facilitator):
    for participant in told.participants.all():
        people.leave(participant=participant)
    assert save(facilitator, told, recipients="the press").status_code == 422


def test_trail_says_who_changed_which_fields_and_never_what_stands_there(told, second):
    save(second, told, recipients="The board", sharing="workshop", place="A place nobody may log")
    entry = LogEntry.objects.get()
    fields = json.loads(entry.change_message)[0]["changed"]["fields"]
    assert (entry.user, entry.object_id, sorted(fields)) == (
        second.user,
        str(told.pk),
        ["how far practices may be shared", "place", "who will receive the summary"],
    )
    assert not {"board", "nobody"} & set(f"{entry.change_message} {entry.object_repr}".lower().split())


def test_coordinator_reads_the_trail_on_the_workshops_page(told, facilitator, coordinator):
    save(facilitator, told, recipients="The board")
    page = coordinator.client.get(f"/admin/workshops/workshop/{told.pk}/history/").content.decode()
    assert facilitator.user.email in page
    assert "who will receive the summary" in page.lower()


def test_what_was_refused_leaves_no_trail(told, facilitator):
    save(facilitator, told, recipients="the press")
    assert not LogEntry.objects.exists()
