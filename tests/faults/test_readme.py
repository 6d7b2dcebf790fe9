"""A site set up by the README's own lines, typed in a shell one after another, and what it then answers."""

from __future__ import annotations

import os
import pty
import re
import secrets
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from select import select

import httpx
import psycopg
import pytest
from django.conf import settings

from tests import readme
from tests.dialogit.test_servers import is_taken
from tests.e2e.server import free_port
from tests.faults.services import REDIS, Postgres, Redis
from tests.waiting import until
from workshops.access.body_limit import MAX_FORM

pytestmark = [pytest.mark.fault, pytest.mark.lasts(60), pytest.mark.xdist_group("the lines of the README")]
HOST = "dialogit.example"
ANSWERS = [  # what createsuperuser asks, and nothing else that ends in a colon, with what is typed then
    (rb"(osoite|mail): \Z", "admin@dialogit.example"),
    (rb"Password: *\Z", "wide meadow 27 lanterns"),
    (rb"Password \(again\): *\Z", "wide meadow 27 lanterns"),
]
MAKE_A_WORKSHOP = """
from workshops.models import Membership, Organisation, User
from workshops.services import course
user, organisation = User.objects.get(), Organisation.objects.create(name="Family Centre")
Membership.objects.create(user=user, organisation=organisation)
workshop = course.create_workshop(user=user, organisation=organisation, title="Mornings", recipients="All")
course.move(workshop=workshop, expected="preparation", to="cafe-1")
print("code", workshop.code)
"""
ALWAYS = {
    "cache-control",
    "content-security-policy",
    "cross-origin-opener-policy",
    "date",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
}


@dataclass
class Site:
    """``web`` asks as the proxy in front does, which has ended TLS."""

    port: int
    environment: dict[str, str]
    shell: subprocess.Popen[bytes]
    said: str
    web: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        proxied = {"host": HOST, "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
        self.web = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", headers=proxied, trust_env=False, timeout=60
        )

    def manage(self, *words: str) -> str:
        command = ["uv", "run", "--no-dev", "manage.py", *words]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout


def typed(block: str, values: dict[str, str], port: int) -> str:
    """The block with real values where it has an example of one."""
    for example, value in values.items():
        assert block.count(example) == 1
        block = block.replace(example, f"{example.partition('=')[0]}={shlex.quote(value)}")
    assert "…" not in block
    return block.replace("--port 8000", f"--port {port}")


def until_it_listens(shell: subprocess.Popen[bytes], screen: int, port: int) -> str:
    """What stands on the screen by then. Whoever types answers what is asked."""
    said, answers, began = b"", list(ANSWERS), time.monotonic()
    while time.monotonic() - began < 600:
        if select([screen], [], [], 0.5)[0]:
            said += os.read(screen, 65536)
        if answers and re.search(answers[0][0], said):
            os.write(screen, f"{answers.pop(0)[1]}\n".encode())
            said += b"\n"
        assert shell.poll() is None, said.decode()
        if is_taken(port, 1):
            return said.decode()
    raise AssertionError(said.decode())


def end(shell: subprocess.Popen[bytes], port: int) -> float:
    """The seconds it took the site to end."""
    began = time.monotonic()
    if shell.poll() is None:
        os.killpg(shell.pid, signal.SIGTERM)
        shell.wait(20)
    until(lambda: not is_taken(port, 1), 20, "nobody listens any more")
    return time.monotonic() - began


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, running_postgres: Postgres) -> Iterator[Site]:
    if not REDIS:
        pytest.skip("No redis-server here: the lines of the README were NOT tried.")
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    redis = Redis(folder)
    running_postgres.start()
    running_postgres.ask("CREATE DATABASE by_the_readme")
    values = {
        "SECRET_KEY=…": secrets.token_urlsafe(50),
        "DATABASE_URL=postgres://…": running_postgres.address("by_the_readme"),
        "REDIS_URL=redis://…": redis.address,
    }
    ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "SERVER"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {"DIALOGIT_VAR": str(folder / "var"), "UV_PROJECT_ENVIRONMENT": str(folder / "venv")}
    block = typed(readme.PRODUCTION, values, port)
    screen, keyboard = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "-ec", block],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
    )
    os.close(keyboard)
    exported = {name.partition("=")[0]: value for name, value in values.items()}
    environment |= exported | {"ALLOWED_HOSTS": HOST, "HTTPS": "1"}
    try:
        yield Site(port, environment, shell, until_it_listens(shell, screen, port))
    finally:
        end(shell, port)
        redis.kill()


