"""How much memory the server takes with a demo room of 100: ``uv run python tests/benchmark/memory.py``.

Prints the resident size of the server's process, in MB, every few seconds while the room fills and writes,
and its peak in the end. The limit that the product keeps is 250 MB.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

HERE = Path(__file__).resolve().parent.parent.parent
PEOPLE, PORT, SECONDS, LIMIT_MB = 100, 8642, 90, 250


def size_of(pid: int, what: str = "VmRSS") -> int:
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def connected(console: str) -> str:
    """How many are connected, as the console says it."""
    found = re.search(r"\d+ of \d+ connected", console)
    return found[0] if found else ""


def watch(found: dict[str, str], server: int, seconds: float) -> None:
    with httpx.Client(follow_redirects=True, timeout=60, trust_env=False) as browser:
        browser.get(found["facilitator"], headers={"Accept-Language": "en"})
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(5)
            console = browser.get(found["console"], headers={"Accept-Language": "en"}).text
            print(f"{size_of(server)} MB · {connected(console)}", flush=True)


def main() -> None:
    people = sys.argv[1] if len(sys.argv) > 1 else str(PEOPLE)
    with tempfile.TemporaryDirectory() as var:
        line = [sys.executable, "manage.py", "demo", "--json", "--participants", people, "--port", str(PORT)]
        environment = {**os.environ, "DIALOGIT_VAR": var}
        demo = subprocess.Popen(line, cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True)
        assert demo.stdout
        try:
            found = json.loads(demo.stdout.readline())
            server = int(Path(f"/proc/{demo.pid}/task/{demo.pid}/children").read_text().split()[0])
            watch(found, server, SECONDS)
            peak = size_of(server, "VmHWM")
            print(f"Peak {peak} MB with {people} participants; the limit is {LIMIT_MB} MB.")
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait()
    sys.exit(peak > LIMIT_MB)


if __name__ == "__main__":
    main()
