"""The form into which a list of areas is pasted."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms import area_lines
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import Area, User

MAX_LINES, MAX_SIGNS = 5000, 600_000


class PastedField(TextField):
    """Its cells are tidied and looked at one by one, and each line keeps its number."""

    is_guarded = False

    def to_python(self, value: Any) -> str:
        text = str(value or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text) if text.strip() else ""

    def validate(self, value: str) -> None:
        forms.CharField.validate(self, value)
        if len(value.splitlines()) > MAX_LINES:
            words = _("Paste at most %(most)s lines at a time.")
            raise forms.ValidationError(words, params={"most": MAX_LINES})


class AreaPasteForm(SettingsForm):
    """``read`` is what the page showed that would be done; empty when it has shown nothing yet."""

    lines = PastedField(
        label=_("List"),
        max_length=MAX_SIGNS,
        help_text=_(
            "Name, kind, region and sub-region, an area on each line, as copied from a table or with "
            "semicolons between. Only the name is needed. With other columns or another order, copy the line "
            "with their names too."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("kind of those lines that say none"),
        choices=Area.Kind.choices,
        initial=Area.Kind.MUNICIPALITY,
    )
    read = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def pasted(self, user: User) -> area_lines.Pasted:
        """What its people may read follows from the region, so a coordinator sets none."""
        found = area_lines.read(self.cleaned_data["lines"], self.cleaned_data["kind"])
        if not user.is_superuser and any(line.region for line in found.lines):
            found.lines = [replace(line, region="") for line in found.lines]
            found.without_regions = True
        return found
