"""The processes tell one another who is connected to them, so that a console counts the whole room."""

from __future__ import annotations

import asyncio

from workshops import live, presence

GROUP = "processes"
RETRY_SECONDS = 1.0


async def tell(workshop_id: int) -> None:
    """Who is connected to this process, to all the others."""
    await live.send_all(
        [
            (
                GROUP,
                {
                    "type": "here",
                    "process": presence.PROCESS,
                    "workshop": workshop_id,
                    "people": presence.in_this_process(workshop_id),
                },
            )
        ]
    )


async def hear() -> None:
    """Hears the others until cancelled; while the layer is away, everyone counts their own."""
    while True:
        try:
            await _hear()
        except Exception:
            await asyncio.sleep(RETRY_SECONDS)


async def _hear() -> None:
    layer = live.layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        while True:
            said = await layer.receive(channel)
            presence.hear(said["process"], said["workshop"], said["people"])
    finally:
        await layer.group_discard(GROUP, channel)
