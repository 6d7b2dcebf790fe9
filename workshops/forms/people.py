from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from workshops import access, phases
from workshops.models import Participant, Workshop


class CodeForm(forms.Form):
    """The code as people type it; ``cleaned_data["code"]`` is the workshop itself."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Write the code that the facilitator shows.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, cookies: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookies = cookies

    def clean_code(self) -> Workshop:
        return open_workshop(self.cleaned_data["code"], self.cookies)


def open_workshop(code: str, cookies: Mapping[str, str]) -> Workshop:
    """The workshop that this code opens for this device: a closed one only if the device was in it.

    To all others unknown and closed codes answer alike.
    """
    try:
        workshop = access.workshop_of(code)
        if workshop.phase != phases.LAST or access.participant_in(workshop, cookies):
            return workshop
    except Http404:
        pass
    raise forms.ValidationError(_("No open workshop has this code. Check it with the facilitator."))


class JoinForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ("name", "home_unit")
        labels = {"name": _("Your name"), "home_unit": _("Your work unit")}
        help_texts = {
            "name": _("Only the facilitators see it, to seat people. Your notes never carry it."),
            "home_unit": _("It mixes the groups so that you meet people from elsewhere."),
        }
