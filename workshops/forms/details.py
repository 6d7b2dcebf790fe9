"""What a coordinator may change of a workshop: what it is called and for whom, never its course."""

from __future__ import annotations

from typing import Any

from django import forms

from workshops.forms.areas import WithAreas
from workshops.forms.texts import TextField
from workshops.models import Workshop
from workshops.queries import settings


class DetailsForm(WithAreas):
    class Meta:
        model = Workshop
        fields = ("title", "focus_area", "own_focus", "areas", "recipients")
        field_classes = dict.fromkeys(("title", "own_focus", "recipients"), TextField)
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "recipients": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, words in settings.told_otherwise(self.instance, data).items():
            self.add_error(name, words)
        return data
