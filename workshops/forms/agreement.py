"""Forms of the agreement: one for each part of the draft, one line for a need, a task, what was heard."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import PlaceField, SettingsForm, SettingsModelForm, TextField, WrittenForm
from workshops.forms.workshop import WHEN, WhenInput
from workshops.models import Agreement, Need
from workshops.queries import agreement

PASSED = _("This day has passed. Choose one that is ahead.")


class HeardForm(WrittenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, hint=_("Today I heard…"), auto_id="heard_%s", **kwargs)


class CommentForm(WrittenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, hint=_("What is missing, what should change?"), auto_id="comment_%s", **kwargs
        )


class PartForm(SettingsModelForm):
    """One part of the draft. ``read`` is its version when the form was made."""

    part: ClassVar[str]
    read = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, instance: Agreement) -> None:
        self.version = agreement.version_of(instance, self.part)
        self.words_saved = agreement.spoken(instance, self.part)
        super().__init__(data, instance=instance, initial={"read": self.version}, auto_id=f"{self.part}_%s")

    def fields_to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in agreement.PARTS[self.part]}


def long_text(label: Any) -> TextField:
    return TextField(label=label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class LastWordForm(PartForm):
    part = "last_word"
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
    part = "themes"
    how_themes = long_text(_("How we work on the themes from here"))

    class Meta:
        model = Agreement
        fields = ("how_themes",)


class ResultsForm(PartForm):
    part = "results"
    how_results = long_text(_("How the results are used"))

    class Meta:
        model = Agreement
        fields = ("how_results",)


class DecisionForm(PartForm):
    part = "decision"
    decision = forms.ChoiceField(
        label=_("Do we go on, or is this enough for now?"),
        choices=Agreement.Decision.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Agreement
        fields = ("decision",)


class NextForm(PartForm):
    part = "next"
    next_at = forms.DateTimeField(
        label=_("When we meet next"), required=False, widget=WhenInput, input_formats=[WHEN, "%Y-%m-%d %H:%M"]
    )
    next_place = PlaceField(label=_("Where"), required=False, max_length=120)

    class Meta:
        model = Agreement
        fields = ("next_at", "next_place")

    def clean_next_at(self) -> datetime | None:
        at = self.cleaned_data["next_at"]
        if at and at < timezone.now() and "next_at" in self.changed_data:
            raise forms.ValidationError(PASSED)
        return at


PART_FORMS: dict[str, type[PartForm]] = {
    form.part: form for form in (LastWordForm, ThemesForm, ResultsForm, DecisionForm, NextForm)
}


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


class TaskForm(SettingsForm):
    """A task belongs to a role, not to a person, so that it outlives changes of staff."""

    what = TextField(label=_("What is done"), max_length=240)
    responsible = TextField(label=_("Responsible role"), max_length=80)
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "task_%s"

    def clean_due(self) -> date | None:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(PASSED)
        return due
