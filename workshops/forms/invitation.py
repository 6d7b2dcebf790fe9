"""Whom a coordinator invites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsModelForm, TextField
from workshops.models import MembershipInvitation, User
from workshops.queries import invitations as invitations_queries


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")
        field_classes = dict.fromkeys(("first_name", "last_name"), TextField)
        labels = {"is_superuser": _("Looks after all of Dialogit")}
        help_texts = {"email": _("They sign in with it."), "is_active": "", "is_superuser": ""}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class InvitationForm(SettingsModelForm):
    """Nothing of it looks an account up, so the answer is the same whoever the address belongs to.

    Whether somebody is a member here already is no secret: the coordinator has them in the list.
    """

    class Meta:
        model = MembershipInvitation
        fields = ("email", "organisation", "role")
        help_texts = {"email": _("A link goes there. Whoever accepts it signs in with this e-mail.")}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        asked = {name: data[name] for name in self.Meta.fields if data.get(name)}
        if len(asked) == len(self.Meta.fields):
            self.instance = invitations_queries.asked(**asked) or self.instance  # which may be asked anew
            refusal = invitations_queries.refusal_of(**asked)
            if refusal:
                self.add_error("email", refusal)
        return data
