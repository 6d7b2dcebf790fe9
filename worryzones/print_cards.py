"""The cards of the tables: mark, number, name, questions, and a code that seats a phone there."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from workshops.extension.print_cards import Card, CardContext, mark_picture, qr_of, qr_words
from worryzones import table_links, zones
from worryzones.queries import seats
from worryzones.queries.prompts import prompts_of

# Up to so many letters of questions in all: the fewer there are, the larger they are printed.
LENGTHS = (260, 420, 640, 1000)


def table_cards(room: CardContext) -> list[Card]:
    """Café by café; before they are made, as many as the people expected need."""
    prompts, numbers = prompts_of(room.workshop), seats.cafe_numbers(room.workshop, room.people)
    return [
        table_card(room, number, zone, prompts[zone.number], is_only_cafe=len(numbers) == 1)
        for number in numbers
        for zone in zones.ZONES
    ]


def zones_card(room: CardContext) -> list[Card]:
    """What each zone's signs are, for the wall."""
    told = [
        [str(zone.number), mark_picture(zone.number), str(zone.label), str(zone.signs)]
        for zone in zones.ZONES
    ]
    heading = _("The four zones of worry")
    return [{"kind": "zones", "heading": heading, "lead": str(zones.ZONES_ARE), "zones": told}]


def table_card(
    room: CardContext, cafe: int, zone: zones.Zone, asked: list[str], *, is_only_cafe: bool
) -> Card:
    link = table_links.link_to(room.workshop.pk, cafe, zone.number)
    address = room.absolute(reverse("worryzones:join_at", args=[room.workshop.code, link]))
    numbers: dict[str, Any] = {"cafe": cafe, "table": zone.number}
    name = _("Table %(table)s") if is_only_cafe else _("Café %(cafe)s · Table %(table)s")
    return {
        "kind": "table",
        "key": str(zone.number),
        "mark": mark_picture(zone.number),
        "eyebrow": name % numbers,
        "heading": str(zone.label),
        "signs": str(zone.signs),
        "tells": str(zone.tells),
        "questions": asked,
        "length": 1 + bisect_left(LENGTHS, sum(len(question) for question in asked)),
        "qr": qr_of(address),
        "qr_alt": qr_words(address),
        "scan": _("Join this table with your phone"),
        "note": _("Or go to %(address)s and write the code %(code)s.")
        % {"address": room.address, "code": room.code},
    }
