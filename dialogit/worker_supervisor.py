"""``python -m dialogit.worker_supervisor``: keeps ``manage.py run_tasks`` going. Knows nothing of Django.

The worker may end in the midst of a task: a document too large for the machine, a database that was
restarted. It is started anew, under the same id, so that it knows which task its predecessor has left behind.
``--end-with-input``: all of it ends when standard input closes, which the system does even for a server that
is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ENDING = (signal.SIGINT, signal.SIGTERM)
SHUTDOWN_TIMEOUT = 8
MIN_BACKOFF, MAX_BACKOFF = 1.0, 60.0  # seconds before it is started anew, doubled while it does not last
END_WITH_INPUT = "--end-with-input"
# Bytes: larger pieces go back to the system when they are done with. glibc, which alone knows the word, would
# keep what a picture took for the next one.
MALLOC_ENV = {"MALLOC_MMAP_THRESHOLD_": "65536"}


def main() -> None:
    words = ArgumentParser()
    words.add_argument(END_WITH_INPUT, action="store_true")
    if words.parse_args().end_with_input:
        end_with_input()
    supervisor = Supervisor()
    for number in ENDING:
        signal.signal(number, lambda *_: supervisor.end())
    supervisor.run()


def end_with_input() -> None:
    """This process is told to end as soon as nobody holds the other end of its standard input."""

    def wait() -> None:
        # Not by `sys.stdin`: while a thread reads from it Python cannot end by itself without a fault.
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


class Supervisor:
    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self.ended = threading.Event()
        self.worker: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        pause = MIN_BACKOFF
        while not self.ending:
            began = time.monotonic()
            self.worker = self._started()
            if self.ending:  # was told so before there was anybody to pass it on to
                self.worker.terminate()
            self.worker.wait()
            lasted = time.monotonic() - began > MAX_BACKOFF
            pause = MIN_BACKOFF if lasted else min(2 * pause, MAX_BACKOFF)
            self.ended.wait(pause / 2)

    @property
    def ending(self) -> bool:
        return self.ended.is_set()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "run_tasks", "--worker-id", self.id, END_WITH_INPUT]
        # A session of its own: Ctrl-C in a terminal reaches the supervisor alone.
        return subprocess.Popen(  # noqa: S603
            command,
            cwd=HERE,
            stdin=subprocess.PIPE,
            start_new_session=True,
            env=os.environ | MALLOC_ENV,
        )

    def end(self) -> None:
        """What is being made is finished if it takes no longer than a few seconds."""
        if self.ending:
            return
        self.ended.set()
        if self.worker:
            self.worker.terminate()
            timer = threading.Timer(SHUTDOWN_TIMEOUT, self.worker.kill)
            timer.daemon = True
            timer.start()


if __name__ == "__main__":
    main()
