"""A workshop in its first round: ``python -m tests.faults.seed 24`` makes it and prints its people."""

from __future__ import annotations

import json
import sys

import django

CODE, ELSEWHERE = "FAULTS22", "FAULTS33"


def seed(count: int) -> dict[str, object]:
    """Two facilitators, ``count`` phones at their tables, and a phone of another workshop."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from tests.factories import OrganisationFactory, Person, UserFactory, WorkshopFactory, go, many, signed_in
    from workshops.services import facilitation

    def cookie(person: Person) -> str:
        return person.client.cookies[settings.DEVICE_COOKIE].value

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        organisation = OrganisationFactory(name="Family Centre")
        lead, second = (UserFactory(organisation=organisation) for _number in range(2))
        workshop = WorkshopFactory(organisation=organisation, user=lead, code=CODE, language="en")
        facilitation.add_second(workshop=workshop, user=second)
        go(workshop, "welcome")
        phones = many(workshop, count)
        go(workshop, "cafe-1")
        other = go(WorkshopFactory(code=ELSEWHERE), "welcome")
        stranger = many(other, 4)[0]
        go(other, "cafe-1")
    return {
        "phones": [cookie(person) for person in phones],
        "stranger": cookie(stranger),
        "sessions": [signed_in(user).client.cookies["sessionid"].value for user in (lead, second)],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seed(int(sys.argv[1]))))
