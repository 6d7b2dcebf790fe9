"""``manage.py serve``: the web server that ``SERVER`` names, with the options that Dialogit needs."""

from __future__ import annotations

import os
from argparse import BooleanOptionalAction
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogit import servers


class Command(BaseCommand):
    help = "Serves Dialogit. The setting SERVER chooses between uvicorn and daphne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--worker",
            action=BooleanOptionalAction,
            default=settings.WORKER,
            help="whether it starts a worker of its own",
        )
        parser.add_argument("--server", choices=servers.NAMES, default=settings.SERVER)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        words = servers.command(options["server"], host, port)
        servers.refuse_taken(host, port)
        servers.refuse_unmigrated()
        os.chdir(settings.BASE_DIR)
        if options["worker"]:
            servers.start_worker()
        os.environ[servers.READY_MESSAGE_ENV] = ready_message(host, port, in_terminal=self.stdout.isatty())
        os.execv(words[0], words)  # noqa: S606 - becomes the server, so that signals reach it


def ready_message(host: str, port: int, *, in_terminal: bool) -> str:
    """What is said once, when it is up: where it answers, and in a terminal how to end it."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    address = settings.SITE_ADDRESS or f"http://{here}:{port}"
    said = [
        _("Dialogit is up: %(address)s/") % {"address": address},
        _("Facilitators sign in at %(address)s") % {"address": address + reverse("workshops:own")},
    ]
    if settings.SITE_ADDRESS:
        said.append(_("The server in front asks it at %(address)s") % {"address": f"http://{here}:{port}"})
    return "\n".join([*said, *([_("Ctrl-C ends it.")] if in_terminal else [])])
