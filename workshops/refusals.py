"""A write that the method or the moment does not allow, with words for the one who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Refused(Exception):
    """``message`` says what to do instead. Views answer it with ``status`` and change nothing."""

    status = 409

    def __init__(self, message: str | StrPromise) -> None:
        super().__init__(str(message))
        self.message = message


class NotSaved(Refused):
    """Fields that cannot be saved as they are, each with words for the one who tried; nothing is saved.

    ``standing`` is what they are now, of which the words speak.
    """

    def __init__(self, fields: dict[str, str], standing: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields, self.standing = fields, standing


class ClosingAsks(Refused):
    """There is something to say before the workshop closes, and it has not been said."""


class DraftLeft(ClosingAsks):
    """The workshop is to close over an agreement that nobody has confirmed: what becomes of it is asked."""


class NoEntry(Refused):
    """Nobody else can join now; whoever tries keeps what they typed and may try again."""


class Gone(Refused):
    """What the write is about has been deleted since the page was read."""


class Busy(Refused):
    """Too much is asked for at once: the same again in a moment will do."""

    status = 503


class MailServerAway(Exception):
    """The mail server does not answer: whoever has not been sent to is tried by the next housekeeping."""


class Removed(Exception):
    """The facilitator has taken this device off the workshop."""


class SignedOut(Exception):
    """Something was sent by somebody whose sign-in has ended."""
