from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.access import join_codes
from workshops.forms.texts import TextField
from workshops.models import Participant, Workshop
from workshops.models.workshop import CODE_LENGTH
from workshops.services import phone_codes

MAX_PASTE_LENGTH = 2000  # a mail filter's link around ours

WRONG_SIGN = _("This is not in any code: %(signs)s. A code has no letters I or O and no numbers 0 or 1.")


class AnyCodeField(forms.CharField):
    """A code as people type or paste it, in its own spelling; what it cannot be is told at once."""

    def __init__(self, *, length: int, wrong_length: Any, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(max_length=MAX_PASTE_LENGTH, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.widget.attrs.pop("maxlength", None)
        self.length, self.wrong_length = length, wrong_length
        self.error_messages["max_length"] = wrong_length

    def clean(self, value: Any) -> str:
        code = join_codes.read(super().clean(value), self.length)
        if len(code) != self.length:
            raise forms.ValidationError(
                _("%(rule)s This one has %(count)s."), params={"rule": self.wrong_length, "count": len(code)}
            )
        wrong = join_codes.wrong_signs(code)
        if wrong:
            raise forms.ValidationError(WRONG_SIGN, params={"signs": ", ".join(wrong)})
        return code


class CodeForm(forms.Form):
    """The code as people type it; ``cleaned_data["code"]`` is how it is spelt, not that it opens anything."""

    code = AnyCodeField(
        label=_("Code"),
        length=CODE_LENGTH,
        wrong_length=_("A workshop's code has eight letters and numbers, such as K7M2-QFXA."),
        error_messages={"required": _("Write the code that the facilitator shows.")},
    )


class JoinForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ("name", "home_unit", "shared")
        field_classes = dict.fromkeys(("name", "home_unit"), TextField)
        labels = {"name": _("Your name"), "home_unit": _("Your work unit")}
        help_texts = {
            "name": _(
                "Only the facilitators see it, to seat people, and it is deleted when the dialogue ends. "
                "Your notes never carry it."
            ),
            "home_unit": _("It mixes the groups so that you meet people from elsewhere."),
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "nickname"  # as one is called, not as registered
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
