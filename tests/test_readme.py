"""What the README has people type is tried, line by line."""

from __future__ import annotations

import re

from django.conf import settings

from tests import readme
from workshops.access.body_limit import MAX_BODY

TRIED_BY = {  # part of a line: the test that types it, and what is to be found there
    "uv run manage.py demo": ("tests/dialogit/test_demo.py", "demo"),
    "uv run pytest": (".ci/run", "uv run pytest"),
    "manage.py backup": ("tests/faults/test_backups.py", "manage.py backup"),
    "pg_dump": ("tests/faults/test_backups.py", "pg_dump"),
    "pg_restore": ("tests/faults/test_backups.py", "pg_restore"),
    "cp .env.example .env": ("tests/test_readme.py", ".env.example"),
    "docker compose": ("tests/faults/processes.py", "docker-compose.yml"),
}


def test_every_line_that_the_readme_has_people_type_is_tried():
    """Those of the production block by ``tests/faults/test_readme.py``, all of them as they stand there."""
    others = [line for block in readme.COMMANDS if block != readme.PRODUCTION for line in block.splitlines()]
    untried = {line for line in others if not any(part in line for part in TRIED_BY)}
    assert untried == set()
    for file, found in TRIED_BY.values():
        assert found in (settings.BASE_DIR / file).read_text(), file


def test_what_docker_compose_asks_for_is_in_the_example_to_be_filled_in():
    compose = (settings.BASE_DIR / "docker-compose.yml").read_text()
    example = (settings.BASE_DIR / ".env.example").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", compose))
    assert asked == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert "\n  server-1:" in compose


def test_the_proxy_of_the_readme_lets_through_what_we_refuse_in_words_and_little_more():
    [megabytes] = map(int, re.findall(r"max_size (\d+)MB", readme.PROXY))
    assert MAX_BODY < megabytes * 1000 * 1000 < 1.1 * MAX_BODY
