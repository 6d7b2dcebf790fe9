"""``python -m dialogit.uvicorn_server APPLICATION --host … --port …``: uvicorn as Dialogit needs it."""

from __future__ import annotations

from argparse import ArgumentParser

import uvicorn

from dialogit.servers import MAX_FRAME_BYTES, PING_INTERVAL
from dialogit.uvicorn_protocol import ImpatientProtocol


def main() -> None:
    words = ArgumentParser()
    words.add_argument("application")
    words.add_argument("--host", required=True)
    words.add_argument("--port", required=True, type=int)
    words.add_argument("--ssl-keyfile")
    words.add_argument("--ssl-certfile")
    asked = words.parse_args()
    uvicorn.run(
        asked.application,
        host=asked.host,
        port=asked.port,
        ssl_keyfile=asked.ssl_keyfile,
        ssl_certfile=asked.ssl_certfile,
        loop="uvloop",
        http=ImpatientProtocol,
        ws="websockets-sansio",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is read in one place, workshops/access/addresses.py
        ws_ping_interval=PING_INTERVAL,
        ws_ping_timeout=PING_INTERVAL,
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,  # frames this small cost more compressed than they save
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
