"""``manage.py rehearse``: whom it refuses, and that it ends. What its people do, browsers see."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dialogit.demo.acts import ACTS, Hand
from dialogit.demo.page import Page
from dialogit.demo.people import Detour, Door
from dialogit.demo.texts import spoken as texts
from dialogit.management.commands.rehearse import crowd, through_in, workshop_to_fill
from tests.factories import go, join
from workshops.models import Contribution, Workshop
from workshops.privacy import looks_personal
from workshops.services import rehearsals
from worryzones.models import Note

IS_FILE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture
def rehearsal(workshop, facilitator):
    return rehearsals.begin(workshop=workshop, user=facilitator.user)


def test_rehearse_refuses_a_real_workshop(workshop):
    with pytest.raises(CommandError, match="This is a real workshop"):
        call_command("rehearse", workshop.code)
    assert workshop_to_fill(workshop.code, really=True) == workshop


def test_rehearse_takes_a_rehearsal_and_the_demo(workshop, rehearsal):
    assert workshop_to_fill(rehearsal.code, really=False) == rehearsal
    workshop.organisation.demo = True
    workshop.organisation.save()
    assert workshop_to_fill(workshop.spoken_code.lower(), really=False) == workshop


def test_rehearse_refuses_what_nobody_can_join(rehearsal):
    with pytest.raises(CommandError, match="No workshop has this code"):
        call_command("rehearse", "NOTHING2")
    go(rehearsal, "closed")
    with pytest.raises(CommandError, match="This workshop is closed"):
        call_command("rehearse", rehearsal.code)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("participants", -1),
        ("participants", 0),
        ("participants", 501),
        ("minutes", 0),
        ("minutes", 601),
        ("address", "dialogit.example"),
        ("address", "https://dialogit.example/run/"),
        ("through", "127.0.0.1"),
    ],
)
def test_rehearse_refuses_what_is_out_of_range(rehearsal, option, value):
    with pytest.raises(CommandError, match=f"--{option}"):
        call_command("rehearse", rehearsal.code, **{option: value})


@pytest.mark.parametrize(
    ("words", "found"),
    [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:80", ("::1", 80)), ("::1:80", ("::1", 80)), ("", None)],
)
def test_through_is_a_host_and_a_port(words, found):
    assert through_in(words) == found


def test_people_behind_a_proxy_ask_for_the_sites_own_address():
    """Cookies that are for https alone come along, and the socket is opened as the proxy would."""
    door = Door("https://dialogit.example", "K7M2QFXA", "fi", None, set(), ("127.0.0.1", 8000))  # type: ignore[arg-type]
    assert (door.stage, door.socket) == ("https://dialogit.example/w/K7M2QFXA/", "ws://dialogit.example")
    assert door.detour == {"host": "127.0.0.1", "port": 8000}


async def test_detour_keeps_the_cookies_of_a_site_behind_https():
    """The server hears what its proxy would say; the cookie it marks as secure comes back to it."""
    heard: list[dict[bytes, bytes]] = []

    async def server(scope, receive, send) -> None:
        heard.append(dict(scope["headers"]))
        cookie = (b"set-cookie", b"__Host-csrf=x; Path=/; Secure")
        await send({"type": "http.response.start", "status": 200, "headers": [cookie]})
        await send({"type": "http.response.body", "body": b""})

    detour = Detour(httpx.ASGITransport(server), "127.0.0.1", 8000)
    async with httpx.AsyncClient(transport=detour) as client:
        for _ in range(2):
            await client.post("https://dialogit.example/j/", data={"name": "Aino"})
        assert client.cookies.get("__Host-csrf") == "x"
    first, second = heard
    assert (first[b"host"], first[b"x-forwarded-proto"]) == (b"dialogit.example", b"https")
    assert second[b"cookie"] == b"__Host-csrf=x"


# --- it ends ---


@pytest.fixture
def door():
    """Where the simulated people come to, and nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(60)
        yield door


def started(rehearsal, door: socket.socket, *options: str) -> subprocess.Popen[bytes]:
    """On the tests' database; returns when the first of its people has come to the door."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"}
    environment["DATABASE_URL"] = f"sqlite:///{settings.DATABASES['default']['NAME']}"
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "rehearse", rehearsal.code, "--address", address, *options],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert b"12" in process.stdout.readline()
    door.accept()
    return process


@pytest.mark.thorough
@pytest.mark.skipif(not IS_FILE, reason="Opens the tests' own database, which is a file on SQLite alone.")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["input", "signal"])
def test_rehearse_ends_with_whoever_started_it(rehearsal, door, how):
    process = started(rehearsal, door, "--end-with-input")
    assert process.stdin
    assert process.poll() is None
    if how == "input":
        process.stdin.close()  # as when the server is gone
    else:
        process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0


# --- what they say ---


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_simulated_people_write_in_the_language_of_the_workshop(rehearsal, language):
    spoken = texts.IN[language]
    Workshop.objects.filter(pk=rehearsal.pk).update(language=language)
    person = crowd(3, "lively", Workshop.objects.get(pk=rehearsal.pk).language)[0]
    assert person.name in spoken.names
    go(rehearsal, "welcome")
    phone = join(rehearsal)
    go(rehearsal, "cafe-1")
    page = Page.of(phone.get("workshops:stage", rehearsal.code).text)
    [control] = page.named("worryzones:post_note")
    data = ACTS[control.name].data(page, control, Hand(spoken=person.spoken))
    assert data["text"] in {text for _kind, text in spoken.notes[page.zone]}
    assert (
        phone.client.post(control.path, control.sent | data, headers={"hx-request": "true"}).status_code
        == 204
    )


def lines(spoken):
    kinds = [*(pair for notes in spoken.notes.values() for pair in notes), *spoken.contributions]
    plain = (spoken.joker_topics, spoken.heard, spoken.comments, spoken.feedback)
    return [text for _kind, text in kinds] + [line for some in plain for line in some]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_they_say_is_of_the_right_kind_and_length_and_never_said_twice(language):
    spoken = texts.IN[language]
    assert set(spoken.notes) == set(spoken.theme_groups) == {1, 2, 3, 4}
    assert {kind for notes in spoken.notes.values() for kind, _text in notes} == set(Note.Kind.values)
    assert {kind for kind, _text in spoken.contributions} <= set(Contribution.Kind.values)
    assert len(set(lines(spoken))) == len(lines(spoken))
    assert max(map(len, lines(spoken))) <= 240
    assert not set(lines(spoken)) & set(lines(texts.FINNISH))
    assert not any(looks_personal(line) for line in lines(spoken))
