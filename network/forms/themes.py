"""Themes that are put together by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import SharedTheme
from network.models.themes import NAME_LENGTH
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, TextField

MAX_AT_ONCE = 200


class TogetherForm(SettingsForm):
    """``row`` comes once for each that was chosen. Without a name they have that of the first one."""

    name = TextField(label=_("Name for them together"), max_length=NAME_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        rows = list(dict.fromkeys(self.data.getlist("row")))  # type: ignore[attr-defined]
        if len(rows) < 2:
            raise forms.ValidationError(_("Choose two or more themes."))
        if len(rows) > MAX_AT_ONCE:
            raise forms.ValidationError(_("Choose fewer themes at once."))
        return {**data, "rows": rows}


class SharedThemeForm(RewordForm):
    ids = "shared"

    class Meta:
        model = SharedTheme
        fields = ("name",)
        field_classes = {"name": TextField}
