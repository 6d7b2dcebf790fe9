from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import refuse_identity_code
from workshops.models import Theme


class WordingForm(forms.ModelForm):
    """A theme's name, its wording as a question, and the reason shown to everyone.

    The name is the table's own; a facilitator changes it when it could tell of a person.
    """

    class Meta:
        model = Theme
        fields = ("title", "question", "reason")
        labels = {"title": _("Name from the table")}
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "question": forms.Textarea(attrs={"rows": 1}),
            "reason": forms.Textarea(attrs={"rows": 1}),
        }
        error_messages = {
            "title": {
                "required": _("A theme has a name: a question or a phrase."),
                "max_length": _("This is too long. Use at most 120 characters."),
            },
            "question": {"max_length": _("This is too long. Use at most 160 characters.")},
            "reason": {"max_length": _("This is too long. Use at most 240 characters.")},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = f"id_%s_{self.instance.pk}"
        for field in self.fields.values():
            field.validators.append(refuse_identity_code)
            field.widget.attrs.pop("maxlength", None)  # never cut what was typed

    def clean(self) -> dict[str, Any]:
        """Each is one line, however it was typed."""
        return {name: " ".join(text.split()) for name, text in (super().clean() or {}).items()}
