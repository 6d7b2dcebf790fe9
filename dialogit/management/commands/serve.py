"""``manage.py serve``: the web server that ``SERVER`` names, with the options that Dialogit needs."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from dialogit import servers


class Command(BaseCommand):
    help = "Serves Dialogit. The setting SERVER chooses between uvicorn and daphne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--server", choices=servers.NAMES, default=settings.SERVER)

    def handle(self, *args: Any, **options: Any) -> None:
        words = servers.command(options["server"], options["host"], options["port"])
        os.chdir(settings.BASE_DIR)
        os.execv(words[0], words)  # noqa: S606 - becomes the server, so that signals reach it
