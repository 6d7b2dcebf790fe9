"""Things break here for real: servers, a PostgreSQL, a Redis and a network of the tests' own.

``smoke`` marks the short versions, which belong to every run; ``fault`` marks the whole set, which runs
when it is asked for: ``uv run pytest -m fault``. *Shown to fail* in a docstring says which guard was once
taken out of the product, and what the test said then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsers import CHROMIUM
from tests.faults import services
from tests.faults.crowd import Crowd
from tests.faults.proxy import Loop, Proxy
from tests.faults.screens import LAPTOP, PHONE, Console, Screen
from tests.faults.services import Postgres, Redis
from tests.faults.sites import Server, Site, Templates

HERE = Path(__file__).parent
BROWSERS = {"browser", "screen", "console"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones only when ``-m`` speaks of faults; those with a page in them count as browser tests."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        if BROWSERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="No Chromium here: this fault test did NOT run."))
    if "fault" not in (config.option.markexpr or ""):
        long = [item for item in ours if not item.get_closest_marker("smoke")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


# --- what may be broken ---


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def running_postgres() -> Iterator[Postgres]:
    postgres = Postgres()
    yield postgres
    postgres.end()


@pytest.fixture
def postgres(running_postgres: Postgres) -> Postgres:
    running_postgres.start()  # the test before may have left it stopped
    return running_postgres


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if services.REDIS is None:
        pytest.skip("No redis-server here: this fault test did NOT run.")
    redis = Redis(tmp_path)
    yield redis
    redis.kill()


@pytest.fixture
def on_sqlite(templates: Templates, tmp_path: Path) -> Iterator[Callable[[int], Site]]:
    """``on_sqlite(24)``: an installation of its own with 24 people in the café's first round."""
    sites: list[Site] = []

    def make(people: int, folder: Path = tmp_path) -> Site:
        sites.append(templates.on_sqlite(people, folder))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture
def on_postgres(templates: Templates, tmp_path: Path, postgres: Postgres) -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def make(people: int, redis: str = "") -> Site:
        sites.append(templates.on_postgres(people, tmp_path, postgres, redis))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.smoke), "postgres"])
def on_both(request: pytest.FixtureRequest) -> Callable[[int], Site]:
    make: Callable[[int], Site] = request.getfixturevalue(f"on_{request.param}")
    return make


@pytest.fixture
def served(on_sqlite: Callable[[int], Site]) -> tuple[Site, Server]:
    site = on_sqlite(25)
    return site, site.serve()


# --- who is there ---


@pytest.fixture
def crowd() -> Iterator[Callable[[Site], Crowd]]:
    crowds: list[Crowd] = []

    def make(site: Site) -> Crowd:
        crowds.append(Crowd(Loop(), site))
        return crowds[-1]

    yield make
    for crowd in crowds:
        crowd.close()


@pytest.fixture
def proxy() -> Iterator[Callable[[Server], Proxy]]:
    loop, proxies = Loop(), []

    def make(server: Server) -> Proxy:
        proxies.append(Proxy(loop, server.port))
        return proxies[-1]

    yield make
    for made in proxies:
        made.close()
    loop.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """``screen(site, base)``: the last of the site's people at a real page, whatever the crowd does."""
    screens: list[Screen] = []

    def make(site: Site, base: str, **options: Any) -> Screen:
        cookies = {"device": site.cast["phones"][-1 - len(screens)]}
        screens.append(Screen(browser, base, cookies, site.servers[0].address, **PHONE, **options))
        return screens[-1]

    yield make
    for made in screens:
        made.close()


@pytest.fixture
def console(browser: Browser) -> Iterator[Callable[..., Console]]:
    """``console(site, base, who)``: facilitator 0 or 1 at their laptop."""
    consoles: list[Console] = []

    def make(site: Site, base: str, who: int = 0) -> Console:
        cookies = {"sessionid": site.cast["sessions"][who]}
        consoles.append(Console(browser, base, cookies, **LAPTOP))
        return consoles[-1]

    yield make
    for made in consoles:
        made.close()
