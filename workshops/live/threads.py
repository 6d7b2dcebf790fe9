"""The threads in which the synchronous side of Django runs, and what passes between them and the event loop.

There are as few threads as there may be database connections. A room that arrives at once waits its turn
here, where waiting costs next to nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from django.db import connections
from django.utils import translation

P = ParamSpec("P")
T = TypeVar("T")

MAX_THREADS = 16
RETRY_DELAY = 1.0
logger = logging.getLogger(__name__)
pool = ThreadPoolExecutor(MAX_THREADS, "django")
background = ThreadPoolExecutor(1, "django-later")
_loop: ContextVar[asyncio.AbstractEventLoop | None] = ContextVar("loop", default=None)


def in_thread(act: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """``act`` as an asynchronous function that runs in one of the threads."""

    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        _loop.set(asyncio.get_running_loop())
        return await database_sync_to_async(act, thread_sensitive=False, executor=pool)(*args, **kwargs)

    return run


def in_loop(act: Callable[..., Coroutine[Any, Any, T]], *args: Any, seconds: float) -> T:
    """Runs ``act`` in the event loop that this thread works for; TimeoutError after ``seconds``.

    A server that ends stops its loop while threads still work. Without a limit they would wait for it for
    ever, and Daphne, which waits for its threads, would never end; with the limit alone each post that is
    still in the queue would take that long. Outside a server the loop is a new one.
    """
    loop = _loop.get()
    if loop is None:
        return async_to_sync(act)(*args)
    if not loop.is_running():
        raise TimeoutError
    return asyncio.run_coroutine_threadsafe(act(*args), loop).result(seconds)


def run_later(act: Callable[..., object], *args: Any) -> None:
    """After the answer, one after another, in the language of whoever asked.

    Whoever waits for an answer cannot tell by its time what was done, and what fails is told to nobody; the
    log says what kind of fault it was, and not to whom a mail was going.
    """
    background.submit(copy_context().run, _run_guarded, translation.get_language(), act, *args)


def _run_guarded(language: str, act: Callable[..., object], *args: Any) -> None:
    try:
        with translation.override(language):
            act(*args)
    except Exception as problem:
        logger.warning("What was to be done later failed: %s", type(problem).__name__)
    finally:
        connections.close_all()


async def supervise(act: Callable[[], Awaitable[None]]) -> None:
    """Keeps ``act`` going until cancelled: an exception is logged, and it begins anew."""
    while True:
        try:
            await act()
        except Exception:
            logger.exception("%s failed; it goes on.", act.__qualname__)
            await asyncio.sleep(RETRY_DELAY)
