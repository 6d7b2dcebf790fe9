"""Creating and preparing a workshop: what must be said, what may not be wrong, and what one begins from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import Person, go, join
from tests.markup import flat
from workshops.course import phases
from workshops.forms.workshop import WorkshopForm
from workshops.models import (
    Facilitation,
    FacilitatorInvitation,
    Membership,
    Participant,
    Theme,
    User,
    Workshop,
)
from workshops.services import course, duplication, themes
from worryzones.models import Prompt
from worryzones.services.prompts import set_prompts


def filled_in(organisation: Any, **changed: Any) -> dict[str, Any]:
    """Preparation as a browser sends it when only the title and the recipients are written."""
    usual = {f"minutes_{phase.key}": phase.minutes or "" for phase in phases.TIMED}
    return {
        "title": "Early support",
        "organisation": organisation.pk,
        "focus_area": "growth",
        "language": "fi",
        "recipients": "The management team",
        "sharing": "workshop",
        "votes_each": 3,
        "pearls_each": 3,
        **usual,
        **changed,
    }


@pytest.fixture
def filled(organisation: Any) -> Any:
    return lambda **changed: filled_in(organisation, **changed)


def errors(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def test_new_needs_little(facilitator, filled):
    answer = facilitator.submit("workshops:new", **filled())
    made = Workshop.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/run/{made.code}/checklist/")
    assert (made.minutes_of("cafe"), made.minutes_of("open_space")) == (20, 0)


def test_new_asks_for_what_it_says_and_own_pages_say_the_same(facilitator, workshop):
    """A title, the organisation, which is chosen already where there is one, and who receives the summary."""
    form = facilitator.get("workshops:new").context["form"]
    empty = {name for name, field in form.fields.items() if field.required and not form[name].initial}
    assert empty == {"title", "recipients"}
    assert "A title, your organisation and who will receive the summary are enough." in flat(
        facilitator.get("workshops:new").content
    )
    Workshop.objects.all().delete()
    assert "a title, your organisation and who receives the summary are enough to begin" in flat(
        facilitator.get("workshops:own").content
    )


def test_new_tells_who_is_in_no_organisation_whom_to_ask(outsider):
    assert "Ask the coordinator to add you to one" in outsider.get("workshops:new").content.decode()


def test_new_leads_an_operator_in_no_organisation_to_where_one_is_added(outsider):
    User.objects.filter(pk=outsider.user.pk).update(is_superuser=True, is_staff=True)
    page = outsider.get("workshops:new").content.decode()
    assert "Ask the coordinator" not in page
    assert f'<a href="{reverse("admin:workshops_organisation_changelist")}">Organisations</a>' in page


def test_new_asks_for_the_recipients_before_anyone_joins(facilitator, filled):
    answer = facilitator.submit("workshops:new", **filled(recipients=" "))
    assert answer.status_code == 422
    assert errors(answer) == {"recipients": ["Write down who will receive the summary, before anyone joins."]}
    assert not Workshop.objects.exists()


@pytest.mark.parametrize(("field", "most"), [("title", 120), ("recipients", 1000), ("place", 120)])
def test_text_too_long_is_told_beside_the_field_and_never_cut(facilitator, filled, field, most):
    assert "maxlength" not in facilitator.get("workshops:new").content.decode()
    answer = facilitator.submit("workshops:new", **filled(**{field: "x" * 2000}))
    assert answer.status_code == 422
    assert errors(answer) == {field: [f"This is too long. Use at most {most} characters."]}
    assert "x" * 2000 in answer.content.decode()


def test_join_page_says_who_will_receive_the_summary(workshop):
    course.update_workshop(workshop=workshop, recipients="The management team")
    assert "The management team" in Person().get("workshops:join", workshop.code).content.decode()


@pytest.mark.parametrize("what", ["acute_crisis", "open_conflict"])
def test_new_advises_another_way_until_somebody_insists(facilitator, filled, what):
    answer = facilitator.submit("workshops:new", **filled(**{what: "on"}))
    assert answer.status_code == 422
    assert errors(answer) == {"go_on": ["Read the advice above. If you go on all the same, say so here."]}
    assert "Choose another way of working first" in answer.content.decode()
    assert facilitator.submit("workshops:new", **filled(**{what: "on", "go_on": "on"})).status_code == 302
    assert getattr(Workshop.objects.get(), what) is True


MINUTES = ["From 1 to 240 minutes."]


@pytest.mark.parametrize("minutes", ["0", "-5", "241", "600", "100000000000000000000", "many", "", "²"])
def test_minutes_out_of_range_are_told_beside_the_field(facilitator, filled, minutes):
    answer = facilitator.submit("workshops:new", **filled(minutes_cafe=minutes, title="Kept"))
    assert answer.status_code == 422
    assert errors(answer) == {"minutes_cafe": MINUTES}
    page = answer.content.decode()
    assert 'value="Kept"' in page
    assert '<details class="card" open>' in page


def test_minutes_of_an_open_ended_phase_may_be_given_or_left_empty(facilitator, filled):
    facilitator.submit("workshops:new", **filled(minutes_open_space="90"))
    assert Workshop.objects.get().minutes_of("open_space") == 90
    answer = facilitator.submit("workshops:new", **filled(minutes_open_space="0"))
    assert errors(answer) == {
        "minutes_open_space": ["From 1 to 240 minutes. Leave it empty if this phase has no set end."]
    }


@pytest.mark.parametrize("field", ["votes_each", "pearls_each"])
@pytest.mark.parametrize("number", ["0", "21", "-1"])
def test_votes_and_pearls_out_of_range_are_told_beside_the_field(facilitator, filled, field, number):
    answer = facilitator.submit("workshops:new", **filled(**{field: number}))
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2020-01-01T09:00", "This day is already past."),
        ("0001-01-01T00:00", "This day is already past."),
        ("9999-12-31T23:59", "This is more than five years away. Check the year."),
        ("2026-02-30T09:00", "Enter a valid date/time."),
        ("soon", "Enter a valid date/time."),
    ],
)
def test_date_that_cannot_be_is_told_beside_the_field(facilitator, filled, when, told):
    answer = facilitator.submit("workshops:new", **filled(dialogue_1_at=when))
    assert answer.status_code == 422
    assert errors(answer) == {"dialogue_1_at": [told]}


def test_date_that_has_come_and_gone_does_not_stop_preparation(workshop, facilitator, filled):
    gone = timezone.localtime() - timedelta(days=30)
    course.update_workshop(workshop=workshop, dialogue_1_at=gone.replace(second=0, microsecond=0))
    answer = facilitator.submit(
        "workshops:prepare", workshop.code, **filled(dialogue_1_at=gone.strftime("%Y-%m-%dT%H:%M"))
    )
    assert answer.status_code == 302


def test_second_dialogue_comes_after_the_first(facilitator, filled):
    first = timezone.localtime() + timedelta(days=9)
    data = filled(
        dialogue_1_at=first.strftime("%Y-%m-%dT%H:%M"),
        dialogue_2_at=(first - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"),
    )
    assert list(errors(facilitator.submit("workshops:new", **data))) == ["dialogue_2_at"]


def test_title_of_nothing_or_too_much_is_told_beside_the_field(facilitator, filled):
    for title in ("  ", "x" * 121, "a\x00b"):
        answer = facilitator.submit("workshops:new", **filled(title=title))
        assert (answer.status_code, list(errors(answer))) == (422, ["title"])


# --- the second facilitator ---


def test_second_is_invited_by_e_mail_whatever_its_case(facilitator, organisation, filled, mailoutbox):
    factories.UserFactory(email="maija@example.org", organisation=organisation)
    facilitator.submit("workshops:new", **filled(second="Maija@Example.org"))
    assert FacilitatorInvitation.objects.get().email == "maija@example.org"
    assert [message.to for message in mailoutbox] == [["maija@example.org"]]
    assert not Facilitation.objects.filter(role=Facilitation.Role.SECOND).exists()


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("facilitator@example.org", "This is your own e-mail."),
        ("not an e-mail", "Enter a valid email address."),
    ],
)
def test_second_whose_address_is_none_is_told_beside_the_field(facilitator, filled, email, told):
    answer = facilitator.submit("workshops:new", **filled(second=email, title="Kept"))
    assert answer.status_code == 422
    assert list(errors(answer)) == ["second"]
    assert errors(answer)["second"][0].startswith(told)
    assert f'value="{email}"' in answer.content.decode()
    assert 'value="Kept"' in answer.content.decode()
    assert not Workshop.objects.exists()


# --- beginning from an earlier workshop ---


@pytest.fixture
def earlier(workshop):
    """Held, with people, notes and questions of its own."""
    course.update_workshop(
        workshop=workshop,
        recipients="The old board",
        place="Hall",
        minutes_cafe=25,
        dialogue_1_at=timezone.now() - timedelta(days=60),
        acute_crisis=True,
    )
    set_prompts(workshop=workshop, language="fi", prompts={2: ["Mikä mietityttää?"]})
    join(workshop)
    return go(workshop, "cafe-1")


def test_begin_from_an_earlier_one_fills_in_its_settings(earlier, facilitator):
    page = facilitator.get("workshops:new", **{"from": earlier.code})
    form = page.context["form"]
    assert isinstance(form, WorkshopForm)
    assert (form["title"].value(), form["place"].value()) == ("Early support", "Hall")
    assert form["minutes_cafe"].value() == 25
    assert [form[name].value() for name in ("recipients", "dialogue_1_at", "acute_crisis")] == [
        "",
        None,
        False,
    ]


def test_begin_from_an_earlier_one_takes_questions_never_people(earlier, facilitator, filled):
    answer = facilitator.client.post(f"/run/new/?from={earlier.code}", filled(title="Again"))
    made = Workshop.objects.get(title="Again")
    assert answer.status_code == 302
    assert list(Prompt.objects.filter(workshop=made).values_list("language", "zone_number", "text")) == [
        ("fi", 2, "Mikä mietityttää?")
    ]
    assert not Participant.objects.filter(workshop=made).exists()
    assert not made.cafes.exists()
    assert (made.phase, made.code != earlier.code) == ("preparation", True)


@pytest.fixture
def colleague(organisation):
    return factories.signed_in(factories.UserFactory(organisation=organisation))


def test_template_is_offered_to_the_organisation_alone(earlier, facilitator, colleague, foreign_facilitator):
    def offers(person: Person) -> bool:
        page = person.get("workshops:new").content.decode()
        return f"?from={earlier.code}" in page

    assert [offers(person) for person in (facilitator, colleague, foreign_facilitator)] == [
        True,
        False,
        False,
    ]
    facilitator.submit("workshops:template", earlier.code, on="1")
    assert [offers(person) for person in (facilitator, colleague, foreign_facilitator)] == [True, True, False]
    assert colleague.get("workshops:new", **{"from": earlier.code}).status_code == 200
    assert foreign_facilitator.get("workshops:new", **{"from": earlier.code}).status_code == 404
    facilitator.submit("workshops:template", earlier.code, on="0")
    assert [offers(person) for person in (facilitator, colleague)] == [True, False]


def test_template_shows_nothing_of_the_workshop_itself(earlier, colleague):
    duplication.keep_as_template(workshop=earlier, on=True)
    assert colleague.get("workshops:console", earlier.code).status_code == 404
    page = colleague.get("workshops:new", **{"from": earlier.code}).content.decode()
    assert "The old board" not in page


@pytest.mark.parametrize("code", ["NOTHING2", "x", "' OR 1=1", "\x00"])
def test_begin_from_nowhere_is_not_found(facilitator, code):
    assert facilitator.get("workshops:new", **{"from": code}).status_code == 404


def test_offers_take_as_many_queries_however_many_there_are(facilitator, organisation, queries_in):
    def more(count: int) -> None:
        for _ in range(count):
            factories.WorkshopFactory(organisation=organisation, user=facilitator.user)

    more(3)
    few = queries_in(lambda: facilitator.get("workshops:new"))
    more(27)
    assert queries_in(lambda: facilitator.get("workshops:new")) == few


def test_membership_in_both_roles_shows_a_template_once(earlier, colleague, organisation):
    Membership.objects.create(user=colleague.user, organisation=organisation, role="coordinator")
    duplication.keep_as_template(workshop=earlier, on=True)
    assert colleague.get("workshops:new").content.decode().count(f"?from={earlier.code}") == 1


# --- two who prepare at once ---


def opened(person: Person, workshop: Workshop) -> dict[str, Any]:
    """The page of preparation as this person's browser would send it back."""
    form = person.get("workshops:prepare", workshop.code).context["form"]
    fields = {field.html_name: field.value() for field in form}
    return {name: value for name, value in fields.items() if value not in (None, False)}


