"""The README's own Caddyfile in front of each web server, with TLS as in earnest."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from dialogit import servers
from tests.factories import PASSWORD
from tests.faults.caddy import CADDY, Caddy
from tests.faults.crowd import Crowd, nothing_lost_nothing_twice
from tests.faults.proxy import Loop
from tests.faults.screens import PHONE, Screen
from tests.faults.seed import CODE
from tests.faults.sockets import RawSocket
from tests.waiting import until
from workshops.live.close_codes import CloseCode

pytestmark = [
    pytest.mark.fault,
    pytest.mark.lasts(50),
    pytest.mark.skipif(CADDY is None, reason="No caddy here: this fault test did NOT run."),
]
IN_EARNEST = {"HTTPS": "1", "ALLOWED_HOSTS": "localhost,127.0.0.1"}
DEVICE = "__Host-device"
PICTURES = f"/w/{CODE}/space/pictures/"


@pytest.fixture(scope="module", autouse=True)
def cookies_bound_to_https():
    """What the simulated people call theirs."""
    usual = settings.DEVICE_COOKIE, settings.CSRF_COOKIE_NAME
    settings.DEVICE_COOKIE, settings.CSRF_COOKIE_NAME = DEVICE, "__Host-csrf"
    yield
    settings.DEVICE_COOKIE, settings.CSRF_COOKIE_NAME = usual


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"caddy and {name}")) for name in servers.NAMES],
)
def place(request, templates, tmp_path_factory):
    """A site, its server, and the proxy that browsers ask."""
    folder = tmp_path_factory.mktemp("behind")
    site = templates.on_sqlite(25, folder)
    spool = folder / "temporary"
    spool.mkdir()
    site.told |= IN_EARNEST | {"TMPDIR": str(spool)}
    server = site.serve(request.param)
    caddy = Caddy(folder, server.port)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(caddy.authority))
        yield site, server, caddy
    caddy.kill()
    site.close()


@pytest.fixture
def room(place):
    site, _server, caddy = place
    room = Crowd(Loop(), site)
    room.come(8, caddy.address)
    yield room
    room.close()


def client_at(caddy: Caddy, address: str, **headers: str) -> httpx.Client:
    """A browser that comes from ``address``, one of this machine's own."""
    line = httpx.HTTPTransport(local_address=address)
    headers = {"Referer": f"{caddy.address}/", "Accept-Language": "en", **headers}
    return httpx.Client(transport=line, base_url=caddy.address, headers=headers, timeout=60)


def tls_line(caddy: Caddy) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", caddy.port), 60)
    return ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")


def signs_in(client: httpx.Client, email: str, password: str) -> httpx.Response:
    token = client.cookies.get("__Host-csrf") or client.get("/accounts/login/").cookies["__Host-csrf"]
    form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
    return client.post("/accounts/login/", data=form)


def test_tries_to_sign_in_through_the_proxy_hold_up_the_one_who_makes_them(place):
    """Whatever ``X-Forwarded-For`` they add. Shown to fail with PROXIES=0: nobody signed in any more.

    Without a password, since each wrong one costs the server half a second.
    """
    site, _server, caddy = place
    with client_at(caddy, "127.0.0.2") as attacker:
        for number in range(31):
            attacker.headers["X-Forwarded-For"] = f"6.6.6.{number}"
            answer = signs_in(attacker, f"nobody{number}@example.org", "")
    assert answer.status_code == 429
    [(email,), *_more] = site.ask("SELECT email FROM workshops_user ORDER BY id")
    with client_at(caddy, "127.0.0.3") as facilitator:
        assert signs_in(facilitator, email, PASSWORD).status_code == 302


def test_room_comes_back_by_itself_when_proxy_or_server_start_anew(place, room, browser):
    """Whoever opens a page meanwhile is told in words."""
    site, server, caddy = place
    cookie = {DEVICE: site.cast["phones"][-1]}
    phone = Screen(browser, caddy.address, cookie, caddy.address, **PHONE, ignore_https_errors=True).open()
    for away in (caddy, server):
        phone.line.fill("Half a thought")
        away.kill()
        room.write(f"While the {type(away).__name__} is away")
        if away is server:
            answer = client_at(caddy, "127.0.0.1").get(f"/w/{CODE}/")
            assert answer.status_code == 502
            assert "The server does not answer" in answer.text
        away.start()
        room.all_is_stored(15)
        room.all_is_shown(15)
        phone.is_right(15)
        assert phone.line.input_value() == "Half a thought"
    phone.close()
    nothing_lost_nothing_twice(site, room.drafts)


