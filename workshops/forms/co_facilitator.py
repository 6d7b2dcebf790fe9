"""Inviting a second facilitator by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import User


class SecondField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("E-mail of the second facilitator"))
        kwargs.setdefault("help_text", _("They get an invitation by mail, and need no account before that."))
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # a browser would cut its end off in silence


class CoFacilitatorForm(forms.Form):
    """Whoever it is invited, nothing tells whether they have an account."""

    email = SecondField(required=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        return colleague(self.cleaned_data["email"], self.user)


def colleague(email: str, leader: User) -> str:
    """The address as it is kept. Raises ``ValidationError`` for one's own."""
    if email.casefold() == leader.email.casefold():
        raise forms.ValidationError(_("This is your own e-mail. Write your colleague's."))
    return email.lower()
