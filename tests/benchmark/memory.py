"""How much memory the server takes with a demo room that is lively for a while.

    uv run python -m tests.benchmark.memory --participants 200 --seconds 1200

Prints the resident size of the server's process, in MB, every few seconds while the room fills and writes.
In the end come its peak, against the limit of 250 MB, and the growth from the second quarter of the time to
the last one: the first is warming up.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

HERE = Path(__file__).resolve().parent.parent.parent
PORT, LIMIT_MB = 8642, 250
EVERY_SECONDS = 5


def size_of(pid: int, what: str = "VmRSS") -> int:
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def connected(console: str) -> str:
    """How many are connected, as the console says it."""
    found = re.search(r"\d+ of \d+ connected", console)
    return found[0] if found else ""


def watch(found: dict[str, str], server: int, seconds: float) -> list[int]:
    sizes = []
    with httpx.Client(follow_redirects=True, timeout=60, trust_env=False) as browser:
        browser.get(found["facilitator"], headers={"Accept-Language": "en"})
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(EVERY_SECONDS)
            sizes.append(size_of(server))
            console = browser.get(found["console"], headers={"Accept-Language": "en"}).text
            print(f"{sizes[-1]} MB · {connected(console)}", flush=True)
    return sizes


def growth(sizes: list[int]) -> float:
    """The median of the last quarter over that of the second."""
    quarter = len(sizes) // 4
    return statistics.median(sizes[-quarter:]) / statistics.median(sizes[quarter : 2 * quarter])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", default="100")
    parser.add_argument("--seconds", type=float, default=90)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        line = [sys.executable, "manage.py", "demo", "--json", "--participants", asked.participants]
        environment = {**os.environ, "DIALOGIT_VAR": var}
        demo = subprocess.Popen(
            [*line, "--port", str(PORT)], cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert demo.stdout
        try:
            found = json.loads(demo.stdout.readline())
            server = int(Path(f"/proc/{demo.pid}/task/{demo.pid}/children").read_text().split()[0])
            sizes = watch(found, server, asked.seconds)
            peak = size_of(server, "VmHWM")
            print(f"Peak {peak} MB with {asked.participants} participants; the limit is {LIMIT_MB} MB.")
            print(f"Growth ×{growth(sizes):.3f}.")
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait()
    sys.exit(peak > LIMIT_MB)


if __name__ == "__main__":
    main()
