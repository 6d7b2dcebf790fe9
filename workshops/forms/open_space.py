"""Forms of the opening and of Open Space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workshops.course.questions import EXAMPLES_OF_THEMES
from workshops.forms.texts import GuardedForm, NamedForm, PlaceField, SettingsForm, TextField, WrittenForm
from workshops.models import Contribution, Theme, Workshop
from workshops.models.open_space import PLACE_LENGTH
from workshops.queries.open_space import selected_themes

KEYWORD_LENGTH = 40
QUESTION_LENGTH = 160
TITLE_LENGTH = 120


def place_field(*, required: bool) -> PlaceField:
    field = PlaceField(label=_("Place"), words=PLACE_LENGTH, required=required)
    hint = _("such as window table, or a link")
    field.widget.attrs |= {"placeholder": hint, "autocomplete": "off"}
    return field


class JokerTopicForm(WrittenForm):
    text = TextField(max_length=QUESTION_LENGTH, widget=forms.Textarea(attrs={"rows": 1}))


class EditTopicForm(NamedForm):
    ids = "edit"
    text = TextField(max_length=QUESTION_LENGTH, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}))


class JokerQuestionForm(SettingsForm):
    """The facilitator's own wording; empty is allowed."""

    question = TextField(
        label=_("The joker theme's question in your own words"), max_length=QUESTION_LENGTH, required=False
    )


class OfAKind(GuardedForm):
    """A keyword is short."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Contribution.Kind.KEYWORD and len(cleaned.get("text", "")) > KEYWORD_LENGTH:
            words = _("A keyword is a word or two. Shorten it, or choose another kind.")
            self.add_error("text", words)
        return cleaned


class ContributionForm(OfAKind, WrittenForm):
    kind = forms.ChoiceField(
        choices=Contribution.Kind.choices, initial=Contribution.Kind.WORKS, widget=forms.RadioSelect
    )


class EditContributionForm(OfAKind, NamedForm):
    """Its kind stays as it is when none is sent."""

    ids = "edit"
    text = TextField(widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}))
    kind = forms.ChoiceField(choices=Contribution.Kind.choices, required=False, widget=forms.RadioSelect)


class PlaceForm(SettingsForm):
    place = place_field(required=False)


class GroupForm(NamedForm):
    """One more group on a theme of this workshop."""

    ids = "group"
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Theme"),
        empty_label=None,
        error_messages={"invalid_choice": _("This theme is no longer open. Choose another one.")},
    )
    place = place_field(required=True)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)
        theme.queryset = selected_themes(workshop)


class ThemeForm(NamedForm):
    ids = "theme"
    title = TextField(
        label=_("What do you want to talk about?"),
        max_length=TITLE_LENGTH,
        help_text=format_lazy("{} {}", _("Best as a question, for example:"), EXAMPLES_OF_THEMES[0]),
    )
    place = place_field(required=False)
