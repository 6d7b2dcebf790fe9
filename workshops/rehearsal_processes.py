"""The simulated people of a rehearsal, in a process of their own that this server starts and ends.

They are ``manage.py rehearse``, which refuses a workshop that is no rehearsal. It ends when the rehearsal is
gone, after two hours, and when its standard input closes: the pipe is this server's, so that not even a
server that is killed leaves anybody behind.
"""

from __future__ import annotations

import subprocess
import sys
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext as _

from workshops.ephemeral import best_effort_cache
from workshops.refusals import Refused

MAX_SIMULATED = 60
MAX_RUNNING = 3
LAST_MINUTES = 120
SHUTDOWN_TIMEOUT = 5
COME_WITHIN_SECONDS = 180  # on a slow machine; after that nobody is announced any more

_running: dict[str, subprocess.Popen[bytes]] = {}
_lock = Lock()


def start(*, code: str, people: int, pace: str, address: str, through: tuple[str, int] | None) -> None:
    """Sends people into the rehearsal. ``address`` is the site's, ``through`` where this server listens."""
    if through is None:
        raise Refused(_("Simulated people cannot reach this server. Rehearse without them: choose 0 people."))
    with _lock:
        _forget_the_ended()
        if code in _running:
            return
        if len(_running) >= MAX_RUNNING:
            raise Refused(
                _("Others are rehearsing right now. Try again later, or rehearse without simulated people.")
            )
        _running[code] = _process(code, str(people), pace, address, f"{through[0]}:{through[1]}")
    best_effort_cache.remember(_announced(code), COME_WITHIN_SECONDS, people)


def _process(code: str, people: str, pace: str, address: str, through: str) -> subprocess.Popen[bytes]:
    options = ["--participants", people, "--pace", pace, "--address", address, "--through", through]
    ends = ["--minutes", str(LAST_MINUTES), "--end-with-input"]
    return subprocess.Popen(  # noqa: S603 - our own command; the code is a workshop's, the rest is checked
        [sys.executable, "manage.py", "rehearse", code, *options, *ends],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the server's terminal is the server's alone
    )


def announced(code: str) -> int:
    """How many have lately been sent, whichever server has sent them; they come one by one."""
    key = _announced(code)
    return int(best_effort_cache.get_many([key]).get(key, 0))


def _announced(code: str) -> str:
    return f"rehearsing.{code}"


def stop(code: str) -> None:
    """Everybody leaves at once; nothing happens when this server has sent nobody."""
    with _lock:
        process = _running.pop(code, None)
    if process is None:
        return
    process.terminate()
    try:
        process.wait(SHUTDOWN_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _forget_the_ended() -> None:
    for code in [code for code, process in _running.items() if process.poll() is not None]:
        del _running[code]
