"""allauth's forms in our words: labels above the fields, no placeholders, help that helps."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from allauth.account import forms as account
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import TextField
from workshops.live.threads import run_later

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "remember": _("Stay signed in on this device"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
}
HARD_TO_GUESS = 3  # of zxcvbn's 0 to 4: a hundred million guesses
MAX_JUDGED = 72  # characters that it looks at
USUAL_WORDS = (
    *("salasana", "tervetuloa", "dialogit", "suomi", "finland", "helsinki", "tampere", "turku", "oulu"),
    *("kevät", "kesä", "syksy", "talvi", "kesäloma", "joulu", "juhannus", "maanantai", "perjantai"),
    *("perhekeskus", "lastensuojelu", "hyvinvointialue", "varhaiskasvatus", "kunta", "kaupunki", "koulu"),
    *("lösenord", "välkommen", "sverige", "sommar", "vinter", "höst", "vår", "måndag", "fredag", "kärlek"),
)
HELP = {
    "password1": _(
        "At least 12 characters. A few words that nobody else would put together make a good password."
    )
}


class LongEnough(MinimumLengthValidator):
    """Django's own words for this are not in Finnish."""

    def get_error_message(self) -> str:
        return _("This is too short. Use at least %(count)s characters.") % {"count": self.min_length}


class HardToGuess:
    """Long is not enough: a repetition, a row of keys or a usual word with a year is tried first.

    zxcvbn knows English; the words that people here begin with, and what is known of the account, are added.
    """

    def validate(self, password: str, user: Any = None) -> None:
        from zxcvbn import zxcvbn  # its lists of words are of no use to most processes

        own = [getattr(user, name, "") for name in ("email", "first_name", "last_name")]
        known = [*USUAL_WORDS, *re.split(r"\W+", " ".join(filter(None, own)).lower())]
        if zxcvbn(password[:MAX_JUDGED], user_inputs=known)["score"] < HARD_TO_GUESS:
            raise ValidationError(
                _("This is easy to guess. Choose a few words that nobody else puts together.")
            )

    def get_help_text(self) -> str:
        return ""


class InOurWords:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label, field.help_text = LABELS[name], HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(InOurWords, account.LoginForm):
    pass


class ForgottenForm(InOurWords, account.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """The mail goes after the answer, which is the same in words and in time whoever has an account."""
        run_later(partial(super().save, request, **kwargs))
        return str(self.cleaned_data["email"])


class ChooseForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class SetForm(InOurWords, account.SetPasswordForm):
    pass


class InvitedForm(SetForm):
    """Who was invited and has no account yet says what they are called and chooses a password."""

    first_name = TextField(max_length=150, required=False)
    last_name = TextField(max_length=150, required=False)
    field_order = ("first_name", "last_name", "password1", "password2")


class ChangeForm(InOurWords, account.ChangePasswordForm):
    pass


class ConfirmForm(InOurWords, account.ReauthenticateForm):
    pass
