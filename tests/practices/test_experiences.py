"""An experience is taken back by the device it came from, or removed by a coordinator; the page says so."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from practices.models import Experience, Practice
from practices.services import curating, experiences
from tests.factories import Person, PracticeFactory, UserFactory, signed_in
from tests.practices.test_curating import ROLES, curator  # noqa: F401 - a fixture
from tests.practices.test_reading import reader, shelf  # noqa: F401 - fixtures
from workshops.access.devices import new_device
from workshops.models import PendingErasure

pytestmark = pytest.mark.django_db
TEXT = "Kaarina calmed our Mondays"


@pytest.fixture
def practice(workshop: Any) -> Practice:
    return PracticeFactory(text="Walking meetings", workshop=workshop)


def told_by(person: Person, practice: Practice, text: str = TEXT) -> Experience:
    id = uuid.uuid4()
    assert person.submit("practices:tell", practice.pk, id=id, text=text).status_code == 302
    return Experience.objects.get(pk=id)


def remove(person: Person, experience: Experience, practice: Practice | None = None) -> int:
    page = practice or experience.practice
    return person.submit("practices:remove_experience", page.pk, experience.pk).status_code


def page_of(practice: Practice, person: Person | None = None) -> str:
    return " ".join((person or Person()).get("practices:practice", practice.pk).content.decode().split())


def test_writer_takes_it_back_and_the_page_says_so(practice, outsider):
    told = told_by(outsider, practice)
    assert "Remove this experience" in page_of(practice, outsider)
    assert remove(outsider, told) == 302
    page = page_of(practice)
    assert "Kaarina" not in page
    assert "An experience stood here. Whoever wrote it took it back on" in page
    told.refresh_from_db()
    assert (told.text, told.proof, told.removed_by) == ("", None, "writer")
    assert not LogEntry.objects.exists()


def test_another_device_of_the_same_account_proves_nothing(practice, outsider):
    told = told_by(outsider, practice)
    other = signed_in(outsider.user)
    assert "Remove this experience" not in page_of(practice, other)
    assert remove(other, told) == 404
    other.client.cookies[settings.DEVICE_COOKIE] = outsider.client.cookies[settings.DEVICE_COOKIE].value
    assert remove(other, told) == 302


def test_nothing_in_the_database_joins_two_experiences_of_one_writer(practice, outsider):
    one, two = told_by(outsider, practice), told_by(outsider, practice, "And our Fridays")
    assert one.proof
    assert two.proof
    assert one.proof != two.proof


@pytest.mark.parametrize("role", ROLES)
def test_coordinators_who_put_it_right_remove_an_experience_and_others_do_not(role, curator, shelf, outsider):  # noqa: F811
    practice = shelf["everyone"]
    told, person = told_by(outsider, practice), curator(role)
    if role == "outsider":
        person = signed_in(UserFactory())
    may = "everyone" in ROLES[role]
    assert ("Remove this experience" in page_of(practice, person)) is may
    assert remove(person, told) in ((302,) if may else (302, 401, 403, 404))
    told.refresh_from_db()
    assert (told.text == "", bool(told.removed_on)) == (may, may)


def test_coordinators_trace_names_the_coordinator_and_the_log_who_but_no_word(
    practice, outsider, coordinator
):
    remove(coordinator, told_by(outsider, practice))
    assert "An experience stood here. The coordinator removed it on" in page_of(practice)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (coordinator.user, str(practice.pk))
    assert "Kaarina" not in entry.change_message + entry.object_repr
    assert PendingErasure.objects.exists()


def test_removed_experience_is_in_no_document(practice, outsider, coordinator):
    remove(coordinator, told_by(outsider, practice))
    page = Person().get("practices:description", practice.pk).content.decode()
    assert "Kaarina" not in page


def test_experience_of_a_double_is_removed_where_it_is_shown(workshop, outsider, coordinator):
    double, kept = (
        PracticeFactory(text="Double", workshop=workshop),
        PracticeFactory(text="Kept", workshop=workshop),
    )
    told = told_by(outsider, double)
    curating.merge(double=double, into=kept, by=coordinator.user)
    assert remove(coordinator, told, kept) == 302
    assert "The coordinator removed it on" in page_of(kept)


def test_experience_of_another_practice_is_not_there(practice, outsider, coordinator):
    told = told_by(outsider, practice)
    other = PracticeFactory(workshop=practice.workshop)
    assert remove(coordinator, told, other) == 404
    assert coordinator.submit("practices:remove_experience", practice.pk, uuid.uuid4()).status_code == 404


def test_a_second_press_changes_nothing(practice, outsider, coordinator):
    told = told_by(outsider, practice)
    assert [remove(outsider, told), remove(coordinator, told)] == [302, 302]
    told.refresh_from_db()
    assert told.removed_by == "writer"


def test_proof_goes_after_thirty_days(practice, outsider):
    told = told_by(outsider, practice)
    experiences.forget_proofs()
    assert Experience.objects.exclude(proof=None).exists()
    Experience.objects.update(created=timezone.localdate() - timedelta(days=31))
    experiences.forget_proofs()
    told.refresh_from_db()
    assert (told.proof, told.text) == (None, TEXT)
    assert remove(outsider, told) == 404
    assert PendingErasure.objects.exists()


def test_page_with_experiences_makes_as_many_queries_at_3_as_at_30(practice, coordinator, queries_in):
    counted = []
    for count in (3, 27):
        for _each in range(count):
            experiences.tell(practice=practice, id=uuid.uuid4(), text="Calm", device=new_device())
        counted.append(queries_in(lambda: coordinator.get("practices:practice", practice.pk)))
    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_it_at_once_leave_one_trace(practice, coordinator, at_once):
    id = uuid.uuid4()
    experiences.tell(practice=practice, id=id, text=TEXT, device=new_device())
    told = Experience.objects.get(pk=id)
    said = at_once(
        lambda: experiences.remove(experience=told, by=None),
        lambda: experiences.remove(experience=told, by=coordinator.user),
    )
    told.refresh_from_db()
    assert (said, told.text) == (["done"] * 2, "")
    assert LogEntry.objects.count() == (told.removed_by == "coordinator")
