"""The one thing a participant's browser remembers: a signed cookie with a random key and a language.

The key is the only link between a device and what it wrote. It is never stored on the server.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie
from django.utils import translation
from django.utils.cache import patch_vary_headers

KEY_BYTES = 16
MAX_AGE = 400 * 24 * 3600  # the two dialogues may be months apart
SALT = "workshops.device"


@dataclass(frozen=True)
class Device:
    """``key`` is 128 random bits; ``language`` one of ``settings.LANGUAGES``."""

    key: bytes
    language: str

    def prove(self, *thing: object) -> str:
        """HMAC(key, thing) in hex: the same device proves the same thing the same way, for ever."""
        message = ":".join(str(part) for part in thing).encode()
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()

    def hash_in(self, workshop_id: int) -> str:
        """What the database knows a device by, different in every workshop."""
        return self.prove("participant", workshop_id)


def device_of(cookies: Mapping[str, str]) -> Device | None:
    try:
        key, language = signing.loads(cookies[settings.DEVICE_COOKIE], salt=SALT)
        return Device(key=bytes.fromhex(key), language=language)
    except (KeyError, ValueError, TypeError, signing.BadSignature):
        return None


def device_in(request: HttpRequest) -> Device:
    """The request's device, or a new one that the answer must ``remember``."""
    return device_of(request.COOKIES) or new_device()


def device_in_scope(scope: Any) -> Device | None:
    """As `device_of`, before Django has made a request of it."""
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return device_of(parse_cookie(raw.decode("latin-1")))


def new_device() -> Device:
    return Device(secrets.token_bytes(KEY_BYTES), translation.get_language())


def speaking(device: Device, language: str) -> Device:
    return replace(device, language=language)


def remember(response: HttpResponse, device: Device) -> HttpResponse:
    response.set_cookie(
        settings.DEVICE_COOKIE,
        signing.dumps([device.key.hex(), device.language], salt=SALT),
        max_age=MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


class LanguageMiddleware:
    """The device's language if it has chosen one, else the browser's, else Finnish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        device = device_of(request.COOKIES)
        language = device.language if device else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
