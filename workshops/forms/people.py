from __future__ import annotations

import math
import re
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from workshops import access
from workshops.access import Visitor, code_throttle
from workshops.course import phases
from workshops.models import Participant, Workshop
from workshops.models.workshop import CODE_ALPHABET, CODE_LENGTH
from workshops.services import phone_codes

LINK = re.compile(r"/[jw]/([^/?#\s]+)", re.IGNORECASE)
LONGEST_PASTE = 300
WAIT = "wait"  # the code of the error that says to come again later


class AnyCodeField(forms.CharField):
    """A code as people type or paste it, in its own spelling; what it cannot be is told at once."""

    def __init__(self, *, length: int, wrong_length: Any, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(max_length=LONGEST_PASTE, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.widget.attrs.pop("maxlength", None)
        self.length, self.wrong_length = length, wrong_length
        self.error_messages["max_length"] = wrong_length

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        link = LINK.search(typed)
        code = access.clean_code(link[1] if link else typed)
        if set(code) & set("01IO"):
            raise forms.ValidationError(
                _("A code has no letters I or O and no numbers 0 or 1. Look at it once more.")
            )
        if len(code) != self.length or not set(code) <= set(CODE_ALPHABET):
            raise forms.ValidationError(self.wrong_length)
        return code


class CodeForm(forms.Form):
    """The code as people type it; ``cleaned_data["code"]`` is the workshop itself."""

    code = AnyCodeField(
        label=_("Code"),
        length=CODE_LENGTH,
        wrong_length=_("A workshop's code has eight letters and numbers, such as K7M2-QFXA."),
        error_messages={"required": _("Write the code that the facilitator shows.")},
    )

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitor = visitor

    def clean_code(self) -> Workshop:
        return open_workshop(self.cleaned_data["code"], self.visitor)


def open_workshop(code: str, visitor: Visitor) -> Workshop:
    """The workshop that this code opens for this device: a closed one only if the device was in it.

    To all others unknown and closed codes answer alike, and too many wrong ones from an address have to wait.
    """
    workshop, is_in = _found(code, visitor)
    if not (workshop and (is_in or code_throttle.has_named(visitor.address, workshop.pk))):
        refuse_for_now(code_throttle.seconds_to_wait(visitor.address))
    if workshop is None:
        code_throttle.missed(visitor.address)
        raise forms.ValidationError(_("No open workshop has this code. Check it with the facilitator."))
    code_throttle.named(visitor.address, workshop.pk)
    return workshop


def _found(code: str, visitor: Visitor) -> tuple[Workshop | None, bool]:
    """The workshop if it is open to this device, and whether the device is in it."""
    try:
        workshop = access.workshop_of(code)
    except Http404:
        return None, False
    is_in = access.participant_in(workshop, visitor.cookies) is not None
    return (workshop if is_in or workshop.phase != phases.LAST else None), is_in


def refuse_for_now(seconds: int) -> None:
    if seconds:
        minutes = math.ceil(seconds / 60)
        words = ngettext_lazy(
            "Too many wrong codes have come from here. Try again in %(minutes)s minute.",
            "Too many wrong codes have come from here. Try again in %(minutes)s minutes.",
            "minutes",
        )
        raise forms.ValidationError(words, code=WAIT, params={"minutes": minutes})


class JoinForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ("name", "home_unit", "shared")
        labels = {"name": _("Your name"), "home_unit": _("Your work unit")}
        help_texts = {
            "name": _("Only the facilitators see it, to seat people. Your notes never carry it."),
            "home_unit": _("It mixes the groups so that you meet people from elsewhere."),
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not workshop.asks_home_unit:
            del self.fields["home_unit"]


class NewPhoneForm(forms.Form):
    """The facilitator's one-time code; ``cleaned_data["code"]`` is how it is spelt, not that it is right."""

    code = AnyCodeField(
        label=_("The code that the facilitator gave you"),
        length=phone_codes.LENGTH,
        wrong_length=_("The code for a new phone has six letters and numbers, such as K7M-2QF."),
        error_messages={"required": _("Write the code that the facilitator gave you.")},
    )

    def __init__(self, *args: Any, workshop: Workshop, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door, self.visitor = f"phone-{workshop.pk}", visitor

    def clean_code(self) -> str:
        refuse_for_now(code_throttle.seconds_to_wait(self.visitor.address, self.door))
        return self.cleaned_data["code"]

    def refuse(self) -> None:
        """It was not right, or not any more."""
        code_throttle.missed(self.visitor.address, self.door)
        self.add_error(
            "code", _("This code does not work, or not any more. Ask the facilitator for a new one.")
        )
