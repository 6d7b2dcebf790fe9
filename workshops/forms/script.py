from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsForm, TextField
from workshops.models.console import SCRIPT_LENGTH


class ScriptForm(SettingsForm):
    text = TextField(
        label=_("What you say"), max_length=SCRIPT_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )


class PrivateNoteForm(SettingsForm):
    """A facilitator's own notes; nothing at all is fine too."""

    text = TextField(
        label=_("Your own notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
