"""Words that are found again, browsers that write them, and all the places in which they are looked for."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests import mail_server
from tests.faults import services
from tests.faults.caddy import Caddy
from tests.faults.sites import Server, Site
from tests.faults.sockets import RawSocket
from tests.faults.traces import files_of_postgres_with, files_with

NOTE, OTHER, NUL = "SEEDNOTE aamuisin kysyttiin", "SEEDOTHER illalla", "SEEDNUL"
MAIL, REFUSED = "SEEDMAIL pekka.seeded@example.fi", "SEEDREFUSED 131052-308T"
NAME, UNIT = "SEEDNAME Tuulikki", "SEEDUNIT"
WRONG_CODE, IN_AN_ADDRESS = "SEEDCDE2", "SEEDPATH"
WRONG_PASSWORD, SOMEBODY = "SEEDPASSWORD", "seedlogin@example.org"
DESCRIPTION, IN_THE_FILE, FEEDBACK = "SEEDPICTURE", "SEEDEXIF", "SEEDFEEDBACK"
VISITOR = "127.0.0.77"  # one of this machine's own, at which nothing listens
KEPT = (NOTE, MAIL, DESCRIPTION, FEEDBACK)  # for a time, in the database
NEVER_STORED = (OTHER, NUL, REFUSED, WRONG_CODE, IN_AN_ADDRESS, WRONG_PASSWORD, IN_THE_FILE)
RECIPIENT, REMINDED, INVITED = "seedboard@kunta.example", "seedremind@kunta.example", "seedlead@kunta.example"
ADDRESSES = (RECIPIENT, REMINDED, INVITED)
WRONG_TOKEN = "SEEDTOKEN"
ALL = (*KEPT, *NEVER_STORED, *ADDRESSES, NAME, UNIT, SOMEBODY, WRONG_TOKEN)
DIRECTLY = {"device": "device", "session": "sessionid", "csrf": "csrftoken"}
IN_EARNEST = {name: f"__Host-{name}" for name in DIRECTLY}


@dataclass
class Front:
    """Where browsers ask: the README's proxy, with TLS, or the server itself. ``names`` are of cookies."""

    address: str
    port: int
    tls: ssl.SSLContext | None
    names: dict[str, str]


class Browser:
    """One cookie jar at the site; it writes as the page's script does."""

    def __init__(self, front: Front, **cookies: str) -> None:
        self.names = front.names
        headers = {"Accept-Language": "en", "HX-Request": "true", "Referer": f"{front.address}/"}
        self.web = httpx.Client(
            transport=httpx.HTTPTransport(local_address=VISITOR, verify=front.tls or True),
            base_url=front.address,
            cookies={front.names[name]: value for name, value in cookies.items()},
            headers=headers,
            timeout=60,
        )
        self.web.get("/")  # for a token

    def cookie(self, name: str) -> str:
        return self.web.cookies[self.names[name]]

    def post(self, path: str, files: object = None, **fields: str) -> httpx.Response:
        token = {"X-CSRFToken": self.cookie("csrf")}
        return self.web.post(path, data=fields, files=files, headers=token)  # type: ignore[arg-type]


@dataclass
class Place:
    """``secrets`` are what the run itself has made: proofs, one-time codes and what stands in links;
    ``keys`` let somebody in."""

    site: Site
    server: Server
    spool: Path
    front: Front
    mails: mail_server.Mailbox
    caddy: Caddy | None = None
    redis: services.Redis | None = None
    postgres: services.Postgres | None = None
    secrets: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def browser(self, number: int | None = None) -> Browser:
        phones = self.site.cast["phones"]
        return Browser(self.front, **({} if number is None else {"device": phones[number]}))

    def lead(self) -> Browser:
        return Browser(self.front, session=self.site.cast["sessions"][0])

    def socket(self, role: str, cookie: str, value: str) -> RawSocket:
        front = self.front
        return RawSocket(front.port, f"{front.names[cookie]}={value}", role=role, tls=front.tls)

    def logs(self) -> list[Path]:
        """What the server and its worker say, and the proxy in front."""
        return [self.server.log_file, *([self.caddy.log_file] if self.caddy else [])]

    def files_with(self, *texts: str) -> list[object]:
        """Of the database: tables, indexes, write-ahead log."""
        if self.postgres:
            return [*files_of_postgres_with(self.site, Path(self.postgres.server.pgdata), *texts)]
        return [name for name in files_with(self.site.folder, *texts) if name.startswith("d.sqlite3")]
