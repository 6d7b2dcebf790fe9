"""Rehearsals: marked everywhere, counted nowhere, and gone by themselves."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils import timezone

from practices.models import Practice
from tests.factories import PracticeFactory, go, join, many, note_by
from tests.markup import flat
from workshops import rehearsal_processes
from workshops.access.permissions import Role
from workshops.admin import site
from workshops.ephemeral import best_effort_cache
from workshops.models import Facilitation, Picture, Theme, Workshop
from workshops.pushes import people as people_pushes
from workshops.queries import coordinator_scope, own_workshops
from workshops.refusals import Refused
from workshops.services import course, duplication, rehearsals
from workshops.views.rehearsal import where_we_listen
from worryzones.models import Note, Prompt
from worryzones.services.prompts import set_prompts


@pytest.fixture
def rehearsal(workshop, facilitator) -> Workshop:
    return rehearsals.begin(workshop=workshop, user=facilitator.user)


def test_begin_copies_settings_and_questions_never_people(workshop, facilitator, second):
    course.update_workshop(workshop=workshop, recipients="The board", place="Hall", votes_each=5)
    set_prompts(workshop=workshop, language="fi", prompts={1: ["Mikä sujuu?"]})
    note_by(join(go(workshop, "cafe-1")))
    made = rehearsals.begin(workshop=workshop, user=second.user)
    assert (made.rehearsal_of, made.step, made.recipients, made.votes_each) == (
        workshop,
        "preparation",
        "The board",
        5,
    )
    assert made.code != workshop.code
    assert Prompt.objects.get(workshop=made).text == "Mikä sujuu?"
    assert not made.participants.exists()
    roles = dict(Facilitation.objects.filter(workshop=made).values_list("user__email", "role"))
    assert roles == {"second@example.org": "lead", "facilitator@example.org": "second"}


def test_begin_again_is_the_same_rehearsal(workshop, facilitator, rehearsal):
    assert rehearsals.begin(workshop=workshop, user=facilitator.user) == rehearsal
    assert Workshop.objects.count() == 2


def test_begin_of_a_rehearsal_is_refused(rehearsal, facilitator):
    with pytest.raises(Refused):
        rehearsals.begin(workshop=rehearsal, user=facilitator.user)


def test_rehearsal_is_never_a_template(rehearsal):
    duplication.keep_as_template(workshop=rehearsal, on=True)
    assert not rehearsal.is_template
    with pytest.raises(IntegrityError):
        Workshop.objects.filter(pk=rehearsal.pk).update(is_template=True)


# --- said everywhere ---


BAND = '<aside class="rehearsal"'


def test_rehearsal_is_said_on_every_page_of_it(rehearsal, facilitator):
    go(rehearsal, "welcome")
    phone = join(rehearsal)
    many(rehearsal, 4)
    for step in ("welcome", "cafe-1", "interlude", "open_space", "feedback"):
        go(rehearsal, step)
        pages = [
            phone.get("workshops:stage", rehearsal.code),
            *(
                facilitator.get(f"workshops:{page}", rehearsal.code)
                for page in ("console", "projector", "prepare", "report", "between", "print")
            ),
        ]
        assert [BAND in page.content.decode() for page in pages] == [True] * len(pages)
    assert BAND in join(rehearsal).get("workshops:stage", rehearsal.code).content.decode()


def test_real_workshop_says_nothing_of_rehearsing(workshop, facilitator, rehearsal):
    go(workshop, "cafe-1")
    phone = join(workshop)
    for page in (
        phone.get("workshops:stage", workshop.code),
        facilitator.get("workshops:console", workshop.code),
    ):
        assert BAND not in page.content.decode()


def test_only_facilitators_are_offered_to_end_it(rehearsal, facilitator):
    go(rehearsal, "welcome")
    for page in ("workshops:console", "workshops:prepare", "workshops:script", "worryzones:seating"):
        assert "End the rehearsal" in facilitator.get(page, rehearsal.code).content.decode()
    assert "End the rehearsal" not in facilitator.get("workshops:projector", rehearsal.code).content.decode()
    assert "End the rehearsal" not in join(rehearsal).get("workshops:stage", rehearsal.code).content.decode()


# --- counted nowhere ---


@pytest.fixture
def practised(rehearsal, workshop):
    """A rehearsal that went far: people, notes, a practice."""
    course.update_workshop(workshop=rehearsal, title="Only practising")
    phone = join(go(rehearsal, "welcome"))
    many(rehearsal, 7)
    go(rehearsal, "cafe-1")
    note_by(phone, "Only a try")
    PracticeFactory(workshop=rehearsal, text="Only a try")
    return rehearsal


def test_rehearsal_is_in_no_list_of_the_facilitator(practised, facilitator):
    assert practised not in own_workshops.found(facilitator.user)
    assert "Only practising" not in facilitator.get("workshops:own").content.decode()
    assert "Only practising" not in facilitator.get("workshops:new").content.decode()


@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_rehearsal_is_in_no_list_or_figure_of_the_admin(request, practised, workshop, who):
    person = request.getfixturevalue("coordinator")
    if who == "operator":
        person.user.is_superuser = True
        person.user.save()
    pages = {name: person.get(f"admin:{name}_changelist") for name in ADMIN_LISTS}
    told = {name: "Only" in page.content.decode() for name, page in pages.items()}
    assert told == dict.fromkeys(ADMIN_LISTS, False)
    assert person.get("admin:workshops_workshop_change", practised.pk).status_code in (302, 404)
    figures = coordinator_scope.overview(person.user)
    assert (figures["coming"] + figures["running"] + figures["past"], figures["all"]) == (1, 1)
    (organisation,) = pages["workshops_organisation"].context["cl"].queryset
    assert organisation.workshop_count == 1


ADMIN_LISTS = (
    "workshops_workshop",
    "practices_practice",
    "workshops_organisation",
    "worryzones_note",
)


def test_every_list_of_the_admin_that_leads_to_a_workshop_leaves_rehearsals_out():
    """A new one has to say where it finds out."""
    unsaid = [
        model.__name__
        for model, admin in site._registry.items()
        if "workshop" in getattr(admin, "organisation_path", "") and not admin.rehearsal_path
    ]
    assert unsaid == []
    assert site._registry[Workshop].rehearsal_path == "rehearsal_of"  # type: ignore[attr-defined]


# --- gone by itself ---


def test_end_deletes_everything_and_leaves_the_workshop(
    practised, workshop, settings, django_capture_on_commit_callbacks
):
    picture = Picture.objects.create(workshop=practised, description="A drawing")
    picture.image.save("drawing.png", ContentFile(b"x"))
    stored = settings.MEDIA_ROOT / picture.image.name
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        rehearsals.end(rehearsal=practised)
    assert list(Workshop.objects.all()) == [workshop]
    assert (Note.objects.count(), Practice.objects.count(), Theme.objects.count()) == (0, 0, 1)
    assert not stored.exists()


def test_end_of_a_real_workshop_is_refused(workshop, facilitator):
    with pytest.raises(Refused):
        rehearsals.end(rehearsal=workshop)
    answer = facilitator.submit("workshops:end_rehearsal", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/run/{workshop.code}/prepare/")
    assert Workshop.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_end_tells_every_screen(practised, frames, role):
    """Pages fetch themselves and find nothing; phones are closed for good."""
    with frames(practised, role) as sent:
        rehearsals.end(rehearsal=practised)
    assert [set(frame) for frame in sent if "rev" in frame] == [{"rev"}]
    closed = [frame["code"] for frame in sent if "code" in frame]
    assert closed == ([4410] if role == Role.PARTICIPANT else [])


def test_who_is_here_is_nobody_once_the_rehearsal_is_gone(practised):
    fragment = people_pushes.presence(practised.pk)
    rehearsals.end(rehearsal=practised)
    assert fragment.context() == {}
    assert "connected" in fragment.render(Role.FACILITATOR, {})


def test_housekeeping_deletes_rehearsals_of_yesterday_alone(
    rehearsal, workshop, elsewhere, foreign_facilitator
):
    other = rehearsals.begin(workshop=elsewhere, user=foreign_facilitator.user)
    old = timezone.now() - timedelta(hours=24, minutes=1)
    Workshop.objects.filter(pk__in=(rehearsal.pk, workshop.pk)).update(created=old)
    said = io.StringIO()
    call_command("housekeeping", stdout=said)
    assert "1 rehearsal deleted.\n" in said.getvalue()
    assert set(Workshop.objects.all()) == {workshop, elsewhere, other}
    call_command("housekeeping", stdout=said)
    assert "\n0 rehearsals deleted.\n" in said.getvalue()


def test_begin_clears_what_housekeeping_has_not(rehearsal, elsewhere, foreign_facilitator):
    Workshop.objects.filter(pk=rehearsal.pk).update(created=timezone.now() - timedelta(days=2))
    rehearsals.begin(workshop=elsewhere, user=foreign_facilitator.user)
    assert not Workshop.objects.filter(pk=rehearsal.pk).exists()


# --- the button ---


def test_button_opens_the_rehearsal_without_people(workshop, facilitator):
    answer = facilitator.submit("workshops:rehearse", workshop.code, people="0", pace="calm")
    made = Workshop.objects.get(rehearsal_of=workshop)
    assert (answer.status_code, answer.url) == (302, f"/run/{made.code}/")
    page = facilitator.get("workshops:prepare", workshop.code).content.decode()
    assert f"/run/{made.code}/rehearse/end/" in page


def test_button_asks_before_it_ends(rehearsal, facilitator):
    page = facilitator.get("workshops:end_rehearsal", rehearsal.code)
    assert "End the rehearsal?" in page.content.decode()
    assert Workshop.objects.filter(pk=rehearsal.pk).exists()


def test_button_ends_it_and_goes_back_to_the_checklist(workshop, facilitator, rehearsal):
    answer = facilitator.submit("workshops:end_rehearsal", rehearsal.code)
    assert (answer.status_code, answer.url) == (302, f"/run/{workshop.code}/checklist/")
    assert list(Workshop.objects.all()) == [workshop]


@pytest.mark.parametrize("people", ["-1", "61", "501", "", "some", "1.5", "9" * 30])
def test_button_tells_beside_the_field_how_many_can_come(workshop, facilitator, people):
    answer = facilitator.submit("workshops:rehearse", workshop.code, people=people, pace="calm")
    assert answer.status_code == 422
    form = answer.context["rehearsal_form"]
    assert (form.errors, form["people"].value(), form["pace"].value()) == (
        {"people": ["A number from 0 to 60."]},
        people,
        "calm",
    )
    assert Workshop.objects.count() == 1


def test_button_takes_no_pace_that_is_not_there(workshop, facilitator):
    answer = facilitator.submit("workshops:rehearse", workshop.code, people="3", pace="frantic")
    assert (answer.status_code, list(answer.context["rehearsal_form"].errors)) == (422, ["pace"])


def test_button_says_when_people_cannot_reach_the_server(workshop, facilitator):
    answer = facilitator.submit("workshops:rehearse", workshop.code, people="3", pace="calm")
    assert answer.status_code == 409
    assert "Simulated people cannot reach this server" in answer.content.decode()


@pytest.fixture
def no_crowds() -> Any:
    yield
    for code in list(rehearsal_processes._running):
        rehearsal_processes.stop(code)


def send_people(code: str, through: tuple[str, int] | None = ("127.0.0.1", 9)) -> None:
    rehearsal_processes.start(code=code, people=3, pace="calm", address="http://testserver", through=through)


def test_people_go_to_where_the_request_came_in():
    request = RequestFactory().get("/")
    assert where_we_listen(request) is None
    for server, found in ((["::1", 8000], ("::1", 8000)), (["/run/socket", None], None), (None, None)):
        request.scope = {"server": server}
        assert where_we_listen(request) == found


def test_people_are_a_process_that_is_stopped(no_crowds):
    """The process is real; what it finds to do there is seen in the browser tests."""
    send_people("K7M2QFXA")
    send_people("K7M2QFXA")
    (process,) = rehearsal_processes._running.values()
    arguments = list(process.args)  # type: ignore[call-overload]
    assert arguments[2:8] == ["rehearse", "K7M2QFXA", "--participants", "3", "--pace", "calm"]
    assert arguments[arguments.index("--through") + 1] == "127.0.0.1:9"
    assert "--really" not in arguments
    rehearsal_processes.stop("K7M2QFXA")
    assert process.poll() is not None
    assert rehearsal_processes._running == {}


def test_people_come_to_a_few_rehearsals_at_once(no_crowds):
    for number in range(rehearsal_processes.MAX_RUNNING):
        send_people(f"K7M2QFX{number}")
    with pytest.raises(Refused, match="Others are rehearsing right now"):
        send_people("K7M2QFXA")
    rehearsal_processes.stop("K7M2QFX0")
    send_people("K7M2QFXA")


def test_console_announces_simulated_people_until_all_of_them_have_come(rehearsal, facilitator, no_crowds):
    send_people(rehearsal.code)
    rehearsal_processes.stop(rehearsal.code)  # this test lets them in itself
    page = facilitator.get("workshops:console", rehearsal.code).content.decode()
    assert "Simulated people are on their way: 0 of 3 have come." in flat(page)
    assert "Simulated people are on their way. The first come in a few seconds." in flat(page)
    join(rehearsal)
    pushed = people_pushes.presence(rehearsal.pk)
    assert pushed.context()["door"]["coming"] == 3
    many(rehearsal, 2)
    assert "Simulated people" not in facilitator.get("workshops:console", rehearsal.code).content.decode()


def test_console_of_a_real_workshop_announces_nobody(workshop, facilitator):
    best_effort_cache.remember(f"rehearsing.{workshop.code}", 60, 3)
    assert "Simulated people" not in facilitator.get("workshops:console", workshop.code).content.decode()
