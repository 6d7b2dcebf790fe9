from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.rewording import FIRST, RewordForm
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import DebriefNote

LAST_SLIDE = 999


class MainPointForm(SettingsForm):
    """What the second facilitator writes of slide ``slide``, counted from 0."""

    text = TextField(label=_("Main point"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    slide = forms.IntegerField(min_value=0, max_value=LAST_SLIDE)


class RewordMainPointForm(RewordForm):
    ids = "reword_point"
    text = TextField(label=_("Main point"), widget=forms.Textarea(attrs=FIRST))

    class Meta:
        model = DebriefNote
        fields = ("text",)