def save(person: Person, workshop: Workshop, page: dict[str, Any], **typed: Any) -> Any:
    return person.submit("workshops:prepare", workshop.code, **page | typed)


@pytest.fixture
def prepared(workshop: Workshop) -> Workshop:
    course.update_workshop(workshop=workshop, recipients="The board", place="Hall")
    return workshop


def test_a_save_writes_only_what_was_changed(prepared, facilitator, second):
    """Shown to fail with every field written: the place was the hall again, the café had 20 minutes."""
    mine, theirs = opened(facilitator, prepared), opened(second, prepared)
    assert save(second, prepared, theirs, place="Library", minutes_cafe="25").status_code == 302
    assert save(facilitator, prepared, mine, title="Calm mornings", minutes_sharing="30").status_code == 302
    prepared.refresh_from_db()
    assert (prepared.title, prepared.place) == ("Calm mornings", "Library")
    assert (prepared.minutes_of("cafe"), prepared.minutes_of("sharing")) == (25, 30)


COLLEAGUE = "Your colleague has meanwhile saved “%s” here. Save again to replace it with yours."


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "shown"),
    [
        ("title", "Their title", "My title", "Their title"),
        ("minutes_cafe", "25", "30", "25"),
        ("votes_each", "5", "4", "5"),
        ("language", "sv", "en", "Swedish"),
        ("dialogue_1_at", "2031-05-02T09:00", "2031-05-03T09:00", "Friday 2 May 2031, 9:00"),
    ],
)
def test_a_field_that_a_colleague_changed_meanwhile_is_told_beside_it(
    prepared, facilitator, second, field, theirs, mine, shown
):
    before, ours = opened(facilitator, prepared), opened(second, prepared)
    assert save(second, prepared, ours, **{field: theirs}).status_code == 302
    answer = save(facilitator, prepared, before, place="Library", **{field: mine})
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert errors(answer)[field] == [COLLEAGUE % shown]
    prepared.refresh_from_db()
    assert prepared.place == "Hall", "nothing is saved yet"
    again = {bound.html_name: bound.value() for bound in answer.context["form"]}
    assert str(again[field]) == mine
    sent = {name: value for name, value in again.items() if value not in (None, False)}
    assert facilitator.submit("workshops:prepare", prepared.code, **sent).status_code == 302
    prepared.refresh_from_db()
    assert prepared.place == "Library"


