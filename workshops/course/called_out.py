"""What is called out in a room, such as the name of a group: the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def called_out(name: str | StrPromise, language: str) -> str:
    """In the room's ``language``, and beside it in the reader's where that is another: "Haapa (Aspen)"."""
    called = alone(name, language)
    read = str(name)
    return called if read == called else f"{called} ({read})"


def alone(name: str | StrPromise, language: str) -> str:
    """In the room's ``language``, where there is no space for two."""
    with override(language):
        return str(name)
