from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import OwnScript
from workshops.models.console import SCRIPT_LENGTH


class ScriptForm(RewordForm):
    """What is said at one step; ``instance`` holds the own words or the usual ones."""

    text = TextField(
        label=_("What you say"), max_length=SCRIPT_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = OwnScript
        fields = ("text",)

    def __init__(self, data: Any = None, *, instance: OwnScript) -> None:
        self.ids = f"say_{instance.step}"
        super().__init__(data, instance=instance)


class PrivateNoteForm(SettingsForm):
    """A facilitator's own notes; nothing at all is fine too."""

    text = TextField(
        label=_("Your own notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