def test_the_same_change_by_both_is_no_conflict(prepared, facilitator, second):
    mine, theirs = opened(facilitator, prepared), opened(second, prepared)
    assert save(second, prepared, theirs, title="Calm mornings").status_code == 302
    assert save(facilitator, prepared, mine, title="Calm mornings").status_code == 302


@pytest.mark.parametrize("read", ["", "of no page", "[" * 100_000, '{"title": "Forged"}'])
def test_without_a_record_of_what_was_read_all_is_saved(prepared, facilitator, read):
    page = opened(facilitator, prepared)
    answer = save(facilitator, prepared, page, read=read, place="Library")
    assert answer.status_code == 302
    prepared.refresh_from_db()
    assert prepared.place == "Library"


def test_a_save_without_a_change_calls_no_page(prepared, facilitator):
    before = Workshop.objects.get(pk=prepared.pk).rev
    assert save(facilitator, prepared, opened(facilitator, prepared)).status_code == 302
    assert Workshop.objects.get(pk=prepared.pk).rev == before


# --- what has been given already ---


def test_fewer_votes_than_have_been_given_are_refused_beside_the_field(prepared, facilitator, participant):
    go(prepared, "choosing")
    theme = Theme.objects.create(workshop=prepared, title="Mornings")
    themes.cast_vote(theme=theme, device=participant.device)
    page = opened(facilitator, prepared)
    answer = save(facilitator, prepared, page, votes_each="2")
    words = "Votes have been given already. There can be more of them, not fewer."
    assert errors(answer) == {"votes_each": [words]}
    assert save(facilitator, prepared, page, votes_each="4").status_code == 302


@pytest.mark.parametrize("joined", [0, 1])
def test_every_option_begins_with_a_capital(facilitator, workshop, joined):
    """Also when somebody has joined, and less may be chosen."""
    for _person in range(joined):
        join(workshop)
    form = facilitator.get("workshops:prepare", workshop.code).context["form"]
    labels = [
        str(label)
        for name in ("focus_area", "language", "sharing")
        for _value, label in form.fields[name].choices
    ]
    assert [label for label in labels if label[:1].islower()] == []
    assert "This workshop only" in labels
