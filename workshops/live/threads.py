"""The threads in which the synchronous side of Django runs: as few as there may be database connections.

A room that arrives at once waits its turn here, where waiting costs next to nothing.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from channels.db import database_sync_to_async

MOST_THREADS = 16
pool = ThreadPoolExecutor(MOST_THREADS, "django")
in_thread = partial(database_sync_to_async, thread_sensitive=False, executor=pool)
