"""Accounts come by invitation from the admin; nobody signs up by themselves."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workshops.access.addresses import absolute_from, client_address, hashed
from workshops.access.permissions import can_coordinate
from workshops.services import accounts, facilitation


class InvitedOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Your coordinator can open it again."),
        "email_password_mismatch": _("This e-mail and password do not match. Check both."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or choose a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_from_email(self) -> str:
        return accounts.sender()

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        own = accounts.headers(get_language() or settings.LANGUAGE_CODE)
        return super().render_mail(template_prefix, email, context, {**own, **(headers or {})})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who coordinates comes to the network, also one who facilitates; all others to their workshops."""
        if can_coordinate(request.user):
            return reverse("network:overview")
        return reverse("workshops:own")

    def logout(self, request: HttpRequest) -> None:
        user_id = request.user.pk
        super().logout(request)
        if user_id:
            facilitation.sign_out(user_id=user_id)

    def get_client_ip(self, request: HttpRequest) -> str:
        """What tries are counted by: the reading of all other limits, and no address in the clear."""
        return hashed(client_address(request))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the site's set address, not at the one that the request asked for."""
        return absolute_from(self.request)(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def set_password(self, user: Any, password: str) -> None:
        """Changed, chosen anew or set: Django ends the other sessions with it, and their sockets end too."""
        super().set_password(user, password)
        facilitation.sign_out(user_id=user.pk)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_reset_password_from_key_done")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened; a message kept for later would turn up in the admin."""