@pytest.fixture(scope="module")
def code(site: Site) -> str:
    return re.findall(r"code (\w{8})", site.manage("shell", "-v", "0", "-c", MAKE_A_WORKSHOP))[0]


def cookies_of(answer: httpx.Response, *before: str) -> str:
    """As a browser sends them back: they are for https alone, which the proxy speaks."""
    return "; ".join([*before, *(line.partition(";")[0] for line in answer.headers.get_list("set-cookie"))])


def join(site: Site, code: str) -> tuple[list[httpx.Response], str]:
    """The door, the answer to its form and the page behind it; and what the phone then sends along."""
    door = site.web.get(f"/j/{code}/")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', door.text)[0]
    sent = {"cookie": cookies_of(door), "referer": f"https://{HOST}/"}
    joined = site.web.post(f"/j/{code}/", data={"csrfmiddlewaretoken": token, "name": ""}, headers=sent)
    assert joined.status_code == 302
    cookie = cookies_of(joined, sent["cookie"])
    return [door, joined, site.web.get(f"/w/{code}/", headers={"cookie": cookie})], cookie


def test_the_lines_of_the_readme_set_up_a_site_without_a_warning(site: Site):
    assert "System check identified no issues" in site.said
    assert "warning" not in site.said.lower()
    assert site.web.get("/readyz").status_code == 200
    assert "dialogit_sockets" in httpx.get(f"http://127.0.0.1:{site.port}/metrics", trust_env=False).text
    site.manage("housekeeping")


def test_a_first_visit_fetches_no_more_than_the_readme_says(site: Site, code: str):
    """Shown to fail when files are not collected with a name of their own: 134 kB."""
    pages, _cookie = join(site, code)
    linked = {path for page in pages for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)}
    files = [site.web.get(path, headers={"accept-encoding": "br, gzip"}) for path in sorted(linked)]
    for file in files:
        assert file.headers["cache-control"] == "max-age=315360000, public, immutable"
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file.request.url.path)
        is_small = len(file.content) < 1000 or file.headers["content-type"] == "image/png"
        assert is_small or file.headers.get("content-encoding") == "br"
    fetched = sum(answer.num_bytes_downloaded + len(str(answer.headers)) for answer in (*pages, *files))
    assert len(files) >= 3
    assert fetched < 1000 * readme.FIRST_VISIT_KB, fetched


def test_every_answer_carries_its_headers(site: Site, code: str, running_postgres: Postgres):
    pages, cookie = join(site, code)
    notes, sent = f"/w/{code}/notes/", {"cookie": cookie, "referer": f"https://{HOST}/"}
    many = (site.web.post(notes, headers=sent) for _write in range(40))
    file = re.findall(r'href="(/static/[^"]+)"', pages[0].text)[0]
    answers = {
        200: pages[0],
        302: pages[1],
        304: site.web.get(file, headers={"if-none-match": site.web.get(file).headers["etag"]}),
        403: next(many),
        404: site.web.get("/no/"),
        405: site.web.get("/language/"),
        400: site.web.get("/", headers={"host": "elsewhere.example"}),
        413: site.web.post("/language/", content=b"x" * (MAX_FORM + 1)),
        429: next(answer for answer in many if answer.status_code != 403),
    }
    change(running_postgres, "ALTER TABLE workshops_workshop RENAME TO gone")
    answers[500] = site.web.get(f"/j/{code}/")
    change(running_postgres, "ALTER TABLE gone RENAME TO workshops_workshop")
    assert {status: answer.status_code for status, answer in answers.items()} == {s: s for s in answers}
    for status, answer in [*answers.items(), ("a file", site.web.get(file))]:
        assert set(answer.headers) >= ALWAYS, status
        assert len(answer.headers.get_list("date")) == 1, status
    assert site.web.get("/", headers={"x-forwarded-proto": "http"}).headers["location"] == f"https://{HOST}/"


def change(postgres: Postgres, statement: str) -> None:
    with psycopg.connect(postgres.address("by_the_readme"), autocommit=True) as connection:
        connection.execute(statement)


def test_the_site_ends_within_ten_seconds(site: Site):
    """The last test of the module."""
    assert end(site.shell, site.port) < 10
