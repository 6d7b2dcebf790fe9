"""How fast a note reaches every browser of a room: N sockets through the real doors, notes by the real form.

In the same run it measures the bare limit (a broadcast in C, no framework, nothing stored) and Channels as
its tutorial has it, so that the ratios hold on any machine. The server runs on one core, the load on another.

    uv run python -m tests.benchmark.fanout --clients 250 --rate 5 --seconds 10

``steady`` is what a room does; ``burst`` is a hundred people posting within a second; ``move`` is the change
of a round, at which every phone fetches its table; ``return`` is all sockets lost and back at once; ``idle``
is nobody doing anything.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import sys
import time
from typing import Any

import uvloop

from dialogit import servers
from tests.benchmark.crowd import Crowd
from tests.benchmark.rooms import BareRoom, DialogitRoom, Room, TutorialRoom
from tests.benchmark.scrumblr import ScrumblrRoom

ROOMS = ("bare", "tutorial", "scrumblr", "dialogit")
SCENES = ("steady", "burst", "move", "return", "idle")
WARM_UP_SECONDS = 1.0
BURST = 100
IDLE_SECONDS = 32.0  # two heartbeats

Figures = dict[str, Any]


def room_of(name: str, server: str, processes: int) -> Room:
    if name == "dialogit":
        return DialogitRoom(server, processes)
    return {"bare": BareRoom, "tutorial": TutorialRoom, "scrumblr": ScrumblrRoom}[name]()


async def measure(name: str, asked: argparse.Namespace) -> Figures:
    async with room_of(name, asked.server, asked.processes) as room:
        seats = await room.seats(asked.clients)
        empty = room.memory_kb()
        crowd = await Crowd.enter(seats, room.client)
        await asyncio.sleep(WARM_UP_SECONDS)
        memory = (room.memory_kb() - empty) / asked.clients
        found: Figures = {"room": name, "clients": asked.clients, "memory_kb": round(memory, 1)}
        found |= await steady(room, crowd, asked.rate, asked.seconds)
        if name == "dialogit":
            scenes = {"burst": burst, "move": move, "return": come_back, "idle": idle}
            for scene in asked.scenes:
                if scene in scenes:
                    crowd, figures = await scenes[scene](room, crowd)
                    found |= figures
        crowd.leave()
        return found


async def steady(room: Room, crowd: Crowd, rate: float, seconds: float) -> Figures:
    """ms of all deliveries; ``cpu`` in server seconds for 1000 of them."""
    posts, spent, began = round(rate * seconds), room.cpu_seconds(), time.perf_counter()
    for number in range(posts):
        await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
        crowd.expect(number)
        await room.post(number)
    wanted = posts * len(crowd.clients)
    await crowd.settle(wanted)
    cuts = statistics.quantiles((1000 * delay for delay in crowd.delays), n=100)
    return {
        "p50": round(cuts[49], 1),
        "p95": round(cuts[94], 1),
        "p99": round(cuts[98], 1),
        "lost": wanted - len(crowd.delays),
        "cpu": round(1000 * (room.cpu_seconds() - spent) / len(crowd.delays), 4),
    }


async def burst(room: Room, crowd: Crowd) -> tuple[Crowd, Figures]:
    """A hundred posts spread over one second: ms from the last of them until all screens have all of them."""
    before, frames = len(crowd.delays), [client.frames for client in crowd.clients]

    async def one(number: int) -> None:
        await asyncio.sleep((number - first) / BURST)
        crowd.expect(number)
        await room.post(number)

    first = max(crowd.sent) + 1
    await asyncio.gather(*map(one, range(first, first + BURST)))
    wanted = before + BURST * len(crowd.clients)
    await crowd.settle(wanted)
    last_sent = max(crowd.sent[number] for number in range(first, first + BURST))
    last_seen = max(crowd.last[number] for number in range(first, first + BURST))
    most = max(client.frames - had for client, had in zip(crowd.clients, frames, strict=True))
    return crowd, {
        "burst_ms": round(1000 * (last_seen - last_sent)),
        "burst_frames": most,
        "burst_lost": wanted - len(crowd.delays),
    }


async def move(room: Room, crowd: Crowd) -> tuple[Crowd, Figures]:
    """Seconds from the facilitator's *next* until every phone has fetched its new table."""
    began = time.perf_counter()
    await room.move("cafe-1", "cafe-2")
    await asyncio.gather(*(room.look(number, seat) for number, seat in enumerate(crowd.seats)))
    return crowd, {"move_s": round(time.perf_counter() - began, 2)}


async def come_back(room: Room, crowd: Crowd) -> tuple[Crowd, Figures]:
    """Seconds until all are back at once and have been told where things stand."""
    crowd.leave()
    await asyncio.sleep(1)
    began = time.perf_counter()
    again = await Crowd.enter(crowd.seats, at_once=len(crowd.seats))
    back = await again.greeted()
    return again, {
        "return_s": round(time.perf_counter() - began, 2),
        "return_missing": len(crowd.seats) - back,
    }


async def idle(room: Room, crowd: Crowd) -> tuple[Crowd, Figures]:
    """Per cent of one core while nobody does anything."""
    spent = room.cpu_seconds()
    await asyncio.sleep(IDLE_SECONDS)
    return crowd, {"idle_percent": round(100 * (room.cpu_seconds() - spent) / IDLE_SECONDS, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument(
        "--processes", type=int, default=1, help="of ours; more than one use PostgreSQL, Redis"
    )
    parser.add_argument("--server", choices=servers.NAMES, default=servers.NAMES[0])
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=["bare", "tutorial", "dialogit"])
    parser.add_argument("--scenes", nargs="+", choices=SCENES, default=list(SCENES))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    gc.disable()  # no pauses of the load's own
    for name in asked.rooms:
        found = uvloop.run(measure(name, asked))
        line = (
            json.dumps(found) if asked.json else "  ".join(f"{key} {value}" for key, value in found.items())
        )
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
