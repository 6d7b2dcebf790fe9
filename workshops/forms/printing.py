from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import MAX_PEOPLE

WRONG = _("A number from 1 to 500.")


class ExpectedForm(forms.Form):
    """How many people are coming: a large room has several cafés, each with cards of its own."""

    people = forms.IntegerField(
        label=_("How many people are coming?"),
        required=False,
        min_value=1,
        max_value=MAX_PEOPLE,
        error_messages={"invalid": WRONG, "min_value": WRONG, "max_value": WRONG},
    )
