"""How Daphne ends on SIGTERM although requests are under way.

Their threads wait for the event loop, which has stopped by then: the process would wait for them for ever.
What they had not acknowledged is sent again by the browsers.
"""

from __future__ import annotations

import os
import sys
import threading

GRACE_SECONDS = 1
REACTOR = "twisted.internet.reactor"


def end_in_time() -> None:
    """From its loop's end on Daphne has ``GRACE_SECONDS``. Other servers see to it themselves."""
    if REACTOR in sys.modules:
        sys.modules[REACTOR].addSystemEventTrigger("after", "shutdown", _start_the_clock)


def _start_the_clock() -> None:
    clock = threading.Timer(GRACE_SECONDS, os._exit, [0])
    clock.daemon = True
    clock.start()
