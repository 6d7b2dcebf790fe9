"""``python -m dialogit.uvicorn_server APPLICATION --host … --port …``: uvicorn as Dialogit needs it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.main import STARTUP_FAILURE

from dialogit.servers import MAX_FRAME_BYTES, PING_INTERVAL, announce_ready
from dialogit.uvicorn_protocol import HeadTimeoutProtocol


class ReadyServer(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            announce_ready()


def main() -> None:
    words = ArgumentParser()
    words.add_argument("application")
    words.add_argument("--host", required=True)
    words.add_argument("--port", required=True, type=int)
    words.add_argument("--ssl-keyfile")
    words.add_argument("--ssl-certfile")
    asked = words.parse_args()
    config = uvicorn.Config(
        asked.application,
        host=asked.host,
        port=asked.port,
        ssl_keyfile=asked.ssl_keyfile,
        ssl_certfile=asked.ssl_certfile,
        loop="uvloop",
        http=HeadTimeoutProtocol,
        ws="websockets-sansio",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,  # `asgi_responses.Dated` gives it on every server
        proxy_headers=False,  # who asks is read in one place, workshops/access/addresses.py
        ws_ping_interval=PING_INTERVAL,
        ws_ping_timeout=PING_INTERVAL,
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,  # frames this small cost more compressed than they save
        timeout_graceful_shutdown=5,
    )
    server = ReadyServer(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


if __name__ == "__main__":
    main()
