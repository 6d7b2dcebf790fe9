"""HTML as the W3C's Nu checker reads it, on every page of a workshop that people have written in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dialogit.demo import history, seed
from tests.factories import Person, browser
from tests.workshops import test_access
from workshops.course import phases
from workshops.models import Workshop
from workshops.services import course
from worryzones.services import table_places

CHECKER = settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")
SHORT_RUN = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # takes a third of the work
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

CALL = "Room 2, https://meet.example/r/1?a=1&b=2, code 12"

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.thorough,
    pytest.mark.skipif(
        not (JAVA and CHECKER.exists()), reason="No Java or no npm packages here: HTML was NOT checked."
    ),
]


def walking(room: seed.Room) -> Iterator[str]:
    for step in phases.STEPS[1:]:
        with seed.unseen():
            course.move(workshop=room.workshop, expected=room.workshop.step, to=step)
            if step == "welcome":
                seed.join(room, 9)
            if write := history.WRITTEN_IN.get(room.workshop.phase):
                write(room, 1)
        yield step


def every_address(room: seed.Room) -> Iterator[str]:
    """Of all routes that there are, so that a new page is read without anybody remembering it."""
    guest, made = Person(device=room.guests[0].device, participant=room.guests[0].participant), {}
    for name, route in test_access.ROUTES.items():
        for key in route.pattern.regex.groupindex:
            make = test_access.example(name, key)
            assert make
            if make not in made:
                made[make] = make(room.workshop, guest)
        found = {key: made[test_access.example(name, key)] for key in route.pattern.regex.groupindex}
        yield reverse(name, kwargs=found)


def save(client: Client, path: str, file: Path) -> None:
    answer = client.get(path, headers={"accept-language": "fi"})
    if answer.headers["Content-Type"].startswith("text/html") and b"<html" in answer.content:  # no fragment
        file.write_bytes(answer.content)


def open_pages(paths: Iterable[str], room: seed.Room, laptop: Client, phone: Client, stem: Path) -> None:
    for path in paths:
        who = phone if path.startswith(("/w/", "/j/")) else laptop
        name = path.replace("/", "_").replace("{}", "")
        save(who, path.format(room.workshop.code), stem.with_name(f"{stem.name}{name}.html"))


TOKEN = re.compile(rb"\w{64}")  # another in each answer


def keep_one_of_each(folder: Path) -> None:
    """Many pages are at one step what they were at another."""
    kept = set()
    for file in sorted(folder.iterdir()):
        words = TOKEN.sub(b"", file.read_bytes())
        if words in kept:
            file.unlink()
        kept.add(words)


def test_every_page_is_valid_html(db: None, tmp_path: Path):
    room = seed.open_room("closed", *seed.accounts(), "fi")
    Workshop.objects.filter(pk=room.workshop.pk).update(place=CALL)
    table_places.set_places(workshop=room.workshop, places=dict.fromkeys(((1, 1), (1, 2)), CALL))
    laptop, phone = browser(), browser()
    laptop.force_login(room.workshop.facilitations.get(role="lead").user)
    for step in walking(room):
        phone.cookies[settings.DEVICE_COOKIE] = room.guests[0].cookie
        open_pages(ALWAYS, room, laptop, phone, tmp_path / step)
        if step == "cafe-2":
            with transaction.atomic():
                open_pages(every_address(room), room, laptop, phone, tmp_path / "each")
                transaction.set_rollback(True)  # the things that were made for it
    for path in APART:
        save(browser(), path, tmp_path / f"apart{path.replace('/', '_')}.html")
    assert len(list(tmp_path.iterdir())) > 100
    assert list(tmp_path.glob("each_run_*_prepare_tables_.html")), "found by its route alone"
    keep_one_of_each(tmp_path)
    found = mistakes(tmp_path)
    assert found == [], "\n".join(found)


def mistakes(folder: Path) -> list[str]:
    """htmx's attributes are not HTML's; nothing else is left out."""
    command = [str(JAVA), *SHORT_RUN, "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(checked.stderr)["messages"]
    return sorted(
        f"{Path(urlsplit(one['url']).path).name}: {one['message']} {one.get('extract', '')[:160]}"
        for one in found
        if not one["message"].startswith("Attribute “hx-")
    )
