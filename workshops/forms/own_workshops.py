"""What a facilitator looks for among their own workshops."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import TextField


class OwnSearchForm(forms.Form):
    """It stands in the address, and nothing of it is stored."""

    q = TextField(
        required=False,
        max_length=120,
        label=_("Search"),
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Title, code, area or organisation")}
        ),
    )
