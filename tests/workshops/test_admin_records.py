"""The records around workshops in the admin: practices, places, the overview, the trail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from practices.models import Practice
from tests.factories import AreaFactory, Person, PracticeFactory, UserFactory, WorkshopFactory, go, signed_in
from workshops.models import Area, Organisation, User, Workshop

WORKSHOPS = "admin:workshops_workshop_changelist"


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


def withdraw(person: Person, *practices: Practice, action: str = "withdraw") -> Any:
    chosen = [str(practice.pk) for practice in practices]
    return person.submit("admin:practices_practice_changelist", action=action, _selected_action=chosen)


def test_practice_is_withdrawn_and_given_back(workshop: Workshop, coordinator: Person) -> None:
    practice = PracticeFactory(workshop=workshop, text="Ring first")
    withdraw(coordinator, practice)
    practice.refresh_from_db()
    assert practice.withdrawn
    withdraw(coordinator, practice, action="give_back")
    practice.refresh_from_db()
    assert not practice.withdrawn


def test_foreign_practice_is_not_withdrawn(elsewhere: Workshop, coordinator: Person) -> None:
    practice = PracticeFactory(workshop=elsewhere, text="Ring first")
    withdraw(coordinator, practice)
    practice.refresh_from_db()
    assert not practice.withdrawn


def test_coordinator_keeps_up_the_own_organisation_alone(
    coordinator: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    for place in (organisation, other_organisation):
        coordinator.submit(
            "admin:workshops_organisation_change",
            place.pk,
            name=f"{place} 2",
            language="sv",
            notes_kept_days=60,
        )
    names = set(Organisation.objects.values_list("name", "language"))
    assert names == {("Family Centre 2", "sv"), ("Another Centre", "fi")}
    assert coordinator.get("admin:workshops_organisation_add").status_code == 403


def test_coordinator_adds_areas_and_renames_what_no_one_else_uses(
    coordinator: Person, workshop: Workshop, elsewhere: Workshop
) -> None:
    coordinator.submit("admin:workshops_area_add", name="Newtown", kind="county")
    own, theirs = Area.objects.get(name="Newtown"), AreaFactory(name="Oldtown")
    workshop.areas.add(own, theirs)
    elsewhere.areas.add(theirs)
    for town in (own, theirs):
        coordinator.submit("admin:workshops_area_change", town.pk, name=f"{town} 2", kind="county")
    assert sorted(Area.objects.values_list("name", flat=True)) == ["Newtown 2", "Oldtown"]


def test_overview_counts_what_is_within_reach(
    workshop: Workshop, elsewhere: Workshop, coordinator: Person, organisation: Organisation
) -> None:
    UserFactory(email="new@example.org", organisation=organisation)
    go(WorkshopFactory(organisation=organisation), "closed")
    html = " ".join(re.sub("<[^>]+>", " ", coordinator.get("admin:index").content.decode()).split())
    assert "0 coming 1 running 1 past" in html
    assert "Family Centre Coordination" in html


def test_pages_keep_to_our_content_policy(workshop: Workshop, operator: Person) -> None:
    pages = [
        WORKSHOPS,
        "admin:workshops_user_changelist",
        "admin:workshops_membershipinvitation_add",
        "admin:index",
    ]
    for html in [operator.get(page).content.decode() for page in pages]:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", html)
        assert "admin/css/" not in html


def test_trail_names_ids_and_fields_never_texts(workshop: Workshop, coordinator: Person) -> None:
    coordinator.submit(
        "admin:workshops_workshop_details",
        workshop.pk,
        title="A secret title",
        focus_area="growth",
        recipients="Nobody",
    )
    practice = PracticeFactory(workshop=workshop, text="Ring first")
    withdraw(coordinator, practice)
    entries = [(entry.object_repr, entry.change_message) for entry in LogEntry.objects.order_by("pk")]
    assert entries[0][0] == f"workshop {workshop.pk}"
    assert entries[1] == (f"practice {practice.pk}", '[{"changed": {"fields": ["withdrawn"]}}]')
    assert not re.search("secret|Nobody|Ring", str(entries))
