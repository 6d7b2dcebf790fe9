from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsModelForm, TextField
from workshops.models import Theme


class WordingForm(SettingsModelForm):
    """A theme's name, its wording as a question, and the reason shown to everyone.

    The name is the table's own; a facilitator changes it when it could tell of a person.
    """

    class Meta:
        model = Theme
        fields = ("title", "question", "reason")
        field_classes = dict.fromkeys(fields, TextField)
        labels = {"title": _("Name from the table")}
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "question": forms.Textarea(attrs={"rows": 1}),
            "reason": forms.Textarea(attrs={"rows": 1}),
        }
        error_messages = {"title": {"required": _("A theme has a name: a question or a phrase.")}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_%s_{self.instance.pk}"

    def clean(self) -> dict[str, Any]:
        """Each is one line, however it was typed."""
        return {name: " ".join(text.split()) for name, text in super().clean().items()}
