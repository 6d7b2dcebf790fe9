"""allauth's pages, where ours differ."""

from __future__ import annotations

from typing import Any

from allauth.account.views import INTERNAL_RESET_SESSION_KEY, PasswordResetFromKeyView
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ChoosePassword(PasswordResetFromKeyView):
    """The address keeps its key: opened in a mail program's own browser it can be carried to another one.

    allauth moves the key into the session, so that other sites do not learn it from the Referer. From our
    pages nothing is asked of other sites, and `SECURE_REFERRER_POLICY` keeps the address from them.
    """

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponseBase:
        request.session[INTERNAL_RESET_SESSION_KEY] = key
        return super().dispatch(request, uidb36, self.reset_url_key, **kwargs)
