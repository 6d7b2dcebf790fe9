"""No field of words without the guard: whatever people write passes through a `TextField`."""

from __future__ import annotations

import pytest
from django import forms
from django.apps import apps
from django.db import models

from network.forms.series import SeriesWordsForm
from network.forms.synthesis import FindingForm, ProposalForm, SynthesisWordsForm
from network.forms.themes import SharedThemeForm
from network.forms.turns import NewTurnForm
from network.models import Finding, Proposal
from practices.forms.collections import CollectionWordsForm
from practices.forms.curating import PracticeWordsForm
from practices.forms.library import ExperienceForm, SearchForm
from practices.queries.curation import WORDS
from tests.factories import Person, UserFactory, go, signed_in
from workshops.admin import site
from workshops.course import phases
from workshops.forms import (
    agreement,
    debrief,
    feedback,
    follow_up,
    images,
    invitation,
    open_space,
    people,
    script,
    sharing,
)
from workshops.forms import themes as theme_forms
from workshops.forms.own_workshops import OwnSearchForm
from workshops.forms.report import WordsForm
from workshops.forms.texts import Guarded, TextField
from workshops.forms.workshop import WorkshopForm
from workshops.models import (
    Agreement,
    Area,
    NextTime,
    OpenSpaceGroup,
    Organisation,
    Task,
    Theme,
    User,
    Workshop,
)
from workshops.queries.agreement import agreement_of, version_of
from worryzones.forms import preparation as of_tables
from worryzones.forms.tables import NoteForm

IDENTITY_CODE = "131052-308T"
HIDDEN = {"expected", "read"}  # the page's own, in hidden fields
PROMPTS = of_tables.PromptsForm(own={}, language="en", room="en")
PLACES = of_tables.TablePlacesForm(written={}, cafes=[1], room="en")
REPORT_WORDS = WordsForm(workshop=Workshop(), part="foreword")
TOLD = follow_up.ToldForm(task=Task())
NEXT_TIME = follow_up.NextTimeForm(instance=NextTime())
FINDING = FindingForm(instance=Finding())
PROPOSAL = ProposalForm(instance=Proposal())
WRITTEN_BY = {  # every field of a model that holds words, and the form's field that they pass through
    "Agreement.how_results": (agreement.ResultsForm, "how_results"),
    "Agreement.how_themes": (agreement.ThemesForm, "how_themes"),
    "Agreement.next_place": (agreement.NextForm, "next_place"),
    "AgreementComment.text": (agreement.CommentForm, "text"),
    "Collection.foreword": (CollectionWordsForm, "foreword"),
    "Collection.name": (CollectionWordsForm, "name"),
    "Contribution.reworded": (sharing.RewordSharedForm, "reworded"),
    "Experience.text": (ExperienceForm, "text"),
    "Contribution.text": (open_space.ContributionForm, "text"),
    "DebriefNote.text": (debrief.MainPointForm, "text"),
    "FeedbackAnswer.text": (feedback.FeedbackForm, "text"),
    "Heard.text": (agreement.HeardForm, "text"),
    "JokerTopic.text": (open_space.JokerTopicForm, "text"),
    "Need.text": (agreement.NeedForm, "text"),
    "NextTime.text": (NEXT_TIME, "text"),
    "Note.reworded": (sharing.RewordSharedForm, "reworded"),
    "Note.text": (NoteForm, "text"),
    "OpenSpaceGroup.place": (open_space.GroupForm, "place"),
    "OwnScript.text": (script.ScriptForm, "text"),
    "Participant.home_unit": (people.JoinForm, "home_unit"),
    "Participant.name": (people.JoinForm, "name"),
    "Picture.description": (images.PictureForm, "text"),
    "Agreement.last_word": (agreement.LastWordForm, "last_word"),
    "PrivateNote.text": (script.PrivateNoteForm, "text"),
    "Prompt.text": (PROMPTS, "zone_1"),
    "Series.name": (SeriesWordsForm, "name"),
    "Series.purpose": (SeriesWordsForm, "purpose"),
    "TablePlace.place": (PLACES, "table_1_1"),
    "Task.how": (TOLD, "how"),
    "Task.responsible": (agreement.TaskForm, "responsible"),
    "Task.what": (agreement.TaskForm, "what"),
    "Turn.region": (NewTurnForm, "region"),
    "Theme.question": (theme_forms.WordingForm, "question"),
    "Theme.reason": (theme_forms.WordingForm, "reason"),
    "Theme.title": (theme_forms.WordingForm, "title"),
    "Workshop.own_focus": (WorkshopForm, "own_focus"),
    "Workshop.foreword": (REPORT_WORDS, "words"),
    "Workshop.place": (WorkshopForm, "place"),
    "Workshop.recipients": (WorkshopForm, "recipients"),
    "Workshop.title": (WorkshopForm, "title"),
    "Finding.text": (FINDING, "text"),
    "Finding.title": (FINDING, "title"),
    "Proposal.text": (PROPOSAL, "text"),
    "SharedTheme.name": (SharedThemeForm, "name"),
    "Synthesis.foreword": (SynthesisWordsForm, "foreword"),
    "Synthesis.title": (SynthesisWordsForm, "title"),
    **{f"Practice.{name}": (PracticeWordsForm, name) for name in WORDS},
}
BY_ADMIN = {
    "Area.name",
    "Area.region",
    "Area.sub_region",
    "Organisation.name",
    "User.first_name",
    "User.last_name",
}
BY_NOBODY = {  # made of what has passed already
    "OpenSpaceGroup.letter",
    "Prompt.language",
    "Practice.own_focus",
    "Series.name",
    "Series.purpose",
    "Turn.region",
}


