"""Forms for what people write: texts that identify nobody; participants' with an id made by the client."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from workshops.forms.widgets import PlainInput
from workshops.models.base import TEXT_LENGTH
from workshops.privacy import has_identity_code, looks_personal
from workshops.text import places, text_normalisation

IDENTITY = _("This holds a personal identity code, and it is not saved. Write it without the code.")
ASKED = _(
    "This looks like a contact, a car, an address or an identity code. Could somebody be recognised by it?"
)


class TextField(forms.CharField):
    """A text that people write, tidied: at most 500 characters, no personal identity code.

    Every field of words is one, in a model's form by ``field_classes`` (tests/workshops/test_fields.py).
    """

    widget: type[forms.Widget] | forms.Widget = PlainInput
    is_guarded = True  # its writer is asked about what could tell of a person
    asked = ASKED  # in these words

    default_error_messages = {
        "required": _("Write something first."),
        "max_length": _("This is too long. Use at most %(limit_value)s characters."),
        "identity": IDENTITY,
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LENGTH)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = text_normalisation.tidied(super().to_python(value) or "")
        return text if self._is_too_long(text) or text_normalisation.shows(text) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not self._is_too_long(value) and has_identity_code(value):
            raise forms.ValidationError(self.error_messages["identity"], code="identity")

    def asks(self, text: str) -> bool:
        """Whether it could tell of a person, so that its writer is asked."""
        return looks_personal(text)

    def _is_too_long(self, text: str) -> bool:
        """It is refused anyway, so megabytes are not looked through sign by sign."""
        return self.max_length is not None and len(text) > self.max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser counts down by itself, never cuts what was typed, and does not translate it."""
        return {"data-limit": self.max_length, "translate": "no"}


class PlaceField(TextField):
    """Where people meet: a place, a link to a call, or both. The words are looked at as everywhere."""

    def __init__(self, *, words: int = 120, **kwargs: Any) -> None:
        self.words = words
        super().__init__(**{**kwargs, "max_length": words + places.LINK_LENGTH})

    def validate(self, value: str) -> None:
        super().validate(value)
        fault, words = places.fault_of(value), places.read(value).words
        if not fault and len(words) > self.words:
            fault = self.error_messages["max_length"] % {"limit_value": self.words}
        if fault:
            raise forms.ValidationError(fault, code="place")

    def asks(self, text: str) -> bool:
        return super().asks(places.read(text).words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-meeting": True}


class VenueField(PlaceField):
    """Where a workshop is: an address is what it is for."""

    def asks(self, text: str) -> bool:
        return looks_personal(places.read(text).words, is_place=True)

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
            fields = self.fields.items()
            texts = {
                name: field for name, field in fields if isinstance(field, TextField) and field.is_guarded
            }
            for name in texts.keys() & set(self.changed_data):
                if texts[name].asks(data.get(name) or ""):
                    self.add_error(name, forms.ValidationError(texts[name].asked, code="asked"))
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
