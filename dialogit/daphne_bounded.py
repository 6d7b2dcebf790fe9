"""``python -m dialogit.daphne_bounded``: Daphne, but a body that is too large is not put into memory.

Daphne has every body on disk before the application hears of it, and then queues all of it at once. What
``workshops.access.body_limit`` would refuse is dropped in between; its announced length is refused there.
"""

from __future__ import annotations

import os
from typing import Any

from daphne.cli import CommandLineInterface
from daphne.server import Server

from workshops.access.body_limit import MOST_BODY


class Bounded(Server):
    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "http":
            _drop_what_is_too_large(protocol.content, scope)
        return super().create_application(protocol, scope)


def _drop_what_is_too_large(content: Any, scope: dict[str, Any]) -> None:
    size = content.seek(0, os.SEEK_END) or content.tell()
    if size > MOST_BODY:
        content.truncate(0)
        others = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        scope["headers"] = [*others, (b"content-length", str(size).encode())]
    content.seek(0)


class BoundedCommandLine(CommandLineInterface):
    server_class = Bounded


if __name__ == "__main__":
    BoundedCommandLine.entrypoint()
