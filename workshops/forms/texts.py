"""Forms for what participants write: an id made by the client and a text that identifies nobody."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from workshops.models.base import TEXT_LENGTH
from workshops.privacy import has_identity_code, looks_personal

IDENTITY = _("This holds a personal identity code, and it is not saved. Describe the situation without it.")
ASKED = _("This looks like a contact, a car or an address. Could somebody be recognised by it?")


def refuse_identity_code(text: str) -> None:
    """A validator for every text of a participant."""
    if has_identity_code(text):
        raise forms.ValidationError(IDENTITY, code="identity")


class TextField(forms.CharField):
    """A text that people write: stripped, at most 500 characters, no personal identity code."""

    default_validators = [refuse_identity_code]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LENGTH)
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Write something first.")
        self.error_messages["max_length"] = _("This is too long. Keep it under %(limit_value)s characters.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser counts down by itself and never cuts what was typed."""
        return {"data-limit": self.max_length}


class Errors(ErrorList):
    """``asked``: what was typed may stay, if its writer says so once more."""

    @property
    def asked(self) -> bool:
        return any(error.code == "asked" for error in self.as_data())


class GuardedForm(forms.Form):
    """A form of participants. What could tell of a person is asked about, and passes with ``anyway``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"error_class": Errors, **kwargs})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.data.get("anyway") != "1":
            for name in [name for name, field in self.fields.items() if isinstance(field, TextField)]:
                if looks_personal(data.get(name) or ""):
                    self.add_error(name, forms.ValidationError(ASKED, code="asked"))
        return data


class NamedForm(GuardedForm):
    """Several forms stand on one page: ``ids`` keeps the ids of their fields apart."""

    ids = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{self.ids}_%s")
        super().__init__(*args, **kwargs)


class WrittenForm(GuardedForm):
    """Base of the composers. ``id`` is new on the page and made anew by the browser after each post."""

    id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    text = TextField(widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["placeholder"] = hint or _("One thing, in your own words")
