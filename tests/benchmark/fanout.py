"""How fast a note reaches every browser of a room: N sockets through the real doors, notes by the real form.

In the same run it measures the bare limit (a broadcast in C, no framework) and Channels as its tutorial has
it, so that the ratios hold on any machine. The server runs on one core, the load on another.

    uv run python -m tests.benchmark.fanout --clients 250 --rate 5 --seconds 10
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
from dataclasses import asdict, dataclass

from tests.benchmark.crowd import Crowd
from tests.benchmark.rooms import BareRoom, DialogitRoom, Room, TutorialRoom

ROOMS: dict[str, type[Room]] = {"bare": BareRoom, "tutorial": TutorialRoom, "dialogit": DialogitRoom}
WARM_UP_SECONDS = 1.0


@dataclass
class Figures:
    """Times in ms of all deliveries; ``cpu`` server seconds for 1000 of them; ``memory`` kB a socket."""

    room: str
    clients: int
    p50: float
    p95: float
    p99: float
    delivered: float
    lost: int
    cpu: float
    memory: float


async def measure(name: str, clients: int, rate: float, seconds: float) -> Figures:
    async with ROOMS[name]() as room:
        seats = await room.seats(clients)
        empty = room.memory_kb()
        crowd = await Crowd.enter(seats)
        await asyncio.sleep(WARM_UP_SECONDS)
        full, cpu = room.memory_kb(), room.cpu_seconds()
        posts = round(rate * seconds)
        for number in range(posts):
            crowd.expect(number)
            await room.post(number)
            await asyncio.sleep(1 / rate)
        await crowd.settle(posts)
        spent = room.cpu_seconds() - cpu
        return figures(name, crowd.delays_ms(), posts * clients, clients, spent, full - empty)


def figures(name: str, delays: list[float], wanted: int, clients: int, cpu: float, memory: float) -> Figures:
    cuts = statistics.quantiles(delays, n=100) if len(delays) > 1 else [0.0] * 99
    return Figures(
        room=name,
        clients=clients,
        p50=round(cuts[49], 1),
        p95=round(cuts[94], 1),
        p99=round(cuts[98], 1),
        delivered=len(delays) / wanted,
        lost=wanted - len(delays),
        cpu=round(1000 * cpu / max(1, len(delays)), 4),
        memory=round(memory / clients, 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=list(ROOMS))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for name in asked.rooms:
        row = asyncio.run(measure(name, asked.clients, asked.rate, asked.seconds))
        sys.stdout.write((json.dumps(asdict(row)) if asked.json else str(row)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
