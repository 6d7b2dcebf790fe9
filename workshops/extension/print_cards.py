"""What is printed for the room, card by card, as plain data: the page and the PDF show the same cards.

Apps add their cards from ``AppConfig.ready()``; the order is by ``place``. Everything is said in the active
language, which is the workshop's when cards are made.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.course import phases, principles
from workshops.course.questions import OPEN_SPACE_QUESTIONS
from workshops.extension.origin_marks import mark_of, shape_of
from workshops.models import Workshop
from workshops.queries import themes
from workshops.text import dates, places

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Card = dict[str, Any]
QUIET = 4  # modules around a QR
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><style>circle{fill:none;stroke:currentColor;'
    "stroke-width:2}.core{fill:currentColor;stroke:none}</style>"
)


@dataclass(frozen=True)
class CardContext:
    """For whom cards are made. ``absolute`` makes an address of a path, ``people`` says how many come."""

    workshop: Workshop
    absolute: Callable[[str], str]
    people: int = 0

    @property
    def code(self) -> str:
        """As it is read aloud, and never broken over two lines."""
        return self.workshop.spoken_code.replace("-", "\N{NON-BREAKING HYPHEN}")

    @property
    def address(self) -> str:
        """Where people type the code, as short as it can be read from a wall."""
        return self.absolute("/").partition("//")[2].rstrip("/")


Maker = Callable[[CardContext], list[Card]]
_makers: list[tuple[int, Maker]] = []


def add(place: int, make: Maker) -> None:
    _makers.append((place, make))
    _makers.sort(key=lambda entry: entry[0])


def cards_of(room: CardContext) -> list[Card]:
    return [card for _place, make in _makers for card in make(room)]


def qr_of(address: str) -> SafeString:
    """A picture that a camera reads from a wall: black squares, and the quiet around them that ISO/IEC 18004
    asks for."""
    picture = io.BytesIO()
    qr = segno.make(address, error="m", micro=False)
    drawn = {"xmldecl": False, "omitsize": True, "svgclass": "qr", "lineclass": None}
    qr.save(picture, kind="svg", border=QUIET, title=qr_words(address), **drawn)
    return SafeString(picture.getvalue().decode())


def qr_words(address: str) -> str:
    return _("QR code that opens %(address)s") % {"address": address}


def mark_picture(key: object) -> SafeString:
    """The mark as a picture of its own, in the colour of what is around it."""
    return SafeString(HEAD) + shape_of(mark_of(key).ripples) + SafeString("</svg>")


def poster(room: CardContext) -> list[Card]:
    workshop = room.workshop
    address = room.absolute(reverse("workshops:join", args=[workshop.code]))
    when = capfirst(dates.moment(workshop.dialogue_1_at))
    card = {
        "kind": "poster",
        "eyebrow": str(workshop.organisation),
        "heading": workshop.title,
        "when": " · ".join(filter(None, (when, places.read(workshop.place).told))),
        "qr": qr_of(address),
        "qr_alt": qr_words(address),
        "scan": _("Point your phone's camera here"),
        "or": _("or go to this address and write the code"),
        "address": room.address,
        "code": workshop.spoken_code,
        "lines": [
            str(principles.PURPOSES[1]),
            _("You need no account and no e-mail, and you may leave out your name."),
            _(
                "Nobody can look up who wrote what, not even the facilitator. "
                "In a very small group others may guess."
            ),
        ],
    }
    return [card]


def ten_principles(room: CardContext) -> list[Card]:
    """How one talks today, and what early open cooperation rests on."""
    card = {
        "kind": "ten",
        "eyebrow": _("How we talk today"),
        "principles": in_words(principles.DIALOGUE),
        "heading": _("Ten principles of early open cooperation"),
        "lead": str(principles.METHOD),
        "sentences": [str(sentence) for sentence in principles.EARLY_COOPERATION],
    }
    return [card]


def open_space_principles(room: CardContext) -> list[Card]:
    card = {
        "kind": "principles",
        "eyebrow": _("Open Space"),
        "heading": _("Principles of Open Space"),
        "lead": str(principles.PURPOSES[2]),
        "principles": in_words(principles.OPEN_SPACE),
        "law_name": str(principles.TWO_FEET_NAME),
        "law": [str(sentence) for sentence in principles.TWO_FEET],
    }
    return [card]


def in_words(pairs: Iterable[tuple[StrPromise, StrPromise]]) -> list[list[str]]:
    return [[str(title), str(sentence)] for title, sentence in pairs]


def theme_cards(room: CardContext) -> list[Card]:
    """One for each theme of the second dialogue, once they are chosen."""
    if not phases.is_after(room.workshop.phase, "choosing"):
        return []
    return [_theme_card(candidate.theme, room) for candidate in themes.chosen(room.workshop)]


def _theme_card(theme: Any, room: CardContext) -> Card:
    return {
        "kind": "theme",
        "key": theme.mark,
        "mark": mark_picture(theme.mark),
        "eyebrow": str(mark_of(theme.mark).origin),
        "heading": theme.wording,
        "place": _("Where we sit"),
        "questions": [str(question) for question in OPEN_SPACE_QUESTIONS],
        "note": _("Walk in and out as you like. Choose the group on your phone: %(address)s, code %(code)s")
        % {"address": room.address, "code": room.code},
    }


add(10, poster)
add(15, ten_principles)
add(30, open_space_principles)
add(40, theme_cards)
