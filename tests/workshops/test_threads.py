"""What runs in a thread and asks the event loop for something."""

import asyncio
import threading

import pytest

from workshops.live.threads import in_loop, in_thread

pytestmark = pytest.mark.django_db(transaction=True)  # a thread looks after its connections


async def test_a_thread_has_something_done_in_the_loop_it_works_for():
    async def here() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    assert await in_thread(lambda: in_loop(here, seconds=5))() is asyncio.get_running_loop()


def test_a_thread_does_not_wait_for_ever_for_a_loop_that_has_stopped():
    """As when a server ends while somebody writes. Shown to fail with asgiref's ``async_to_sync``."""
    stopped, gave_up = threading.Event(), threading.Event()

    def work() -> None:
        stopped.wait(5)
        try:
            in_loop(asyncio.sleep, 0, seconds=60)
        except TimeoutError:
            gave_up.set()

    async def begin() -> asyncio.Task[None]:
        working = asyncio.create_task(in_thread(work)())
        await asyncio.sleep(0.1)
        return working

    loop = asyncio.new_event_loop()
    working = loop.run_until_complete(begin())
    stopped.set()
    assert gave_up.wait(5)
    loop.run_until_complete(working)
    loop.close()
