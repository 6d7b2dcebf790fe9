"""Naming a second facilitator by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import Membership, Organisation, User, Workshop


class SecondField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("E-mail of the second facilitator"))
        kwargs.setdefault("help_text", _("They find the workshop under My workshops, and write down points."))
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # a browser would cut its end off in silence


class CoFacilitatorForm(forms.Form):
    """Names somebody with an account in the workshop's organisation; ``clean`` gives the account."""

    email = SecondField(required=True, help_text="")

    def __init__(self, *args: Any, workshop: Workshop, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop, self.user = workshop, user

    def clean_email(self) -> User:
        return account_in(self.workshop.organisation, self.cleaned_data["email"], self.user)


def account_in(organisation: Organisation, email: str, leader: User) -> User:
    """The account with this e-mail in the organisation. Raises ``ValidationError`` with what to do."""
    if email.casefold() == leader.email.casefold():
        raise forms.ValidationError(_("This is your own e-mail. Write your colleague's."))
    memberships = Membership.objects.filter(organisation=organisation, user__is_active=True)
    membership = memberships.filter(user__email__iexact=email).select_related("user").first()
    if membership is None:
        raise forms.ValidationError(
            _("Nobody with this e-mail has an account in this organisation. Ask the coordinator.")
        )
    return membership.user
