"""Forms for what people write: texts that identify nobody; participants' with an id made by the client."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from workshops import spelling
from workshops.models.base import TEXT_LENGTH
from workshops.privacy import has_identity_code, looks_personal

IDENTITY = _("This holds a personal identity code, and it is not saved. Write it without the code.")
ASKED = _(
    "This looks like a contact, a car, an address or an identity code. Could somebody be recognised by it?"
)


class TextField(forms.CharField):
    """A text that people write, tidied: at most 500 characters, no personal identity code.

    Every field of words is one, in a model's form by ``field_classes`` (tests/workshops/test_fields.py).
    """

    is_place = False
    default_error_messages = {
        "required": _("Write something first."),
        "max_length": _("This is too long. Use at most %(limit_value)s characters."),
        "identity": IDENTITY,
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LENGTH)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = spelling.tidied(super().to_python(value) or "")
        return text if self._is_too_long(text) or spelling.shows(text) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not self._is_too_long(value) and has_identity_code(value):
            raise forms.ValidationError(self.error_messages["identity"], code="identity")

    def _is_too_long(self, text: str) -> bool:
        """It is refused anyway, so megabytes are not looked through sign by sign."""
        return self.max_length is not None and len(text) > self.max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser counts down by itself, never cuts what was typed, and does not translate it."""
        return {"data-limit": self.max_length, "translate": "no"}


class PlaceField(TextField):
    """Where a workshop is: an address is what it is for."""

    is_place = True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-address": True}


class Errors(ErrorList):
    """``asked``: what was typed may stay, if its writer says so once more, with the words of ``anyway``."""

    anyway = _("Post anyway")

    @property
    def asked(self) -> bool:
        return any(error.code == "asked" for error in self.as_data())


class ErrorsOfSettings(Errors):
    anyway = _("Save anyway")


class Guarded(forms.BaseForm):
    """What could tell of a person is asked about, and passes with ``anyway``, or where it stood before."""

    errors_as: type[Errors] = Errors

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"error_class": self.errors_as, **kwargs})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.data.get("anyway") != "1":
            texts = {name: field for name, field in self.fields.items() if isinstance(field, TextField)}
            for name in texts.keys() & set(self.changed_data):
                if looks_personal(data.get(name) or "", is_place=texts[name].is_place):
                    self.add_error(name, forms.ValidationError(ASKED, code="asked"))
        return data


class GuardedForm(Guarded, forms.Form):
    """A form of participants."""


class SettingsForm(Guarded, forms.Form):
    """A form of facilitators."""

    errors_as = ErrorsOfSettings


class SettingsModelForm(Guarded, forms.ModelForm):
    errors_as = ErrorsOfSettings


class NamedForm(GuardedForm):
    """Several forms stand on one page: ``ids`` keeps the ids of their fields apart."""

    ids = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{self.ids}_%s")
        super().__init__(*args, **kwargs)


class WrittenForm(GuardedForm):
    """Base of the composers. ``id`` is new on the page and made anew by the browser for each post."""

    id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    text = TextField(widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["placeholder"] = hint or _("One thing, in your own words")
