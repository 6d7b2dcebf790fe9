from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import refuse_identity_code
from workshops.models import Theme


class WordingForm(forms.ModelForm):
    """A theme as a question, and the reason shown to everyone."""

    class Meta:
        model = Theme
        fields = ("question", "reason")
        widgets = {
            "question": forms.TextInput(attrs={"autocomplete": "off"}),
            "reason": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        error_messages = {
            "question": {"max_length": _("This is too long. Keep it under 160 characters.")},
            "reason": {"max_length": _("This is too long. Keep it under 240 characters.")},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = f"id_%s_{self.instance.pk}"
        for field in self.fields.values():
            field.validators.append(refuse_identity_code)
            field.widget.attrs.pop("maxlength", None)
