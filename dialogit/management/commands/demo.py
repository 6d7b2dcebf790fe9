"""``manage.py demo``: everything set up, and a workshop in full swing."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import segno
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dialogit import servers
from dialogit.demo import database, earlier, history, network, seed, server
from dialogit.demo.environment import DEFAULT_PORT, lan_address
from dialogit.demo.people import Person, pause_in, take_part_together
from workshops.course import phases
from workshops.course.step_labels import step_label
from workshops.models.workshop import MAX_PEOPLE

ARRIVE_WITHIN_SECONDS = 0.15  # times their number: a room of 24 is there in a few seconds
LATECOMERS_COME_IN_SECONDS = (3, 20)


class Command(BaseCommand):
    help = "Sets up everything and runs a workshop in full swing, with lively simulated participants."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--participants", type=int, default=24, help="how many simulated people, 0 to 500"
        )
        parser.add_argument("--phase", choices=phases.STEPS, default="cafe-2", help="where to start")
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)
        parser.add_argument("--lang", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)
        parser.add_argument(
            "--json", action="store_true", help="print the addresses as one line of JSON only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            refuse_nonsense(options)
            servers.refuse_taken(server.EVERYWHERE, options["port"])
            if os.environ.get("DATABASE_URL"):
                database.refuse_foreign()
            self.run_until_the_end(options)

    def run_until_the_end(self, options: dict[str, Any]) -> None:
        try:
            server.listen_for_the_end()
            database.clear_folder()
            with server.running(options["port"]) as web:
                room = set_up(options["phase"], options["participants"], options["lang"])
                if settings.WORKER:
                    servers.start_worker()
                server.wait_until_it_answers(web, options["port"])
                self.tell(room, options)
                people = people_of(room, options["participants"])
                asyncio.run(live_on(web, people, options["port"], room))
        except KeyboardInterrupt:
            pass  # how a demo ends
        if not options["json"]:
            self.stdout.write(_("The demo has ended."))

    def tell(self, room: seed.Room, options: dict[str, Any]) -> None:
        found = addresses(room.workshop.code, options["port"])
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(in_words(room, found))
        self.stdout.flush()


def refuse_nonsense(options: dict[str, Any]) -> None:
    if not 0 <= options["participants"] <= MAX_PEOPLE:
        raise CommandError(_("--participants takes a number from 0 to 500."))
    if not 1 <= options["port"] <= 65535:
        raise CommandError(_("--port takes a number from 1 to 65535."))
    if not settings.DEMO_TOKEN or settings.VAR_DIR.parent.name != "demo":
        raise CommandError(_("The demo needs an environment of its own. Start it as: python manage.py demo"))


def set_up(step: str, participants: int, language: str) -> seed.Room:
    """The database made anew: earlier workshops, and the one that stands at ``step``."""
    database.make_fresh()
    facilitator, coordinator = seed.accounts()
    earlier.write(facilitator, coordinator)
    network.write(facilitator, coordinator)
    room = seed.open_room(step, facilitator, coordinator, language)
    history.walk(room, step, participants)
    connections.close_all()
    return room


def people_of(room: seed.Room, count: int) -> list[Person]:
    """Those who have joined come back with their cookies; latecomers join when they arrive."""
    latest = ARRIVE_WITHIN_SECONDS * count
    people = [
        Person(
            name=seed.name_of(number),
            home_unit=seed.unit_of(number),
            comes_after=room.chance.uniform(0, latest),
            pause=pause_in(count),
        )
        for number in range(count)
    ]
    for person, guest in zip(people, room.guests, strict=False):
        person.cookie = guest.cookie
    for latecomer in people[len(room.guests) or count :]:
        latecomer.comes_after = latest + room.chance.uniform(*LATECOMERS_COME_IN_SECONDS)
    return people


async def live_on(web: server.Server, people: Sequence[Person], port: int, room: seed.Room) -> None:
    """The simulated people take part until an ending signal, or until the server is gone."""
    base, code = f"http://127.0.0.1:{port}", room.workshop.code
    crowd = asyncio.create_task(take_part_together(people, base, code, room.language, room.said))
    await server.ended(web)
    crowd.cancel()
    await asyncio.gather(crowd, return_exceptions=True)
    if web.poll() is not None:
        raise CommandError(_("The server has stopped. Its message is above."))


def addresses(code: str, port: int) -> dict[str, str]:
    """What the demo prints. Projector, console and report open after the facilitator's sign-in."""
    base = f"http://{lan_address()}:{port}"
    sign_in = base + reverse("demo_sign_in", args=[settings.DEMO_TOKEN])
    return {
        "code": code,
        "participant": base + reverse("workshops:join", args=[code]),
        "facilitator": sign_in,
        "projector": base + reverse("workshops:projector", args=[code]),
        "console": base + reverse("workshops:console", args=[code]),
        "report": f"{base}/w/{code}/report/",
        "admin": f"{sign_in}?{urlencode({'as': 'coordinator', 'next': reverse('network:overview')})}",
    }


def in_words(room: seed.Room, found: dict[str, str]) -> str:
    projector = f"{found['facilitator']}?{urlencode({'next': urlsplit(found['projector']).path})}"
    lines = [
        (_("Participant"), found["participant"]),
        (_("Facilitator"), found["facilitator"]),
        (_("Projector"), projector),
        (_("Coordinator"), found["admin"]),
    ]
    width = max(len(label) for label, _address in lines)
    picture = io.StringIO()
    segno.make(found["participant"], error="l").terminal(picture, border=4, compact=True)
    return "\n".join(
        [
            "",
            f"  {room.workshop.title} · {step_label(room.workshop.step)} · {room.workshop.spoken_code}",
            "",
            *(f"  {label:<{width}}  {address}" for label, address in lines),
            "",
            "  " + _("Join from a phone on the same network with this code:"),
            picture.getvalue(),
            "  " + _("These addresses work until the demo ends. Ctrl-C ends it."),
        ]
    )
