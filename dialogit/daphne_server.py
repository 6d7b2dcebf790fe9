"""``python -m dialogit.daphne_server``: Daphne with its own options, which says when it is up."""

from __future__ import annotations

from daphne.cli import CommandLineInterface  # first: it chooses the reactor
from twisted.internet import reactor

from dialogit.servers import announce_ready


def main() -> None:
    """Daphne binds its port before the reactor runs."""
    reactor.callWhenRunning(announce_ready)
    CommandLineInterface.entrypoint()


if __name__ == "__main__":
    main()
