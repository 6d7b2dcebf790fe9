"""Whom a coordinator invites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import TextField
from workshops.models import User


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")
        field_classes = dict.fromkeys(("first_name", "last_name"), TextField)
        help_texts = {"email": _("They sign in with it, and the invitation goes there.")}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class InvitationForm(AccountForm):
    """Who has an account already is not made twice: the memberships go to that account, its name stays."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        email = (data or {}).get("email", "").strip()
        kwargs["instance"] = User.objects.filter(email__iexact=email).first() if email else None
        self.is_known = kwargs["instance"] is not None
        super().__init__(data, *args, **kwargs)
