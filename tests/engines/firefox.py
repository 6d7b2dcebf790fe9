#!/usr/bin/env python3
"""Firefox by WebDriver BiDi, for Playwright to start in place of it.

Playwright asks for things that the Firefox of a long-term release does not know yet, such as to set media
features, and takes a *no* for the end. Here it is told that they are done. What they are for, the colours and
the movement of a page, is left to the settings of the Firefox that is started.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from asyncio.subprocess import PIPE

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

FIREFOX = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), None)
LISTENING = "WebDriver BiDi listening on "  # what Playwright waits for too


def told(message: str) -> str:
    """What the browser says, with a *no* to what it does not know turned into a *yes*."""
    answer = json.loads(message)
    if answer.get("error") != "unknown command":
        return message
    return json.dumps({"type": "success", "id": answer["id"], "result": {}})


async def main() -> None:
    assert FIREFOX
    firefox = await asyncio.create_subprocess_exec(FIREFOX, *sys.argv[1:], stderr=PIPE)
    assert firefox.stderr
    while LISTENING not in (line := (await firefox.stderr.readline()).decode()):
        assert line, "Firefox ended."
    address = line.split(LISTENING)[1].strip() + "/session"

    async def between(playwright: ServerConnection) -> None:
        async with connect(address, max_size=None, proxy=None) as browser:

            async def ask() -> None:
                async for message in playwright:
                    await browser.send(message)

            asking = asyncio.create_task(ask())
            async for message in browser:
                await playwright.send(told(str(message)))
            await asking

    async with serve(between, "127.0.0.1", 0, max_size=None) as door:
        port = next(iter(door.sockets)).getsockname()[1]
        print(f"{LISTENING}ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
        await firefox.stderr.read()  # until it ends


if __name__ == "__main__":
    asyncio.run(main())
