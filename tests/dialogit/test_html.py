"""HTML as the W3C's Nu checker reads it, on every page of a workshop that people have written in."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from dialogit.demo import history, seed
from tests.factories import browser
from workshops.course import phases
from workshops.services import course

CHECKER = settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")
ALWAYS = (
    *("/w/{}/", "/w/{}/report/", "/j/{}/", "/run/{}/", "/run/{}/projector/", "/run/{}/phone/"),
    *("/run/{}/prepare/", "/run/{}/times/", "/run/{}/script/", "/run/{}/facilitators/", "/run/{}/print/"),
    *("/run/{}/prepare/questions/", "/run/{}/seating/", "/run/{}/between/"),
)
APART = (
    "/",
    "/run/",
    "/run/new/",
    "/phone/ABCDEFGH/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/no/",
)

pytestmark = pytest.mark.skipif(
    not (JAVA and CHECKER.exists()), reason="No Java or no npm packages here: HTML was NOT checked."
)


def walking(room: seed.Room) -> Iterator[str]:
    for step in phases.STEPS[1:]:
        with seed.unseen():
            course.move(workshop=room.workshop, expected=room.workshop.step, to=step)
            if step == "welcome":
                seed.join(room, 9)
            if write := history.WRITTEN_IN.get(room.workshop.phase):
                write(room, 1)
        yield step


def save(client: Client, path: str, file: Path) -> None:
    answer = client.get(path, headers={"accept-language": "fi"})
    if answer.headers["Content-Type"].startswith("text/html") and not answer.headers.get("Location"):
        file.write_bytes(answer.content)


def test_every_page_is_valid_html(db: None, tmp_path: Path):
    room = seed.open_room("closed", *seed.accounts(), "fi")
    laptop, phone = browser(), browser()
    laptop.force_login(room.workshop.facilitations.get(role="lead").user)
    for step in walking(room):
        phone.cookies[settings.DEVICE_COOKIE] = room.guests[0].cookie
        for path in ALWAYS:
            who = phone if path.startswith(("/w/", "/j/")) else laptop
            save(
                who,
                path.format(room.workshop.code),
                tmp_path / f"{step}{path.replace('/', '_').replace('{}', '')}.html",
            )
    for path in APART:
        save(browser(), path, tmp_path / f"apart{path.replace('/', '_')}.html")
    assert len(list(tmp_path.iterdir())) > 100
    found = mistakes(tmp_path)
    assert found == [], "\n".join(found)


def mistakes(folder: Path) -> list[str]:
    """htmx's attributes are not HTML's; nothing else is left out."""
    command = [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(checked.stderr)["messages"]
    return sorted(
        f"{Path(urlsplit(one['url']).path).name}: {one['message']} {one.get('extract', '')[:160]}"
        for one in found
        if not one["message"].startswith("Attribute “hx-")
    )
