"""The page of a workshop in the admin: it reads like the report, shows no author and moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import AreaFactory, Person, PracticeFactory, WorkshopFactory, go, note_by, signed_in
from tests.markup import flat
from workshops.admin import site
from workshops.forms.details import DetailsForm
from workshops.models import User, Workshop
from workshops.services import course
from worryzones.models import Note

WORKSHOPS = "admin:workshops_workshop_changelist"
REVIEW = "admin:workshops_workshop_change"
DETAILS = "admin:workshops_workshop_details"


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


@pytest.fixture
def held(workshop_at: Callable[..., Workshop], participant: Person) -> Workshop:
    """A workshop in its first round with a note, a hidden note and eight people."""
    made = workshop_at("cafe-1", people=7)
    note_by(participant, "Mornings begin together")
    hidden = note_by(participant, "Something that was hidden")
    Note.objects.filter(pk=hidden.pk).update(hidden=True)
    return made


def test_review_reads_like_the_report(held: Workshop, coordinator: Person) -> None:
    html = flat(coordinator.get(REVIEW, held.pk).content)
    assert '<article class="report">' in html
    assert "Mornings begin together" in html
    assert "Round 1 of 4" in html
    assert 'aria-current="step">Learning Café</li>' in html
    assert "<textarea" not in html
    assert 'name="phase"' not in html


def test_review_hides_what_is_hidden(held: Workshop, coordinator: Person) -> None:
    assert "Something that was hidden" not in coordinator.get(REVIEW, held.pk).content.decode()


def test_no_page_shows_an_author_a_proof_or_a_participant(
    held: Workshop, coordinator: Person, operator: Person
) -> None:
    note = Note.objects.get(hidden=False)
    person = held.participants.get(name="Aino")
    pages = [reverse(REVIEW, args=[held.pk]), reverse(DETAILS, args=[held.pk]), reverse("admin:index")]
    pages += [reverse("admin:worryzones_note_change", args=[note.pk])]
    pages += [reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in site._registry]
    for page in pages:
        for viewer in (coordinator, operator):
            html = viewer.client.get(page).content.decode()
            assert [s for s in (note.proof, person.key_hash, "Aino", "proof") if s and s in html] == []


def test_no_admin_of_people_or_of_who_wrote_exists() -> None:
    names = {model._meta.label for model in site._registry}
    assert names == {
        "workshops.Workshop",
        "practices.Practice",
        "workshops.User",
        "workshops.MembershipInvitation",
        "workshops.Organisation",
        "workshops.Area",
        "worryzones.Note",
    }


def test_nothing_posted_to_the_page_of_a_workshop_changes_it(held: Workshop, coordinator: Person) -> None:
    before = Workshop.objects.filter(pk=held.pk).values().get()
    answer = coordinator.submit(REVIEW, held.pk, phase="closed", round=0, rev=99, title="Other")
    assert answer.status_code == 405
    assert Workshop.objects.filter(pk=held.pk).values().get() == before


def details(coordinator: Person, workshop: Workshop) -> dict[str, Any]:
    """What the form holds as it is opened."""
    form = coordinator.get(DETAILS, workshop.pk).context["adminform"].form
    held = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in held.items() if value not in (None, "")}


def test_details_undo_nothing_that_a_facilitator_saved_meanwhile(held: Workshop, coordinator: Person) -> None:
    opened = details(coordinator, held)
    town = AreaFactory()
    course.update_workshop(workshop=held, title="What the facilitator says", areas=[town])
    answer = coordinator.submit(DETAILS, held.pk, **opened | {"focus_area": "leadership"})
    assert answer["Location"] == reverse(REVIEW, args=[held.pk])
    held.refresh_from_db()
    assert (held.title, held.focus_area) == ("What the facilitator says", "leadership")
    assert list(held.areas.all()) == [town]
    assert "areas" not in LogEntry.objects.latest("pk").change_message


def test_details_tell_what_a_facilitator_has_changed_to_something_else(
    held: Workshop, coordinator: Person
) -> None:
    mine = details(coordinator, held) | {"title": "Mine", "focus_area": "leadership"}
    course.update_workshop(workshop=held, title="Theirs")
    answer = coordinator.submit(DETAILS, held.pk, **mine)
    form = answer.context["adminform"].form
    assert list(form.errors) == ["title"]
    assert "has meanwhile saved “Theirs” here" in form.errors["title"][0]
    held.refresh_from_db()
    assert (held.title, held.focus_area) == ("Theirs", "growth")
    again = {bound.html_name: bound.value() for bound in form}
    assert again["title"] == "Mine"
    assert coordinator.submit(DETAILS, held.pk, **mine | {"read": again["read"]}).status_code == 302
    held.refresh_from_db()
    assert held.title == "Mine"


def test_details_refuse_nothing_that_was_only_shown(held: Workshop, coordinator: Person) -> None:
    """A facilitator has struck a recipient off: the page that shows both adds nobody."""
    course.update_workshop(workshop=held, recipients="The board")
    Workshop.objects.filter(pk=held.pk).update(recipients="The board, the county")
    opened = details(coordinator, held)
    course.update_workshop(workshop=held, recipients="The board")
    answer = coordinator.submit(DETAILS, held.pk, **opened | {"title": "Calm mornings"})
    assert answer.status_code == 302
    held.refresh_from_db()
    assert (held.title, held.recipients) == ("Calm mornings", "The board")


@pytest.mark.parametrize("read", ["", "x", "\0", "x" * 70_000])
def test_details_without_what_was_read_save_what_is_sent(
    held: Workshop, coordinator: Person, read: str
) -> None:
    sent = details(coordinator, held) | {"title": "Calm mornings", "read": read}
    assert coordinator.submit(DETAILS, held.pk, **sent).status_code == 302
    held.refresh_from_db()
    assert held.title == "Calm mornings"


def test_details_of_another_workshop_say_nothing_of_what_was_read(
    held: Workshop, coordinator: Person
) -> None:
    other = WorkshopFactory(organisation=held.organisation, title="Other")
    mine = details(coordinator, held) | {"title": "Other", "read": details(coordinator, other)["read"]}
    assert coordinator.submit(DETAILS, held.pk, **mine).status_code == 302
    held.refresh_from_db()
    assert held.title == "Other"


def test_details_change_only_what_they_offer(held: Workshop, coordinator: Person) -> None:
    town = AreaFactory()
    before = Workshop.objects.filter(pk=held.pk).values().get()
    answer = coordinator.submit(
        DETAILS,
        held.pk,
        title="Early support, together",
        focus_area="wellbeing",
        own_focus="",
        areas=[town.pk],
        recipients="The head of services",
        phase="closed",
        round=0,
        rev=99,
        ends_at="",
        code="AAAAAAAA",
        organisation=999,
    )
    assert answer["Location"] == reverse(REVIEW, args=[held.pk])
    after = Workshop.objects.filter(pk=held.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"title", "focus_area", "recipients", "rev"}
    assert after["rev"] == before["rev"] + 1
    assert list(held.areas.all()) == [town]


def test_details_do_not_undo_what_the_room_did_meanwhile(held: Workshop) -> None:
    stale = Workshop.objects.get(pk=held.pk)
    go(held, "cafe-2")
    form = DetailsForm({"title": "Renamed", "focus_area": "growth"}, instance=stale)
    assert form.is_valid()
    site._registry[Workshop].save_model(RequestFactory().post("/"), form.instance, form, change=True)
    held.refresh_from_db()
    assert (held.title, held.step) == ("Renamed", "cafe-2")


@pytest.mark.parametrize("act", ["add", "delete"])
def test_workshops_notes_and_practices_are_neither_added_nor_deleted(
    act: str, held: Workshop, operator: Person
) -> None:
    practice = PracticeFactory(workshop=held, text="Ring first")
    for thing in (held, Note.objects.all()[0], practice):
        args = [] if act == "add" else [thing.pk]
        answer = operator.submit(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{act}", *args)
        assert answer.status_code == 403
        assert type(thing)._default_manager.filter(pk=thing.pk).exists()


def test_note_is_not_changed_by_post(held: Workshop, operator: Person) -> None:
    note = Note.objects.get(hidden=False)
    answer = operator.submit("admin:worryzones_note_change", note.pk, text="Other", hidden="on")
    assert answer.status_code == 403
    note.refresh_from_db()
    assert (note.text, note.hidden) == ("Mornings begin together", False)


@pytest.mark.parametrize(
    ("page", "lookup"),
    [
        ("admin:worryzones_note_changelist", "proof__startswith"),
        ("admin:worryzones_note_changelist", "created__gt"),
        ("admin:workshops_user_changelist", "password__startswith"),
        (WORKSHOPS, "participants__key_hash__startswith"),
        (WORKSHOPS, "participants__name__startswith"),
        (WORKSHOPS, "organisation__workshops__participants__name__startswith"),
        (WORKSHOPS, "facilitators__password__startswith"),
    ],
)
def test_hashes_are_not_guessed_at_through_the_address(
    page: str, lookup: str, held: Workshop, operator: Person
) -> None:
    assert operator.get(page, **{lookup: "a"}).status_code == 400
