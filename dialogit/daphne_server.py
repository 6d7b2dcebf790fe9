"""``python -m dialogit.daphne_server``: Daphne with its own options, which says when it listens."""

from __future__ import annotations

from typing import Any

from daphne.cli import CommandLineInterface
from daphne.server import Server

from dialogit.servers import say_when_up


class Telling(Server):
    def listen_success(self, port: Any) -> None:
        super().listen_success(port)
        say_when_up()


class Interface(CommandLineInterface):
    server_class = Telling


if __name__ == "__main__":
    Interface.entrypoint()
