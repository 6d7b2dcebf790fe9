"""An organisation stands once, however its name is written."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from dialogit.demo import seed
from tests.factories import OrganisationFactory, Person, signed_in
from tests.pairs.meeting import two_sides
from tests.workshops.test_areas import WRITINGS
from workshops.models import Organisation, User

ADD, CHANGE = "admin:workshops_organisation_add", "admin:workshops_organisation_change"
BODY = {"language": "fi", "contact": "", "notes_kept_days": "90", "area": ""}
THERE = "is in the list already. A name can stand there only once."


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


@pytest.mark.parametrize("written", WRITINGS)
def test_an_organisation_stands_in_the_list_once_however_it_is_written(operator, written):
    OrganisationFactory(name="Kunta Ä")
    answer = operator.submit(ADD, **BODY, name=written)
    page = answer.content.decode()
    assert (answer.status_code, f"“Kunta Ä” {THERE}" in page) == (200, True)
    assert 'aria-describedby="id_name_error"' in page
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(name=written)
    assert seed.organisation(written).name == "Kunta Ä"
    assert Organisation.objects.count() == 1


def test_coordinator_gives_it_no_name_of_another_and_may_write_the_own_otherwise(
    coordinator, organisation, other_organisation
):
    taken = coordinator.submit(CHANGE, organisation.pk, **BODY, name="ANOTHER  centre")
    assert f"“Another Centre” {THERE}" in taken.content.decode()
    assert 'value="ANOTHER  centre"' in taken.content.decode()
    assert coordinator.submit(CHANGE, organisation.pk, **BODY, name="FAMILY CENTRE").status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.name_key) == ("FAMILY CENTRE", "family centre")


@pytest.mark.django_db(transaction=True)
def test_two_who_add_an_organisation_at_once_add_one_and_one_of_them_is_told():
    user = User.objects.create_superuser("operator@example.org", "x")
    operators = [signed_in(user), signed_in(user)]
    answers: list[HttpResponse] = []

    def ready(side: int):
        name = ("Kunta", "KUNTA")[side]
        return lambda: answers.append(operators[side].submit(ADD, **BODY, name=name))

    with two_sides() as sides:
        assert sides.at_once(partial(ready, 0), partial(ready, 1)) == ["done", "done"]
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert THERE in next(a for a in answers if a.status_code == 200).content.decode()
    assert Organisation.objects.count() == 1
