"""Coordinators put the library right: who may, what follows, and two of them at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from practices.models import Curation, Experience, Practice, Word
from practices.models.reading import took_part
from practices.queries import curation as curation_queries
from practices.services import collections, curating, experiences, library
from tests.factories import (
    AreaFactory,
    Person,
    PracticeFactory,
    UserFactory,
    signed_in,
)
from tests.practices.test_reading import LEVELS, reader, shelf  # noqa: F401 - fixtures
from tests.waiting import until
from workshops.access.devices import new_device
from workshops.models import Contribution, Sharing, Workshop
from workshops.refusals import Refused

pytestmark = pytest.mark.django_db
ROLES = {  # by role the levels of the organisation's practices that it may put right
    "anonymous": set(),
    "participant": set(),
    "outsider": set(),
    "elsewhere": set(),
    "inactive": set(),
    "same_region": set(),
    "same_area": set(),
    "colleague": set(),
    "facilitator": set(),
    "second": set(),
    "foreign_coordinator": set(),
    "area_coordinator": {"area", "region", "everyone"},
    "coordinator": set(LEVELS),
    "operator": set(LEVELS),
}
ACTS: dict[str, dict[str, Any]] = {
    "reword": {"text": "Mornings begin with tea", "read": ""},
    "lower": {"level": "workshop"},
    "withdraw_as_coordinator": {},
    "give_back": {},
    "merge": {"number": "1"},
}


@pytest.fixture
def curator(reader: Any, foreign_coordinator: Person, shelf: Any) -> Callable[[str], Person]:  # noqa: F811
    def person(role: str) -> Person:
        if role != "area_coordinator":
            found: Person = reader(role)
            return found
        place = foreign_coordinator.user.memberships.get().organisation  # type: ignore[union-attr]
        place.area = shelf["area"].areas.get()
        place.save()
        return foreign_coordinator

    return person


@pytest.fixture
def calm() -> Practice:
    return PracticeFactory(text="Mornings begin calmly")


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_put_right_what_is_its_own(role, curator, shelf):  # noqa: F811
    person = curator(role)
    opened = {at for at in LEVELS if person.get("practices:curate", shelf[at].pk).status_code == 200}
    assert opened == ROLES[role]
    for level in set(LEVELS) - ROLES[role]:
        for act, data in ACTS.items():
            answer = person.submit(f"practices:{act}", shelf[level].pk, **data)
            assert answer.status_code in (401, 403, 404), answer.status_code
    kept = {(row.pk, row.text, row.sharing, row.withdrawn) for row in shelf.values()}
    now = set(Practice.objects.values_list("pk", "text", "sharing", "withdrawn"))
    assert now == kept


@pytest.mark.parametrize("role", ROLES)
def test_the_way_to_putting_right_shows_to_those_who_may(role, curator, shelf):  # noqa: F811
    page = curator(role).get("practices:practice", shelf["everyone"].pk).content.decode()
    assert ("Put right" in page) is ("everyone" in ROLES[role])


# --- words ---


def worded(person: Person, practice: Practice, **texts: Any) -> Any:
    page = person.get("practices:curate", practice.pk)
    read = page.context["words"].initial["read"]
    standing = {name: getattr(practice, name) for name in curation_queries.WORDS}
    return person.submit("practices:reword", practice.pk, **{**standing, "read": read, **texts})


def test_other_words_are_noted_on_the_page_with_what_stood_before(calm, operator):
    assert worded(operator, calm, text="Mornings begin with music").status_code == 302
    page = Person().get("practices:practice", calm.pk).content.decode()
    assert "Worded by the coordinator on" in page
    assert "Mornings begin calmly" in page
    assert Person().get("practices:library", q="music").context["total"] == 1
    assert Person().get("practices:library", q="calmly").context["total"] == 0
    worded(operator, Practice.objects.get(), text="Mornings begin with tea")
    assert Curation.objects.get().before == {"text": "Mornings begin calmly"}


@pytest.mark.django_db(transaction=True)
def test_what_told_of_a_person_is_kept_nowhere(calm, operator):
    worded(operator, calm, text="Kaarina Korhonen begins calmly")
    worded(operator, Practice.objects.get(), text="We begin calmly", is_private="on")
    page = Person().get("practices:practice", calm.pk).content.decode()
    assert "is not kept, because it told of a person" in page
    assert "Korhonen" not in page
    assert not Word.objects.filter(text="korhonen").exists()
    worded(operator, Practice.objects.get(), text="We begin with tea")
    assert Curation.objects.get().before == {}


def test_notes_that_told_of_a_person_are_left_out_for_good(operator, workshop):
    calm = PracticeFactory(
        workshop=workshop, provenance=[{"mark": "2", "group": "Mornings", "notes": ["Aino is late"]}]
    )
    worded(operator, calm, drops_notes="on")
    calm.refresh_from_db()
    assert calm.provenance == [{"mark": "2", "group": "Mornings", "notes": []}]
    assert Person().get("practices:library", q="Aino").context["total"] == 0


def test_words_with_an_identity_code_are_refused_and_stay_in_the_form(calm, operator):
    answer = worded(operator, calm, text="On 131052-308T")
    assert answer.status_code == 422
    assert "personal identity code" in answer.content.decode()
    assert "On 131052-308T" in answer.content.decode()
    assert Practice.objects.get().text == "Mornings begin calmly"


def test_two_who_reword_are_told_of_each_other(calm, operator):
    read = operator.get("practices:curate", calm.pk).context["words"].initial["read"]
    worded(operator, calm, text="Mornings begin with music")
    late = operator.submit("practices:reword", calm.pk, text="Mornings begin with tea", read=read)
    assert late.status_code == 422
    assert "Mornings begin with music" in late.content.decode()
    assert "Mornings begin with tea" in late.content.decode()
    assert Practice.objects.get().text == "Mornings begin with music"


def test_the_log_says_who_and_what_but_no_word(calm, operator):
    worded(operator, calm, text="Mornings begin with music")
    entry = LogEntry.objects.get()
    assert entry.user == operator.user
    assert "music" not in entry.change_message + entry.object_repr


# --- level, withdrawing ---


@pytest.mark.parametrize("now", LEVELS)
@pytest.mark.parametrize("to", [*LEVELS, "moon", ""])
def test_a_level_only_comes_down(now, to, operator):
    practice = PracticeFactory(sharing=now)
    answer = operator.submit("practices:lower", practice.pk, level=to)
    practice.refresh_from_db()
    if to in LEVELS and LEVELS.index(to) < LEVELS.index(now):
        assert (answer.status_code, practice.sharing) == (302, to)
    else:
        assert (answer.status_code, practice.sharing) == (422, now)
        assert "You can only bring the level down" in answer.content.decode()


def test_a_level_brought_down_meanwhile_is_not_raised(calm, operator):
    old = Practice.objects.get()
    curating.lower(practice=calm, level="workshop", by=operator.user)
    with pytest.raises(Refused, match="bring it down"):
        curating.lower(practice=old, level="region", by=operator.user)


def test_what_is_withdrawn_leaves_everything_at_once_and_comes_back(calm, operator, organisation):
    folder = collections.begin(organisation=organisation, name="Folder", foreword="", language="en")
    collections.put(collection=folder, practice=calm)
    collections.make_link(collection=folder, audience="anyone")
    addresses = [
        reverse("practices:library"),
        reverse("practices:library") + "?q=calmly",
        reverse("practices:sheet"),
        reverse("practices:data"),
        reverse("practices:feed"),
        operator.get("practices:collection", folder.pk).context["links"][0]["address"],
    ]

    def seen() -> set[bool]:
        pages = [Person().client.get(address).content.decode() for address in addresses]
        return {"Mornings begin calmly" in re.sub("</?mark>", "", page) for page in pages}

    assert seen() == {True}
    operator.submit("practices:withdraw_as_coordinator", calm.pk)
    assert seen() == {False}
    for page in ("practice", "description", "description_file"):
        assert Person().get(f"practices:{page}", calm.pk).status_code == 404
    operator.submit("practices:give_back", calm.pk)
    assert seen() == {True}


# --- merging ---


def test_the_one_that_stays_takes_what_the_double_had(operator, organisation, other_organisation):
    kept = PracticeFactory(text="Mornings begin calmly", zones=",1,", organisation=organisation)
    double = PracticeFactory(
        text="A calm morning",
        zones=",2,",
        organisation=other_organisation,
        areas=[AreaFactory(name="Lakeside")],
        provenance=[{"mark": "2", "group": "Hurry", "notes": []}],
    )
    experiences.tell(
        practice=double, id="0b6f6c34-55d1-4f7e-9a53-7c2f0f0f6f11", text="It calmed us", device=new_device()
    )
    answer = operator.submit("practices:merge", double.pk, number=f"https://x.example/practices/{kept.pk}/")
    assert answer.status_code == 302
    page = Person().client.get(reverse("practices:practice", args=[double.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("practices:practice", args=[kept.pk])
    told = page.content.decode()
    for words in ("It calmed us", "Hurry", "Another Centre", "Lakeside", "A calm morning"):
        assert words in told
    assert Practice.objects.get(pk=kept.pk).zone_keys == ["1", "2"]
    assert Person().get("practices:library").context["total"] == 1
    late = Experience.objects.create(practice=double, text="Told in the same instant")
    page = Person().get("practices:practice", kept.pk)
    assert late in [told.experience for told in page.context["experiences"]]


def test_a_chain_of_merges_leads_to_the_last(operator):
    first, second, third = (PracticeFactory(text=f"Practice {n}") for n in range(3))
    curating.merge(double=first, into=second, by=operator.user)
    curating.merge(double=second, into=third, by=operator.user)
    answer = Person().get("practices:practice", first.pk)
    assert answer.url == reverse("practices:practice", args=[third.pk])


def test_a_merge_the_other_way_round_says_what_has_become_of_it(operator):
    one, other = PracticeFactory(text="One"), PracticeFactory(text="Other")
    curating.merge(double=one, into=other, by=operator.user)
    late = operator.submit("practices:merge", other.pk, number=one.pk)
    assert late.status_code == 409
    assert "has been merged into “Other” already" in late.content.decode()
    assert not Practice.objects.get(pk=other.pk).withdrawn
    back = operator.submit("practices:give_back", one.pk)
    assert back.status_code == 409


@pytest.mark.parametrize("gone", ["double", "into"])
def test_a_merge_of_one_that_was_withdrawn_meanwhile_is_refused(gone, operator):
    pair = {"double": PracticeFactory(text="Double"), "into": PracticeFactory(text="Kept")}
    library.set_withdrawn(practice=pair[gone], withdrawn=True)
    answer = operator.submit("practices:merge", pair["double"].pk, number=pair["into"].pk)
    assert answer.status_code == 409
    assert "has been withdrawn, so nothing is merged" in answer.content.decode()
    assert not Curation.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 30, "99999", "\0"])
def test_a_merge_into_what_is_not_there_is_answered_beside_the_field(number, calm, operator):
    answer = operator.submit("practices:merge", calm.pk, number=number)
    assert answer.status_code == 422
    assert not Practice.objects.get().withdrawn


def test_a_merge_into_itself_is_refused(calm, operator):
    assert operator.submit("practices:merge", calm.pk, number=calm.pk).status_code == 409


def test_a_merge_tells_nobody_what_was_not_shared_with_them(operator, workshop):
    near = PracticeFactory(workshop=workshop, sharing="area")
    far = PracticeFactory(workshop=workshop, sharing="everyone")
    assert operator.submit("practices:merge", near.pk, number=far.pk).status_code == 409
    assert operator.submit("practices:merge", far.pk, number=near.pk).status_code == 302


def test_a_coordinator_merges_into_nothing_of_another_organisation(coordinator, workshop, elsewhere):
    own = PracticeFactory(workshop=workshop)
    theirs = PracticeFactory(workshop=elsewhere)
    answer = coordinator.submit("practices:merge", own.pk, number=theirs.pk)
    assert answer.status_code == 422
    assert "no such practice that you may put right" in answer.content.decode()


# --- what the workshop shares anew ---


def test_what_was_put_right_stands_when_the_workshop_shares_anew(workshop, operator):
    Workshop.objects.filter(pk=workshop.pk).update(sharing=Sharing.EVERYONE)
    group = workshop.themes.create(title="Mornings", selected=True).groups.create(letter="A")
    contribution = Contribution.objects.create(group=group, kind="practice", text="Calm")
    again = {"workshop": workshop, "contribution": contribution, "text": "Calm", "sharing": "everyone"}
    practice = library.share(**again)
    curating.reword(practice=practice, read=None, by=operator.user, text="Calmly")
    curating.lower(practice=practice, level="area", by=operator.user)
    curating.set_withdrawn(practice=practice, withdrawn=True, by=operator.user)
    library.share(**again)
    practice.refresh_from_db()
    assert (practice.text, practice.sharing, practice.withdrawn) == ("Calmly", "area", True)


# --- two at once ---


def at_once(*acts: Callable[[], Any]) -> list[str]:
    start, told = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with translation.override("en"):
                act()
            told.append("done")
        except Refused as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_two_crosswise_leave_one(operator):
    """On PostgreSQL they would wait for each other for ever if each took the rows in its own order."""
    for turn in range(5):
        one, other = PracticeFactory(text=f"One {turn}"), PracticeFactory(text=f"Other {turn}")
        told = at_once(
            lambda one=one, other=other: curating.merge(double=one, into=other, by=operator.user),
            lambda one=one, other=other: curating.merge(double=other, into=one, by=operator.user),
        )
        assert told[0] == "done" or told[1] == "done"
        assert sum("has been merged into" in words for words in told) == 1
        assert Practice.objects.filter(pk__in=[one.pk, other.pk], withdrawn=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_merge_meets_a_withdrawal(operator):
    for turn in range(5):
        one, other = PracticeFactory(text=f"One {turn}"), PracticeFactory(text=f"Other {turn}")
        told = at_once(
            lambda one=one, other=other: curating.merge(double=one, into=other, by=operator.user),
            lambda other=other: curating.set_withdrawn(practice=other, withdrawn=True, by=operator.user),
        )
        assert "done" in told
        merged = Curation.objects.filter(practice=one, merged_into=other).exists()
        assert merged is (told == ["done", "done"])


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no areas in a practice's row.")
def test_areas_that_two_change_at_once_are_kept_as_they_ended():
    """Shown to fail without the lock in the trigger: the area that had been taken away still opened it."""
    home, other = AreaFactory(), AreaFactory()
    practice = PracticeFactory(areas=[home])

    def add() -> None:
        practice.areas.add(other)
        connection.close()

    second = threading.Thread(target=add)
    with transaction.atomic():
        practice.areas.remove(home)
        second.start()
        until(somebody_waits, 10, "the second one waits for the first")
    second.join()
    kept = [bool(Practice.objects.filter(took_part([area.pk]))) for area in (home, other)]
    assert kept == [False, True]


def test_the_admin_leads_to_putting_right_and_withdraws(coordinator, workshop):
    practice = PracticeFactory(workshop=workshop)
    page = coordinator.get("admin:practices_practice_changelist").content.decode()
    assert reverse("practices:curate", args=[practice.pk]) in page
    coordinator.submit("admin:practices_practice_changelist", action="withdraw", _selected_action=practice.pk)
    assert Practice.objects.get().withdrawn
