"""A test with a browser in it that has failed runs once more, and fails when it fails again.

What the first try has left half done does not decide the second one: what a module shares is made anew.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain

import pytest
from _pytest.runner import runtestprotocol

BROWSERS = ("e2e", "browsers")


def allow(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.get_closest_marker(name) for name in BROWSERS):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if getattr(item, "execution_count", 1) == 1:
        return
    forget_what_is_shared(item)
    if item.get_closest_marker("in_order"):
        for earlier in run_before(item):
            earlier.execution_count = 1  # type: ignore[attr-defined]
            runtestprotocol(earlier, nextitem=item, log=False)


def forget_what_is_shared(item: pytest.Item) -> None:
    """The fixtures of the module, which may complain of what the first try has left: that has been told."""
    for fixture in chain.from_iterable(item._fixtureinfo.name2fixturedefs.values()):  # type: ignore[attr-defined]
        if fixture.scope == "module":
            with suppress(Exception):
                fixture.finish(item._request)  # type: ignore[attr-defined]


def run_before(item: pytest.Item) -> list[pytest.Item]:
    place = item.session.items.index(item)
    earlier = [other for other in item.session.items[:place] if other.path == item.path]
    return [other for other in earlier if hasattr(other, "execution_count")]
