from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsForm, TextField

LAST_SLIDE = 999


class MainPointForm(SettingsForm):
    """What the second facilitator writes of slide ``slide``, counted from 0."""

    text = TextField(label=_("Main point"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    slide = forms.IntegerField(min_value=0, max_value=LAST_SLIDE)
