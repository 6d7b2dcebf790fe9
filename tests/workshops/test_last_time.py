"""What was agreed last time, and how it went: at the welcome, where the facilitators want it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import WorkshopFactory, browser, join
from tests.markup import flat
from tests.workshops.reported import closed_workshop
from tests.workshops.test_preparation import errors, filled_in
from workshops.models import Agreement, Task, Workshop
from workshops.queries import last_time
from workshops.refusals import NotSaved
from workshops.services import course, duplication, retention

TITLE = "What was agreed last time"


def closed(organisation: Any, user: Any, title: str, days_ago: int) -> Workshop:
    """One with a single task, under way."""
    made = WorkshopFactory(organisation=organisation, user=user, title=title, language="fi")
    now = timezone.now()
    Agreement.objects.create(workshop=made, confirmed_at=now, decision="go_on")
    Task.objects.create(workshop=made, what=f"Kokeillaan: {title}", responsible="Tiimi", status="doing")
    made.phase, made.closed_at = "closed", now - timedelta(days=days_ago)
    made.save()
    return made


@pytest.fixture
def former(organisation, facilitator):
    return closed(organisation, facilitator.user, "Varhainen tuki", 30)


@pytest.fixture
def latest(former, organisation, facilitator):
    return closed(organisation, facilitator.user, "Yhteinen arki", 3)


@pytest.fixture
def foreign(other_organisation, foreign_facilitator):
    return closed(other_organisation, foreign_facilitator.user, "Vieras", 1)


def looking_back(workshop: Workshop, former: Workshop | None = None) -> Workshop:
    workshop.last_time, workshop.former = "chosen" if former else "latest", former
    workshop.save()
    return workshop


def stage(person: Any, workshop: Workshop) -> str:
    return flat(person.get("workshops:stage", workshop.code).content)


# --- at the welcome ---


def test_nothing_is_shown_unless_somebody_wants_it(workshop, latest, participant, queries_in):
    assert last_time.shown(workshop) is None
    assert queries_in(lambda: last_time.shown(workshop)) == 0
    assert TITLE not in stage(participant, workshop)


def test_welcome_shows_the_latest_workshops_agreement_and_how_far_its_tasks_are(
    workshop, latest, foreign, participant
):
    page = stage(participant, looking_back(workshop))
    assert TITLE in page
    assert "Yhteinen arki ·" in page
    assert '<span dir="auto" lang="fi">Kokeillaan: Yhteinen arki</span>' in page
    assert "under way" in page
    assert "The process goes on" in page
    assert "Varhainen tuki" not in page
    assert "Vieras" not in page


def test_welcome_tells_in_the_words_of_those_who_told_it_how_a_task_went(workshop, latest, participant):
    Task.objects.filter(workshop=latest).update(how="Joka torstai & usein")
    page = stage(participant, looking_back(workshop))
    assert '<q dir="auto" lang="fi">Joka torstai &amp; usein</q>' in page


def test_welcome_shows_the_one_that_was_chosen(workshop, former, latest, participant):
    page = stage(participant, looking_back(workshop, former))
    assert "Kokeillaan: Varhainen tuki" in page
    assert "Yhteinen arki" not in page


def test_projector_and_script_have_it_as_a_slide(workshop, latest, facilitator):
    looking_back(workshop)
    assert 'title="Last time"' in flat(facilitator.get("workshops:console", workshop.code).content)
    facilitator.post("workshops:slide", workshop.code, slide=1)
    shown = flat(facilitator.get("workshops:projector", workshop.code).content)
    assert 'id="explained-last-time"' in shown
    assert "Kokeillaan: Yhteinen arki" in shown
    assert "Kokeillaan: Yhteinen arki" in flat(facilitator.get("workshops:script", workshop.code).content)


def test_door_shows_it_to_nobody_who_has_not_joined(workshop, latest):
    looking_back(workshop)
    assert "Kokeillaan" not in flat(browser().get(f"/j/{workshop.code}/").content)


def test_a_former_workshop_that_has_been_deleted_is_replaced_by_no_other(
    workshop, former, latest, participant, facilitator
):
    looking_back(workshop, former)
    former.delete()
    workshop.refresh_from_db()
    assert TITLE not in stage(participant, workshop)
    assert "can no longer be shown" in flat(facilitator.get("workshops:prepare", workshop.code).content)


def test_a_former_workshop_whose_notes_were_purged_still_tells_its_agreement(workshop, former, participant):
    looking_back(workshop, former)
    retention.purge(workshop=former)
    assert "Kokeillaan: Varhainen tuki" in stage(participant, workshop)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"left_out": ["agreement", "heard"]},
        {"phase": "feedback", "closed_at": None},
        {"organisation": "elsewhere"},
        {"unconfirmed": True},
    ],
)
@pytest.mark.parametrize("chosen", [True, False])
def test_what_the_report_does_not_tell_is_not_told(
    workshop, former, participant, other_organisation, otherwise, chosen
):
    looking_back(workshop, former if chosen else None)
    if "organisation" in otherwise:
        otherwise = {"organisation": other_organisation}
    if otherwise.pop("unconfirmed", False) or not otherwise:
        Agreement.objects.filter(workshop=former).update(confirmed_at=None)
    else:
        Workshop.objects.filter(pk=former.pk).update(**otherwise)
    assert TITLE not in stage(participant, workshop)


def test_report_without_another_section_still_tells_it(workshop, former, participant):
    Workshop.objects.filter(pk=former.pk).update(left_out=["heard"])
    assert TITLE in stage(participant, looking_back(workshop, former))


def test_a_whole_agreement_is_told_in_full_and_folded_on_the_phone(workshop, organisation, facilitator):
    former = closed_workshop(organisation, facilitator.user)
    person = join(looking_back(workshop, former))
    lines = last_time.lines(former)
    page = stage(person, workshop)
    assert former.tasks.count() + former.needs.count() < len(lines)
    assert all(task.what in page for task in former.tasks.all())
    assert all(need.text in page for need in former.needs.all())
    assert ("open" in page.split('id="explained-last-time"')[1].split(">")[0]) == (len(lines) <= 8)


def test_welcome_takes_as_many_queries_for_thirty_tasks_as_for_three(
    workshop, former, participant, queries_in
):
    looking_back(workshop, former)
    few = queries_in(lambda: stage(participant, workshop))
    for n in range(30):
        Task.objects.create(workshop=former, what=f"Task {n}", responsible="Tiimi")
    assert queries_in(lambda: stage(participant, workshop)) == few


# --- choosing it in preparation ---


def sent(organisation: Any, **changed: Any) -> dict[str, Any]:
    return filled_in(organisation, **changed)


def test_preparation_says_nothing_of_it_where_there_is_no_former_workshop(facilitator, foreign):
    assert "Last time" not in flat(facilitator.get("workshops:new").content)


def test_preparation_offers_the_organisations_own_closed_workshops(
    facilitator, workshop, former, latest, foreign
):
    form = facilitator.get("workshops:new").context["form"]
    assert form["last_time"].value() == ""
    assert list(form.fields["former"].queryset) == [latest, former]


def test_choice_is_saved_and_another_field_leaves_it_alone(facilitator, organisation, former):
    chosen = sent(organisation, last_time="chosen", former=former.pk)
    facilitator.submit("workshops:new", **chosen)
    made = Workshop.objects.get(title="Early support")
    assert (made.last_time, made.former) == ("chosen", former)
    page = facilitator.get("workshops:prepare", made.code)
    read = page.context["form"]["read"].value()
    facilitator.submit("workshops:prepare", made.code, **{**chosen, "title": "Early help", "read": read})
    made.refresh_from_db()
    assert (made.title, made.last_time, made.former) == ("Early help", "chosen", former)


@pytest.mark.parametrize("pk", ["foreign", "open", "itself", "0", "x", "9" * 40])
def test_what_may_not_be_looked_back_at_is_refused(facilitator, organisation, workshop, former, foreign, pk):
    ids = {
        "foreign": foreign.pk,
        "open": WorkshopFactory(organisation=organisation).pk,
        "itself": workshop.pk,
    }
    changes = sent(organisation, last_time="chosen", former=ids.get(pk, pk))
    answer = facilitator.submit("workshops:prepare", workshop.code, **changes)
    assert answer.status_code == 422
    assert "This workshop cannot be shown" in flat(answer.content)
    workshop.refresh_from_db()
    assert (workshop.last_time, workshop.former) == ("", None)


def test_former_workshop_is_of_the_organisation_that_is_chosen(
    facilitator, organisation, other_organisation, former
):
    facilitator.user.memberships.create(organisation=other_organisation)
    answer = facilitator.submit(
        "workshops:new", **sent(other_organisation, last_time="chosen", former=former.pk)
    )
    assert answer.status_code == 422
    assert errors(answer) == {"former": [str(last_time.UNFIT)]}


def test_chosen_one_is_asked_for(facilitator, organisation, former):
    answer = facilitator.submit("workshops:new", **sent(organisation, last_time="chosen"))
    assert answer.status_code == 422
    assert "Choose the workshop whose agreement is shown." in flat(answer.content)


def test_service_refuses_what_the_form_did_not_see(workshop, former, foreign):
    """The former workshop may have become another one's while the form was sent."""
    for wrong in (foreign, workshop):
        with pytest.raises(NotSaved) as refused:
            course.update_workshop(workshop=workshop, last_time="chosen", former=wrong)
        assert list(refused.value.fields) == ["former"]
    course.update_workshop(workshop=workshop, last_time="chosen", former=former)
    assert Workshop.objects.get(pk=workshop.pk).former == former


def test_choice_that_has_come_to_nothing_keeps_no_other_field_from_being_saved(
    facilitator, organisation, workshop, former
):
    looking_back(workshop, former).former.delete()
    changes = sent(organisation, last_time="chosen", former="", title="Early help")
    assert facilitator.submit("workshops:prepare", workshop.code, **changes).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.title, workshop.last_time) == ("Early help", "chosen")


def test_beginning_from_an_earlier_workshop_takes_the_choice_along(workshop, former):
    draft = duplication.draft_of(looking_back(workshop, former))
    assert (draft.last_time, draft.former) == ("chosen", former)
