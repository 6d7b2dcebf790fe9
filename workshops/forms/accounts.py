"""allauth's forms in our words: labels above the fields, no placeholders, help that helps."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "remember": _("Stay signed in on this device"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
}
HELP = {
    "password1": _(
        "At least 12 characters. A few words that nobody else would put together make a good password."
    )
}


class LongEnough(MinimumLengthValidator):
    """Django's own words for this are not in Finnish."""

    def get_error_message(self) -> str:
        return _("This is too short. Use at least %(count)s characters.") % {"count": self.min_length}


class InOurWords:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label, field.help_text = LABELS[name], HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(InOurWords, account.LoginForm):
    pass


class ForgottenForm(InOurWords, account.ResetPasswordForm):
    pass


class ChooseForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class SetForm(InOurWords, account.SetPasswordForm):
    pass


class ChangeForm(InOurWords, account.ChangePasswordForm):
    pass


class ConfirmForm(InOurWords, account.ReauthenticateForm):
    pass