def fields_of(form) -> dict[str, forms.Field]:
    return getattr(form, "fields", None) or form.base_fields


def subclasses(form: type) -> list[type]:
    return [form, *(further for each in form.__subclasses__() for further in subclasses(each))]


OURS = {
    form
    for form in subclasses(forms.Form) + subclasses(forms.ModelForm)
    if form.__module__.startswith(("network.", "practices.", "workshops.", "worryzones."))
    and not form.__module__.endswith("forms.accounts")  # which sign in, and keep nothing
}
NO_WORDS = (forms.EmailField, forms.UUIDField, people.AnyCodeField)


def unguarded(form) -> list[str]:
    return [
        name
        for name, field in fields_of(form).items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, (TextField, *NO_WORDS))
        and name not in HIDDEN
    ]


def test_every_field_of_words_in_a_form_is_guarded():
    assert {form: names for form in [*OURS, PROMPTS, PLACES] if (names := unguarded(form))} == {}


def test_every_form_of_words_asks_about_contacts_but_those_of_names():
    asking = {form for form in OURS if issubclass(form, Guarded)}
    writing = {f for f in OURS if any(isinstance(field, TextField) for field in fields_of(f).values())}
    assert writing - asking == {
        people.JoinForm,
        invitation.AccountForm,
        SearchForm,
        OwnSearchForm,  # keeps nothing
    }


@pytest.mark.django_db
def test_every_field_of_words_in_the_admin_is_guarded(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_active=True)
    written = [admin for admin in site._registry.values() if admin.has_change_permission(request)]
    assert {admin: names for admin in written if (names := unguarded(admin.get_form(request)))} == {}


def test_every_field_of_words_in_a_model_has_its_form():
    held = {
        f"{model.__name__}.{field.name}"
        for app in ("network", "practices", "workshops", "worryzones")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.EmailField)
        and field.editable
        and not field.choices
        and field.name != "password"
    }
    assert held == WRITTEN_BY.keys() | BY_ADMIN | BY_NOBODY
    for form, name in WRITTEN_BY.values():
        assert isinstance(fields_of(form)[name], TextField)


# --- through the doors ---


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.parametrize("field", ["name", "home_unit"])
@pytest.mark.parametrize("typed", [IDENTITY_CODE, "131052\u2013308T"])
def test_join_keeps_no_identity_code(workshop, field, typed):
    workshop.asks_home_unit = True
    workshop.save(update_fields=["asks_home_unit"])
    answer = Person().submit("workshops:join", workshop.code, **{field: typed})
    assert answer.status_code == 422
    assert "personal identity code" in answer.content.decode()
    assert not workshop.participants.exists()


@pytest.mark.parametrize("field", ["title", "place", "own_focus", "recipients"])
def test_preparation_keeps_no_identity_code(facilitator, workshop, field):
    standing = {"title": "Mornings", "focus_area": "own", "own_focus": "Mornings", "recipients": "Heads"}
    page = facilitator.submit("workshops:prepare", workshop.code, **standing | {field: f"On {IDENTITY_CODE}"})
    assert page.status_code == 422
    assert "personal identity code" in page.content.decode()
    assert not Workshop.objects.filter(**{f"{field}__contains": IDENTITY_CODE}).exists()


@pytest.mark.parametrize("model", [Organisation, Area])
def test_admin_keeps_no_identity_code(operator, model):
    page = operator.submit(f"admin:workshops_{model.__name__.lower()}_add", name=IDENTITY_CODE)
    assert page.status_code == 200
    assert "personal identity code" in page.content.decode()
    assert not model.objects.filter(name=IDENTITY_CODE).exists()


@pytest.mark.parametrize("field", ["title", "own_focus", "recipients"])
def test_details_of_the_admin_keep_no_identity_code(operator, workshop, field):
    standing = {"title": "Mornings", "focus_area": "own", "own_focus": "Mornings", "recipients": "Heads"}
    standing[field] = IDENTITY_CODE
    page = operator.submit("admin:workshops_workshop_details", workshop.pk, **standing)
    assert "personal identity code" in page.content.decode()
    assert not Workshop.objects.filter(**{f"{field}__contains": IDENTITY_CODE}).exists()


# --- what facilitators write is asked about, too ---

TELEPHONE = "Kalle Virtanen 040 123 4567"


