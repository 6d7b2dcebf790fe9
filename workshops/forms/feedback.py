"""The feedback form: statements from 1 to 5, each optional, and a few words."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.course.statements import Statement
from workshops.forms.texts import GuardedForm, TextField

SCORES = [(score, str(score)) for score in range(1, 6)]


class FeedbackForm(GuardedForm):
    id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    text = TextField(label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, statements: list[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "feedback_%s"
        self.keys = [statement.key for statement in statements]
        for statement in statements:
            self.fields[statement.key] = forms.TypedChoiceField(
                label=statement.wording,
                choices=SCORES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a number from 1 to 5.")},
            )

    def scales(self) -> list[Any]:
        return [self[key] for key in self.keys]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(value for name, value in data.items() if name != "id"):
            raise forms.ValidationError(_("Choose a number for at least one sentence, or write a few words."))
        return data