def hang_up(caddy: Caddy) -> None:
    """In the middle of an answer of some megabytes: what was typed comes back with the refused form."""
    line = tls_line(caddy)
    words = "text=" + "%3Ca" * 200_000
    head = f"POST /j/{CODE}/ HTTP/1.1\r\nHost: localhost:{caddy.port}\r\nOrigin: {caddy.address}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded"
    line.sendall(f"{head}{kind}\r\nContent-Length: {len(words)}\r\n\r\n{words}".encode())
    assert b"403" in line.recv(300)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def test_log_of_the_proxy_tells_of_nobody_whose_request_failed(place):
    """Shown to fail with Caddy's usual log: the address and port of who had hung up."""
    _site, _server, caddy = place
    hang_up(caddy)
    hang_up(caddy)  # what was logged of the first one is there when the second has been answered
    said = caddy.log_file.read_text()
    assert "serving initial configuration" in said
    assert [line for line in said.splitlines() if CODE in line or "127.0.0.1" in line] == []


MEGABYTES = 40


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
def test_body_that_is_too_large_is_told_in_words_and_fills_no_disk(place, announced):
    """By Dialogit itself on uvicorn; Daphne cannot, and there the proxy does.

    Shown to fail without the README's limit: all forty megabytes lay on the disk.
    """
    site, server, caddy = place
    on_disk = []

    def pieces() -> Iterator[bytes]:
        for _number in range(MEGABYTES):
            yield bytes(1_000_000)
            on_disk.append(spooled(server))

    form = {"Content-Type": "multipart/form-data; boundary=x"}
    form |= {"Content-Length": str(MEGABYTES * 1_000_000)} if announced else {}
    with client_at(caddy, "127.0.0.1", Cookie=f"{DEVICE}={site.cast['phones'][0]}") as browser:
        try:
            answer = browser.post(PICTURES, headers=form, content=pieces())
        except httpx.RemoteProtocolError:  # a proxy that is busy may hang up on who goes on sending
            answer = browser.post(PICTURES, headers=form, content=pieces())
    assert max(on_disk) < 20_000_000
    assert answer.status_code in (413, 502)
    assert "10 megabytes" in answer.text


def spooled(server) -> int:
    """Bytes in files that have a place on the disk, but no name any more."""
    open_files = Path(f"/proc/{server.process.pid}/fd").iterdir()
    with suppress(FileNotFoundError):  # it was just closed
        return sum(file.stat().st_size for file in open_files if file.readlink().name.endswith("(deleted)"))
    return 0


JUNK, NOT_UTF8 = (b'{"rev": 99999}', b"\xff\xfe"), 1007


def pour(port: int, cookie: str, junk: bytes) -> int:
    """The code with which a socket is closed into which it comes without end; 0 if that was lost in it."""
    flood = RawSocket(port, cookie, tls=ssl.create_default_context())
    with suppress(OSError):
        for _frame in range(1000):
            flood.send(junk)
    code = flood.close_code()
    flood.close()
    return code


def test_junk_and_half_requests_through_the_proxy_harm_nobody(place, room):
    site, server, caddy = place

    def half() -> socket.socket:
        """Of a form: its head has come, its body does not."""
        line = tls_line(caddy)
        head = f"POST / HTTP/1.1\r\nHost: localhost:{caddy.port}\r\nContent-Length: 500000\r\n\r\nhalf a"
        line.sendall(head.encode())
        return line

    halves = [half() for _number in range(100)]
    ended = [pour(caddy.port, f"{DEVICE}={site.cast['phones'][9]}", junk) for junk in JUNK]
    room.write("We go on")
    room.all_is_stored(5)
    room.all_is_shown(5)
    assert set(ended) <= {CloseCode.TOO_MANY, NOT_UTF8, 0}
    assert {phone.opened for phone in room.phones} == {1}
    for line in halves:
        line.close()
    assert server.faults == []
    until(lambda: server.sockets() == 8, 10, "no socket of theirs is left")
