"""``manage.py rehearse CODE``: simulated people in a rehearsal, through the doors of a running server."""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
from collections.abc import Sequence
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from dialogit.demo import seed
from dialogit.demo.environment import ENDING
from dialogit.demo.people import Person, Through, pause_in, take_part_together
from dialogit.demo.texts.spoken import IN as SPOKEN_IN
from workshops.access import join_codes
from workshops.models import Workshop
from workshops.models.workshop import MAX_PEOPLE

MAX_MINUTES = 600
ARRIVE_WITHIN_SECONDS = 0.3  # times their number
PACES = {"lively": 0.5, "calm": 2.0}  # times the pause of the demo's people
THROUGH = re.compile(r"\[?([^\s\[\]]+)\]?:(\d{1,5})")


class Command(BaseCommand):
    help = "Sends simulated people into a rehearsal, or with --really into any workshop, on a running server."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the code of the rehearsal")
        parser.add_argument("--participants", type=int, default=12, help="how many people, 1 to 500")
        parser.add_argument("--pace", choices=list(PACES), default="lively", help="how much they write")
        parser.add_argument("--minutes", type=int, default=60, help="how long they stay, 1 to 600")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site is")
        parser.add_argument("--through", default="", help="host:port of the server behind that address")
        parser.add_argument("--really", action="store_true", help="even if the workshop is a real one")
        parser.add_argument(
            "--end-with-input", action="store_true", help="end when standard input closes, as its opener ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_nonsense(options)
        workshop = workshop_to_fill(options["code"], really=options["really"])
        connections.close_all()  # from here on there is only HTTP
        people = crowd(options["participants"], options["pace"], workshop.language)
        self.stdout.write(
            _("%(count)s simulated people go to %(title)s.") % {"count": len(people), "title": workshop.title}
        )
        asyncio.run(take_part(people, workshop, options))


def refuse_nonsense(options: dict[str, Any]) -> None:
    if not 1 <= options["participants"] <= MAX_PEOPLE:
        raise CommandError(_("--participants takes a number from 1 to 500."))
    if not 1 <= options["minutes"] <= MAX_MINUTES:
        raise CommandError(_("--minutes takes a number from 1 to 600."))
    if not re.fullmatch(r"https?://[^/\s]+/?", options["address"]):
        raise CommandError(_("--address takes the address of the site, such as http://127.0.0.1:8000."))
    if options["through"] and not THROUGH.fullmatch(options["through"]):
        raise CommandError(_("--through takes a host and a port, such as 127.0.0.1:8000."))


def workshop_to_fill(code: str, *, really: bool) -> Workshop:
    """A rehearsal, or a workshop of the demo. A real one only when somebody insists."""
    workshop = Workshop.objects.select_related("organisation").filter(code=join_codes.read(code)).first()
    if workshop is None:
        raise CommandError(_("No workshop has this code."))
    if workshop.is_closed:
        raise CommandError(_("This workshop is closed; nobody can join it."))
    if not (workshop.is_rehearsal or workshop.organisation.demo or really):
        raise CommandError(
            _(
                "This is a real workshop, and simulated people would write in it. Press Rehearse in its "
                "settings and use the rehearsal's code, or add --really."
            )
        )
    return workshop


def crowd(count: int, pace: str, language: str) -> list[Person]:
    """People who write in the workshop's language."""
    spoken = SPOKEN_IN[language]
    chance = random.Random()  # noqa: S311 - when somebody comes is no secret
    return [
        Person(
            name=seed.name_of(number, spoken.names),
            home_unit=seed.unit_of(number, spoken.home_units),
            spoken=spoken,
            comes_after=chance.uniform(0, ARRIVE_WITHIN_SECONDS * count),
            pause=pause_in(count) * PACES[pace],
        )
        for number in range(count)
    ]


async def take_part(people: Sequence[Person], workshop: Workshop, options: dict[str, Any]) -> None:
    """Until all have left, time is up, an ending signal comes or, if asked, standard input closes."""
    base, through = options["address"].rstrip("/"), through_in(options["through"])
    visit = take_part_together(people, base, workshop.code, workshop.language, set(), through)
    everyone = asyncio.create_task(visit)
    ending = asyncio.create_task(asked_to_end(with_input=options["end_with_input"]))
    await asyncio.wait({everyone, ending}, timeout=60 * options["minutes"], return_when="FIRST_COMPLETED")
    for task in (everyone, ending):
        task.cancel()
    await asyncio.gather(everyone, ending, return_exceptions=True)


def through_in(words: str) -> Through | None:
    found = THROUGH.fullmatch(words)
    return (found[1], int(found[2])) if found else None


async def asked_to_end(*, with_input: bool) -> None:
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, asked.set)
    if with_input:
        loop.add_reader(sys.stdin.fileno(), _listen, asked)
    await asked.wait()


def _listen(asked: asyncio.Event) -> None:
    """Whoever opened the pipe writes nothing; when they are gone it ends."""
    if not os.read(sys.stdin.fileno(), 1024):
        asked.set()
