"""The worker beside the servers: started and ended with them, killed, away; and docker-compose.yml."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from tests import mail_server
from tests.e2e.server import free_port
from tests.faults import services
from tests.faults.caddy import CADDY, Caddy
from tests.faults.processes import Browser, Compose, children, lives, worker_of
from tests.faults.seed import CODE
from tests.faults.sites import Site
from tests.waiting import until

pytestmark = pytest.mark.fault
SLOW = {"DJANGO_SETTINGS_MODULE": "tests.faults.slow_settings"}


@pytest.fixture
def served(on_sqlite, tmp_path) -> subprocess.Popen[bytes]:
    """``manage.py serve`` with nothing else started, and a facilitator there."""
    site: Site = on_sqlite(25)
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    environment = {**site.environment, **SLOW, "WORKER": "1"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    until(lambda: answers(address) or process.poll() is not None, 60, "it answers")
    assert process.poll() is None, (tmp_path / "log").read_text()
    yield process, Browser(address, CODE, {"sessionid": site.cast["sessions"][0]}, {"Accept-Language": "en"})
    process.kill()
    process.wait()


def answers(address: str, **headers: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", trust_env=False, headers=headers).status_code == 200
    except httpx.HTTPError:
        return False


def test_worker_that_is_killed_is_started_anew_and_ends_with_the_server_that_is_killed(served):
    """Shown to fail without the pipe: supervisor and worker outlived the server."""
    process, facilitator = served
    supervisor, worker = worker_of(process.pid)
    page = facilitator.ask("slow")
    until(lambda: facilitator.sees(page, "It is being made."), 20, "it is being made")
    os.kill(worker, signal.SIGKILL)
    until(lambda: facilitator.sees(page, "It is ready."), 40, "it is made all the same")
    assert facilitator.file(page) == b"made slowly"
    again = children(supervisor)[0]
    assert again != worker
    process.kill()
    process.wait()
    until(lambda: not (lives(supervisor) or lives(again)), 10, "nobody is left behind")


def test_server_that_ends_takes_its_worker_along_in_the_midst_of_a_document(served):
    process, facilitator = served
    supervisor, worker = worker_of(process.pid)
    page = facilitator.ask("slow")
    until(lambda: facilitator.sees(page, "It is being made."), 20, "it is being made")
    process.terminate()
    assert process.wait(15) in (0, -signal.SIGTERM)
    until(lambda: not (lives(supervisor) or lives(worker)), 12, "nobody is left behind")


# --- the site of docker-compose.yml ---


@pytest.fixture
def redis(tmp_path):
    if services.REDIS is None:
        pytest.skip("No redis-server here: this fault test did NOT run.")
    redis = services.Redis(tmp_path)
    yield redis
    redis.kill()


@pytest.fixture
def composed(on_postgres, redis, tmp_path):
    """Setup, two servers, worker and housekeeping, with PostgreSQL and Redis of the test's own."""
    site: Site = on_postgres(25)
    with mail_server.running() as mailbox:
        values = {
            "SITE_NAME": "dialogit.example",
            "SECRET_KEY": site.environment["SECRET_KEY"],
            "POSTGRES_PASSWORD": "of-no-use-here",
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "DEFAULT_FROM_EMAIL": "Dialogit <dialogit@dialogit.example>",
        }
        moved = {
            "postgres://dialogit:of-no-use-here@database/dialogit": site.database,
            "redis://valkey:6379/0": redis.address,
        }
        own = {**{n: os.environ[n] for n in ("PATH", "HOME") if n in os.environ}}
        own |= {"DIALOGIT_VAR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR), **SLOW}
        compose = Compose(values, moved, own)
        yield site, compose, mailbox
        compose.end()


AS_CADDY = {
    "Accept-Language": "en",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.5",
    "Host": "dialogit.example",
}


def test_site_of_docker_compose_makes_documents_and_sends_mails_beside_two_servers(composed, tmp_path):
    """Asked for at one server, made by the worker, fetched at the other; told while the worker is away."""
    site, compose, mailbox = composed
    assert compose.start("setup", tmp_path / "setup.log").wait(180) == 0
    ports = {"server-1": free_port(), "server-2": free_port()}
    for name, port in ports.items():
        compose.start(name, tmp_path / f"{name}.log", port_8000=f"port {port}")
    one, other = (f"http://127.0.0.1:{port}" for port in ports.values())
    until(lambda: answers(one, **AS_CADDY) and answers(other, **AS_CADDY), 60, "both answer")
    session, headers = site.cast["sessions"][0], {**AS_CADDY, "Origin": "https://dialogit.example"}
    here, there = (Browser(at, CODE, {"__Host-session": session}, headers) for at in (one, other))
    assert children(compose.running["server-1"].pid) == []
    page = here.ask("slow")
    until(lambda: there.sees(page, "Nothing is being made at the moment."), 30, "it is told who is away")
    compose.start("worker", tmp_path / "worker.log")
    until(lambda: there.sees(page, "It is being made."), 40, "the worker has taken it up")
    until(lambda: there.sees(page, "It is ready."), 40, "it is made")
    assert there.file(page) == b"made slowly"
    if CADDY:
        in_front_of_both(compose, tmp_path, *ports.values())
    close_with_address(compose)
    assert here.post(f"/run/{CODE}/recipients/send/").status_code == 302
    until(lambda: mailbox.to("board@kunta.example"), 30, "the mail is there")
    found = re.search(rb"https://dialogit.example(/r/\S+)", mailbox.to("board@kunta.example")[0])
    assert found
    assert httpx.get(f"{one}{found[1].decode()}", headers=AS_CADDY, trust_env=False).status_code == 200
    compose.start("housekeeping", tmp_path / "housekeeping.log")
    until((tmp_path / "housekeeping.log").read_text, 30, "housekeeping has run")
    for log in tmp_path.glob("*.log"):
        words = log.read_text()
        assert "Traceback" not in words, log.name
        assert not re.search(r"203\.0\.113\.5|board@kunta|/r/", words), log.name


def in_front_of_both(compose: Compose, folder: Path, *ports: int) -> None:
    """Its own Caddyfile asks both servers whether they are ready, and goes on with one."""
    lines = (settings.BASE_DIR / "Caddyfile").read_text().partition("\n")[2]
    site = "{$SITE_NAME:localhost}"
    lines = lines.replace(f"Host {site}", "Host dialogit.example")
    servers = "{$SERVERS:server-1:8000 server-2:8000}"
    caddy = Caddy(folder, *ports, lines=lines, name=site, servers=servers)
    try:
        trusted = ssl.create_default_context(cafile=str(caddy.authority))
        web = httpx.Client(base_url=caddy.address, verify=trusted, trust_env=False)
        assert web.get("/").status_code == 200
        compose.running.pop("server-2").terminate()
        assert [web.get("/").status_code for _time in range(6)] == [200] * 6
    finally:
        caddy.kill()


CLOSED = f"""
import django; django.setup()
from tests.factories import go
from workshops.models import Recipient, Workshop
workshop = Workshop.objects.get(code="{CODE}")
Recipient.objects.create(workshop=workshop, address="board@kunta.example")
go(workshop, "closed")
"""


def close_with_address(compose: Compose) -> None:
    environment = compose.environment("worker")
    subprocess.run([sys.executable, "-c", CLOSED], cwd=settings.BASE_DIR, env=environment, check=True)
