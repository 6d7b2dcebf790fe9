"""Forms of the agreement: one for each part of the draft, one line for a need, a task, what was heard."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.forms.rewording import FIRST, RewordForm
from workshops.forms.texts import (
    NamedForm,
    SettingsForm,
    TextField,
    VenueField,
    WrittenForm,
)
from workshops.forms.workshop import WHEN, WhenInput
from workshops.models import Agreement, Amendment, Need, Task
from workshops.text import person_names

PASSED = _("This day has passed. Choose one that is ahead.")


class HeardForm(WrittenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, hint=_("Today I heard…"), auto_id="heard_%s", **kwargs)


class EditHeardForm(NamedForm):
    ids = "edit"
    text = TextField(widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}))


class CommentForm(WrittenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, hint=_("What is missing, what should change?"), auto_id="comment_%s", **kwargs
        )


class PartForm(RewordForm):
    """One part of the draft; ``ids`` is its name."""


def long_text(label: Any) -> TextField:
    return TextField(label=label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class LastWordForm(PartForm):
    ids = "last_word"
    last_word = TextField(
        label=_("The organiser’s last word"),
        help_text=_(
            "When everyone has said what they heard, the organiser does, and closes the talk with it."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Agreement
        fields = ("last_word",)


class ThemesForm(PartForm):
    ids = "themes"
    how_themes = long_text(_("How we work on the themes from here"))

    class Meta:
        model = Agreement
        fields = ("how_themes",)


class ResultsForm(PartForm):
    ids = "results"
    how_results = long_text(_("How the results are used"))

    class Meta:
        model = Agreement
        fields = ("how_results",)


class DecisionForm(PartForm):
    ids = "decision"
    decision = forms.ChoiceField(
        label=_("Do we go on, or is this enough for now?"),
        choices=Agreement.Decision.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Agreement
        fields = ("decision",)


class NextForm(PartForm):
    ids = "next"
    next_at = forms.DateTimeField(
        label=_("When we meet next"), required=False, widget=WhenInput, input_formats=[WHEN, "%Y-%m-%d %H:%M"]
    )
    next_place = VenueField(label=_("Where"), required=False)

    class Meta:
        model = Agreement
        fields = ("next_at", "next_place")

    def clean_next_at(self) -> datetime | None:
        at = self.cleaned_data["next_at"]
        if at and at < timezone.now() and "next_at" in self.changed_data:
            raise forms.ValidationError(PASSED)
        return at


PART_FORMS: dict[str, type[PartForm]] = {
    form.ids: form for form in (LastWordForm, ThemesForm, ResultsForm, DecisionForm, NextForm)
}

AMENDED_PARTS = {part: form for part, form in PART_FORMS.items() if part in Amendment.What.values}


class AmendedByForm(forms.Form):
    """On whose word a confirmed agreement changes: a role, nobody's name."""

    by = forms.ChoiceField(
        label=_("Who decided on it?"),
        choices=Amendment.By.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who decided on it. Without that the others cannot tell whose change it is.")
        },
    )


class NeedForm(SettingsForm):
    text = TextField(label=_("What we need to develop together"), max_length=240)
    horizon = forms.ChoiceField(
        label=_("When"),
        choices=Need.Horizon.choices,
        initial=Need.Horizon.MONTHS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "need_%s"


class RewordNeedForm(RewordForm):
    ids = "reword_need"
    text = TextField(
        label=_("What we need to develop together"), max_length=240, widget=forms.Textarea(attrs=FIRST)
    )
    horizon = forms.ChoiceField(label=_("When"), choices=Need.Horizon.choices, widget=forms.RadioSelect)

    class Meta:
        model = Need
        fields = ("text", "horizon")


class DueField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            label=_("By when"), required=False, widget=picker, input_formats=["%Y-%m-%d"], **kwargs
        )


class WithDue(forms.BaseForm):
    """A task that stays due on a day that has passed may be reworded; no new one may be."""

    def clean_due(self) -> date | None:
        due: date | None = self.cleaned_data["due"]
        if due and due < timezone.localdate() and "due" in self.changed_data:
            raise forms.ValidationError(PASSED)
        return due


class ResponsibleField(TextField):
    """A role. A person's name is asked about, as is how somebody is reached: people change, roles stay."""

    asked = _(
        "This looks like a person or a contact. A task belongs to a role, so that it outlives changes of "
        "staff. Is it a role?"
    )

    def __init__(self) -> None:
        missing = _("Write a role, such as “head of unit” or “school social worker”. A name is not needed.")
        super().__init__(label=_("Responsible role"), max_length=80, error_messages={"required": missing})

    def asks(self, text: str) -> bool:
        return super().asks(text) or person_names.names_somebody(text)


class TaskForm(WithDue, SettingsForm):
    """A task belongs to a role, not to a person, so that it outlives changes of staff."""

    what = TextField(label=_("What is done"), max_length=240)
    responsible = ResponsibleField()
    due = DueField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "task_%s"


class RewordTaskForm(WithDue, RewordForm):
    ids = "reword_task"
    what = TextField(label=_("What is done"), max_length=240, widget=forms.Textarea(attrs=FIRST))
    responsible = ResponsibleField()
    due = DueField()

    class Meta:
        model = Task
        fields = ("what", "responsible", "due")