def test_task_is_asked_about_and_saved_anyway(workshop_at, facilitator):
    workshop = workshop_at("agreement")
    task = {"what": "Call the school", "responsible": TELEPHONE}
    answer = facilitator.post("workshops:add_task", workshop.code, **task)
    assert answer.status_code == 422
    assert "A task belongs to a role" in answer.content.decode()
    assert "Save anyway" in answer.content.decode()
    assert not workshop.tasks.exists()
    assert facilitator.post("workshops:add_task", workshop.code, **task, anyway="1").status_code == 200
    assert workshop.tasks.get().responsible == TELEPHONE


def test_preparation_is_asked_about_once(facilitator, workshop):
    settings = {
        "title": "Mornings",
        "organisation": workshop.organisation.pk,
        "focus_area": "growth",
        "language": "en",
        "sharing": "workshop",
        "votes_each": 3,
        "pearls_each": 3,
        "recipients": TELEPHONE,
        **{f"minutes_{phase.key}": 10 for phase in phases.TIMED},
    }
    answer = facilitator.submit("workshops:prepare", workshop.code, **settings)
    assert answer.status_code == 422
    assert "Save anyway" in answer.content.decode()
    assert facilitator.submit("workshops:prepare", workshop.code, **settings, anyway="1").status_code == 302
    again = facilitator.submit("workshops:prepare", workshop.code, **settings | {"title": "Evenings"})
    assert again.status_code == 302
    workshop.refresh_from_db()
    assert (workshop.title, workshop.recipients) == ("Evenings", TELEPHONE)


def held() -> int:
    """How many fields of the whole database have it."""
    fields = [name.split(".") for name in WRITTEN_BY]
    models = {model.__name__: model for model in apps.get_models()}
    return sum(
        models[model].objects.filter(**{f"{name}__contains": TELEPHONE}).count() for model, name in fields
    )


ANYWHERE = (
    ("workshops:write_script", ["cafe-1"], {"text": TELEPHONE}),
    ("worryzones:prompts", [], {"zone_1": TELEPHONE}),
    ("worryzones:places", [], {"table_1_1": TELEPHONE}),
)
WRITTEN_AT = {  # besides preparation and private notes, which have their own tests
    "sharing": [("workshops:main_point", [], {"text": TELEPHONE, "slide": 0})],
    "interlude": [
        ("workshops:reword_theme", ["theme"], dict.fromkeys(("title", "question", "reason"), TELEPHONE))
    ],
    "opening": [("workshops:write_question", [], {"question": TELEPHONE})],
    "open_space": [
        ("workshops:add_theme", [], {"title": f"{TELEPHONE}?"}),
        ("workshops:add_theme", [], {"title": "Evenings", "place": TELEPHONE}),
        ("workshops:set_place", ["group"], {"place": TELEPHONE}),
    ],
    "agreement": [
        ("workshops:add_need", [], {"text": TELEPHONE, "horizon": "years"}),
        ("workshops:add_task", [], {"what": TELEPHONE, "responsible": "Head"}),
        ("workshops:write_part", ["last_word"], {"last_word": TELEPHONE}),
        ("workshops:write_part", ["themes"], {"how_themes": TELEPHONE}),
        ("workshops:write_part", ["results"], {"how_results": TELEPHONE}),
        ("workshops:write_part", ["next"], {"next_place": TELEPHONE}),
    ],
}


def test_each_form_of_facilitators_asks_keeps_what_was_typed_and_saves_it_anyway(workshop, facilitator):
    theme = Theme.objects.create(workshop=workshop, title="Mornings", selected=True)
    for step, written in {"welcome": ANYWHERE, **WRITTEN_AT}.items():
        go(workshop, step)
        for page, args, typed in written:
            group = OpenSpaceGroup.objects.filter(theme=theme).first()
            named = [{"theme": theme.pk, "group": group and group.pk}.get(arg, arg) for arg in args]
            if page == "workshops:write_part":
                typed = {**typed, "read": version_of(agreement_of(workshop), *named)}
            before = held()
            asked = facilitator.post(page, workshop.code, *named, **typed)
            assert (page, asked.status_code, held()) == (page, 422, before)
            assert TELEPHONE in asked.content.decode()
            assert 'name="anyway" value="1"' in asked.content.decode().replace("\n", " ")
            answer = facilitator.post(page, workshop.code, *named, **typed, anyway="1")
            assert answer.status_code < 400
            assert (page, held()) == (page, before + sum(TELEPHONE in str(text) for text in typed.values()))


@pytest.mark.parametrize(
    ("place", "is_asked"), [("Kirkkokatu 5 B", False), ("Kirkkokatu 5, soita 040 123 4567", True)]
)
def test_place_of_a_workshop_may_be_an_address(workshop, place, is_asked):
    form = agreement.NextForm({"next_place": place}, instance=Agreement(workshop=workshop))
    assert form.is_valid() is not is_asked


def test_private_note_is_asked_about_where_it_is_new(workshop, facilitator):
    assert facilitator.post("workshops:private_note", workshop.code, text=TELEPHONE).status_code == 422
    answer = facilitator.post("workshops:private_note", workshop.code, text=TELEPHONE, anyway="1")
    assert answer.status_code == 204
    assert facilitator.post("workshops:private_note", workshop.code, text=TELEPHONE).status_code == 204
