"""What Daphne serves to the browsers of the tests: the product itself, and beside it a door to its services.

What a test does not look at is done by the services at once, in the server's own process, so that open
pages hear of it as of any other write. The door is no part of the product: it stands in this module alone.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from channels.generic.http import AsyncHttpConsumer
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from dialogit.asgi import application as product  # first: the models can be read from here on
from practices.queries import search_index
from tests.e2e import acts
from tests.e2e.server import DOOR
from workshops.live.threads import in_thread


class Door(AsyncHttpConsumer):  # type: ignore[misc]
    """``{"act": "go", "code": …, "step": …}`` calls ``acts.go`` and answers with what it returns."""

    async def handle(self, body: bytes) -> None:
        fields = json.loads(body)
        act = getattr(acts, fields.pop("act"))
        answer = await in_thread(act)(**fields)
        await self.send_response(200, json.dumps(answer).encode())


door = Door.as_asgi()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    beside = scope["type"] == "http" and scope["path"] == DOOR
    await (door if beside else product)(scope, receive, send)


def prepare() -> None:
    """The tables as the models are: to walk there by all migrations takes longer than some of the tests."""
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    call_command("migrate", run_syncdb=True, verbosity=0)
    search_index.make(connection)
    acts.found()


with ThreadPoolExecutor(1) as pool:  # a server may import this inside its event loop
    pool.submit(prepare).result()
