"""Things break here for real: servers, a PostgreSQL, a Redis and a network of the tests' own.

``smoke`` marks the short versions, which run with all that is ``thorough``; ``fault`` marks the whole set,
which runs when it is asked for: ``uv run pytest -m fault``. *Shown to fail* in a docstring says which guard
was once taken out of the product, and what the test said then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser

from tests.browsers import CHROMIUM
from tests.faults.crowd import Crowd
from tests.faults.proxy import Loop, Proxy
from tests.faults.screens import LAPTOP, PHONE, Console, Screen
from tests.faults.services import Postgres
from tests.faults.sites import Server, Site, Templates

HERE = Path(__file__).parent
BROWSERS = {"browser", "screen", "console"}
T = TypeVar("T", Site, Crowd, Proxy, Screen, Console)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones only when ``-m`` speaks of faults; those with a page in them count as browser tests."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.thorough)
        if BROWSERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="No Chromium here: this fault test did NOT run."))
    if "fault" not in (config.option.markexpr or ""):
        long = [item for item in ours if not item.get_closest_marker("smoke")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    items.sort(key=lambda item: -_seconds_of(item))


def _seconds_of(item: pytest.Item) -> float:
    mark = item.get_closest_marker("lasts")
    return mark.args[0] if mark else 0


# --- what may be broken ---


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Templates:
    """One folder of them for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "templates"
    folder.mkdir(exist_ok=True)
    return Templates(folder)


@pytest.fixture(scope="session")
def running_postgres() -> Iterator[Postgres]:
    postgres = Postgres()
    yield postgres
    postgres.end()


@pytest.fixture
def postgres(running_postgres: Postgres) -> Postgres:
    running_postgres.start()  # the test before may have left it stopped
    return running_postgres


@contextmanager
def closed_in_the_end(make: Callable[..., T]) -> Iterator[Callable[..., T]]:
    made: list[T] = []

    def one(*given: Any, **more: Any) -> T:
        made.append(make(*given, **more))
        return made[-1]

    yield one
    for thing in made:
        thing.close()


@pytest.fixture
def on_sqlite(templates: Templates, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """``on_sqlite(25)``: an installation of its own with 25 people in the café's first round."""

    def make(people: int, folder: Path = tmp_path) -> Site:
        return templates.on_sqlite(people, folder)

    with closed_in_the_end(make) as one:
        yield one


@pytest.fixture
def on_postgres(templates: Templates, tmp_path: Path, postgres: Postgres) -> Iterator[Callable[..., Site]]:
    with closed_in_the_end(lambda people: templates.on_postgres(people, tmp_path, postgres)) as one:
        yield one


@pytest.fixture(scope="session")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Server]]:
    """One for all tests that do not break it: what others wrote is there too."""
    site = templates.on_sqlite(25, tmp_path_factory.mktemp("served"))
    yield site, site.serve()
    site.close()


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.smoke), "postgres"])
def served_on_both(request: pytest.FixtureRequest) -> tuple[Site, Server]:
    if request.param == "sqlite":
        return request.getfixturevalue("served")
    site: Site = request.getfixturevalue("on_postgres")(25)
    return site, site.serve()


# --- who is there ---


@pytest.fixture
def crowd() -> Iterator[Callable[[Site], Crowd]]:
    with closed_in_the_end(lambda site: Crowd(Loop(), site)) as one:
        yield one


@pytest.fixture
def proxy() -> Iterator[Callable[[Server], Proxy]]:
    loop = Loop()
    with closed_in_the_end(lambda server: Proxy(loop, server.port)) as one:
        yield one
    loop.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """``screen(site, base)``: the last of the site's people at a real page, whatever the crowd does."""
    phones = count(1)

    def make(site: Site, base: str, **options: Any) -> Screen:
        cookies = {"device": site.cast["phones"][-next(phones)]}
        return Screen(browser, base, cookies, site.servers[0].address, **PHONE, **options)

    with closed_in_the_end(make) as one:
        yield one


@pytest.fixture
def console(browser: Browser) -> Iterator[Callable[..., Console]]:
    """``console(site, base, who)``: facilitator 0 or 1 at their laptop."""

    def make(site: Site, base: str, who: int = 0) -> Console:
        return Console(browser, base, {"sessionid": site.cast["sessions"][who]}, **LAPTOP)

    with closed_in_the_end(make) as one:
        yield one
