"""Asking another organisation to join a series, and saying which one joins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.selection import UNKNOWN
from network.models import Series
from network.queries import invitations as invitations_queries
from workshops.forms.addresses import AddressField
from workshops.forms.texts import SettingsForm
from workshops.models import Organisation, User
from workshops.queries import areas

OWN = _(
    "This is an address of your own organisation, which is in the series already. "
    "Write to somebody in another one."
)


class InviteForm(SettingsForm):
    """Answers alike whether the address has an account or not, but for those whom the inviter knows."""

    email = AddressField(
        label=_("e-mail address"),
        help_text=_("Of somebody who coordinates there, or of their organisation: it can be passed on."),
    )
    area: Any = forms.ModelChoiceField(
        None, required=False, label=_("area"), empty_label="–", error_messages=UNKNOWN
    )

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="invite_%s", **kwargs)
        self.series = series
        field: Any = self.fields["area"]
        field.queryset = areas.offered()
        field.help_text = _("It is meant to take part once they have accepted.")

    def clean_email(self) -> str:
        email, own = self.cleaned_data["email"], self.series.organisation
        people = User.objects.filter(memberships__organisation=own, email__iexact=email)
        if own.contact.casefold() == email or people.exists():
            raise forms.ValidationError(OWN)
        return email


class JoinForm(SettingsForm):
    """Which of the coordinator's organisations joins; who looks after one is not asked."""

    organisation: Any = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("organisation"), empty_label=None, error_messages=UNKNOWN
    )

    def __init__(self, *args: Any, series: Series, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = invitations_queries.may_join(series, user)
        if len(field.queryset[:2]) == 1:
            field.initial, field.widget = field.queryset[0].pk, forms.HiddenInput()
