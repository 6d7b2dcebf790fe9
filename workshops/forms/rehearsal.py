from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.rehearsal_processes import MAX_SIMULATED

WRONG = _("A number from 0 to 60.")


class RehearsalForm(forms.Form):
    """How many simulated people come, and how busy they are."""

    people = forms.IntegerField(
        label=_("Simulated people"),
        min_value=0,
        max_value=MAX_SIMULATED,
        initial=12,
        error_messages={"required": WRONG, "invalid": WRONG, "min_value": WRONG, "max_value": WRONG},
    )
    pace = forms.ChoiceField(
        label=_("How they write"),
        choices=[("lively", _("Lively")), ("calm", _("Calmly"))],
        initial="lively",
    )
