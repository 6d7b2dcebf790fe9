"""What a coordinator says when a practice is put right."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.models import Practice
from practices.queries.curation import WORDS
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import Sharing

MAX_ID = 2**63 - 1  # of an id in the database
LOWER_ONLY = _("You can only bring the level down. Choose one of these.")


class PracticeWordsForm(RewordForm):
    ids = "words"
    is_private = forms.BooleanField(
        required=False, label=_("What stood there told of a person, so it is kept nowhere")
    )
    drops_notes = forms.BooleanField(
        required=False, label=_("Leave out the notes that it grew from, for good")
    )

    class Meta:
        model = Practice
        fields = WORDS
        field_classes = dict.fromkeys(WORDS, TextField)
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("text", "needed", "outcome")}
        help_texts = {"keywords": _("With commas between them")}


class LevelForm(SettingsForm):
    """Offers what travels less far than now."""

    level = forms.ChoiceField(
        label=_("Shared with"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": LOWER_ONLY, "required": LOWER_ONLY},
    )

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="level_%s", **kwargs)
        lower = Sharing.values[: Sharing.values.index(practice.sharing)]
        offered = [choice for choice in Sharing.choices if choice[0] in lower]
        self.fields["level"].choices = offered  # type: ignore[attr-defined]


class NumberField(forms.IntegerField):
    """A practice by its number, or by the address of its page, which ends with it."""

    def to_python(self, value: Any) -> int | None:
        found = re.search(r"(?:^|/)\s*(\d{1,19})/?\s*$", str(value or ""))
        return super().to_python(found[1] if found else value)


class MergeForm(SettingsForm):
    """Which practice stays: one of those that are alike, or another by its address."""

    into = forms.ChoiceField(required=False, label=_("The practice that stays"), widget=forms.RadioSelect)
    number = NumberField(
        required=False,
        min_value=1,
        max_value=MAX_ID,
        label=_("Or the address of another one"),
        help_text=_("Paste the address of its page, or write its number."),
        widget=forms.TextInput,
        error_messages={
            "invalid": _("This is not the address of a practice. Copy the address from its page.")
        },
    )

    def __init__(self, *args: Any, doubles: list[Practice], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="merge_%s", **kwargs)
        self.fields["into"].choices = [(str(one.pk), str(one)) for one in doubles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("number") or data.get("into")):
            self.add_error("number", _("Choose the practice that stays, or paste its address."))
        return data

    def chosen(self) -> int:
        return int(self.cleaned_data["number"] or self.cleaned_data["into"])
