"""A run with words that are found again: joining, writing, refusals, a picture, signing in, a document, and
what goes by mail and stands behind links.

Then everything that lies about is read: the logs of the server at DEBUG and of the README's Caddy in front
of it, its folders and open files, Redis, all files of the database, PostgreSQL's own log. On each database
with each web server, while somebody else's reader holds on to what stood before closing.
"""

from __future__ import annotations

import re
import sqlite3
import ssl
import subprocess
import uuid
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
import redis as redis_client
from PIL import Image

from dialogit import servers
from tests import mail_server
from tests.factories import PASSWORD
from tests.faults import services
from tests.faults.caddy import CADDY, Caddy
from tests.faults.seed import CODE
from tests.faults.seeded import (
    ADDRESSES,
    ALL,
    DESCRIPTION,
    DIRECTLY,
    FEEDBACK,
    IN_AN_ADDRESS,
    IN_EARNEST,
    IN_THE_FILE,
    INVITED,
    MAIL,
    NAME,
    NEVER_STORED,
    NOTE,
    NUL,
    OTHER,
    RECIPIENT,
    REFUSED,
    REMINDED,
    SOMEBODY,
    UNIT,
    VISITOR,
    WRONG_CODE,
    WRONG_PASSWORD,
    WRONG_TOKEN,
    Browser,
    Front,
    Place,
)
from tests.faults.traces import (
    files_with,
    left_by_housekeeping,
    manage,
    use_no_segment_again,
    without_a_name,
    words_in,
)
from tests.waiting import until

pytestmark = pytest.mark.fault
PROMISED = f"""
    INSERT INTO workshops_recipient (workshop_id, address, state, problem)
    SELECT id, '{RECIPIENT}', 'unsent', '' FROM workshops_workshop WHERE code = '{CODE}'"""
FOLDERS = "/coordinate/folders/"
COURSE = ("interlude", "opening", "open_space", "pearls", "agreement", "feedback")
ANYWHERE = pytest.mark.parametrize("database", ["sqlite", "postgres"])


@pytest.fixture
def redis(tmp_path):
    if services.REDIS is None:
        pytest.skip("No redis-server here: this fault test did NOT run.")
    server = services.Redis(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def mails():
    with mail_server.running() as mailbox:
        yield mailbox


@pytest.fixture(params=servers.NAMES)
def place(request, database, mails, tmp_path):
    """On PostgreSQL with Redis; SQLite is one process with what it has in memory. Behind the README's Caddy,
    where there is one."""
    spool, front = tmp_path / "spool", tmp_path / "front"
    spool.mkdir()
    front.mkdir()
    redis = postgres = caddy = None
    if database == "sqlite":
        site = request.getfixturevalue("on_sqlite")(25)
    else:
        redis, postgres = (request.getfixturevalue(name) for name in ("redis", "postgres"))
        use_no_segment_again(postgres)
        site = request.getfixturevalue("on_postgres")(25)
        site.redis = redis.address
    mail = f"smtp://127.0.0.1:{mails.port}"
    site.told |= {"TMPDIR": str(spool), "LOG_LEVEL": "DEBUG", "EMAIL_URL": mail}
    site.told |= {"HTTPS": "1", "ALLOWED_HOSTS": "localhost,127.0.0.1"} if CADDY else {}
    site.tell("UPDATE workshops_workshop SET asks_home_unit = true")
    site.tell("UPDATE workshops_membership SET role = 'coordinator'")
    site.tell("UPDATE workshops_user SET is_staff = true")
    server = site.serve(request.param)
    at = Front(server.address, server.port, None, DIRECTLY)
    if CADDY:
        caddy = Caddy(front, server.port)
        trusted = ssl.create_default_context(cafile=str(caddy.authority))
        at = Front(caddy.address, caddy.port, trusted, IN_EARNEST)
    yield Place(site, server, spool, at, mails, caddy, redis, postgres)
    if caddy:
        caddy.kill()


@pytest.fixture
def heard(place, tmp_path):
    """All that Redis is told, as long as the test runs."""
    if place.redis is None:
        yield None
        return
    file = tmp_path / "redis-monitor"
    with file.open("wb") as out:
        listening = subprocess.Popen(["redis-cli", "-p", str(place.redis.port), "monitor"], stdout=out)
    until(lambda: file.stat().st_size, 10, "Redis is listened to")
    yield file
    listening.kill()


def writes_notes(place: Place) -> None:
    """As everyday brings it: sent again, under a used id, with what is refused or asked about."""
    first, second, id = place.browser(0), place.browser(1), str(uuid.uuid4())

    def send(who: Browser, text: str, **more: str) -> int:
        table = re.search(r'name="table" value="(\d+)"', who.web.get(f"/w/{CODE}/").text)[1]
        fields = {"id": id, "table": table, "kind": "situation", "text": text, **more}
        return who.post(f"/w/{CODE}/notes/", **fields).status_code

    assert [send(first, NOTE) for _time in range(3)] == [204] * 3
    assert [send(first, OTHER), send(second, OTHER), send(second, NUL + "\0")] == [409, 409, 409]
    assert send(second, REFUSED) == send(second, MAIL) == 422
    assert send(second, MAIL, id=str(uuid.uuid4()), anyway="1") == 204
    assert second.post(f"/w/{CODE}/notes/{id}/edit/", text=OTHER).status_code == 403
    place.secrets += [proof for (proof,) in place.site.ask("SELECT proof FROM worryzones_note")]


def comes_and_changes_phones(place: Place) -> None:
    """With a name, and later with a one-time code; and somebody who types what opens nothing."""
    stranger = place.browser()
    assert stranger.post("/", code=WRONG_CODE).status_code == 422
    assert stranger.web.get(f"/{IN_AN_ADDRESS}/", params={"q": IN_AN_ADDRESS}).status_code == 404
    assert stranger.web.get(f"/j/{WRONG_CODE}/").status_code == 404
    newcomer = place.browser()
    newcomer.web.get(f"/j/{CODE}/")
    assert newcomer.post(f"/j/{CODE}/", name=NAME, home_unit=UNIT).status_code == 302
    [(person,)] = place.site.ask(f"SELECT id FROM workshops_participant WHERE name = '{NAME}'")
    shown = place.lead().post(f"/run/{CODE}/people/{person}/phone/").text
    once = re.search(r'class="once"[^>]*><b>([A-Z0-9]{3})-([A-Z0-9]{3})', shown)
    place.secrets.append(once[1] + once[2])
    assert stranger.post(f"/phone/{CODE}/", code="SEEDCX").status_code == 422
    assert stranger.post(f"/phone/{CODE}/", code=once[1] + once[2]).status_code == 302


def signs_in_wrongly_and_rightly(place: Place) -> None:
    [(email,), *_more] = place.site.ask("SELECT email FROM workshops_user ORDER BY id")
    browser = place.browser()
    assert browser.post("/accounts/login/", login=SOMEBODY, password=WRONG_PASSWORD).status_code == 200
    browser.post("/accounts/password/reset/", email=SOMEBODY)
    assert browser.post("/accounts/login/", login=email, password=PASSWORD).status_code == 302
    place.keys += [PASSWORD, browser.cookie("session")]


def photo_of_megabytes() -> bytes:
    """With words in it, so large that it does not stay in memory."""
    out = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG")
    start, rest = out.getvalue()[:2], out.getvalue()[2:]
    comment = (IN_THE_FILE * 8000)[:65_000].encode()
    return start + (b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment) * 60 + rest


def adds_a_picture(place: Place) -> None:
    [(group,), *_more] = place.site.ask("SELECT id FROM workshops_openspacegroup ORDER BY id")
    phone = place.browser(2)
    assert phone.post(f"/w/{CODE}/space/move/", group=str(group)).status_code == 204
    fields = {"id": str(uuid.uuid4()), "group": str(group), "text": DESCRIPTION}
    image = {"image": ("IMG.jpg", photo_of_megabytes(), "image/jpeg")}
    assert phone.post(f"/w/{CODE}/space/pictures/", files=image, **fields).status_code == 204


def gives_feedback(place: Place) -> None:
    fields = {"id": str(uuid.uuid4()), "text": FEEDBACK, "heard": "5"}
    assert place.browser(3).post(f"/w/{CODE}/feedback/", **fields).status_code == 204


def asks_for_what_the_worker_makes(place: Place, lead: Browser) -> None:
    """A document, a folder, the report by mail, whether somebody wants reminders. Its log is the server's."""
    asked = lead.post(f"/w/{CODE}/report/documents/", form="csv", language="en")
    assert asked.status_code == 302
    assert lead.post("/coordinate/folders/ask/").status_code == 302
    place.site.tell(PROMISED)
    assert lead.post(f"/run/{CODE}/recipients/send/").status_code == 200
    reminding = place.browser(5).post(f"/w/{CODE}/follow-up/reminders/", address=REMINDED)
    assert reminding.status_code == 200
    with place.server.log_file.open("a") as log:
        log.write(manage(place.site, "run_tasks", "--batch"))
    assert files_with(place.site.folder / "documents", NOTE)
    assert list((place.site.folder / "documents/folders").iterdir())


def by_link(place: Place, address: str, path: str) -> str:
    """What the mail to ``address`` leads to below ``path``: a secret."""
    [mail] = place.mails.to(address)
    words = message_from_bytes(mail, policy=policy.default).get_body(("plain",)).get_content()
    found = re.search(rf"https?://[^/]+({path}([^/\s]+)/\S*)", words)
    place.secrets.append(found[2])
    return found[1]


def opens_what_is_behind_links(place: Place, lead: Browser) -> None:
    """And what is behind none."""
    stranger = place.browser()
    report = by_link(place, RECIPIENT, "/r/")
    assert [stranger.web.get(report).status_code, stranger.post(f"{report}open/").status_code] == [200, 302]
    assert NOTE in stranger.web.get(f"{report}report/").text
    assert stranger.post(by_link(place, REMINDED, "/reminders/")).status_code == 200
    assert stranger.web.get(by_link(place, INVITED, "/invited/")).status_code == 200
    assert lead.post(f"/run/{CODE}/follow-up/calendar/", on="1").status_code in (200, 302)
    for page, link in (
        (f"/w/{CODE}/follow-up/", r"/calendars/([^/]+)\.ics"),
        (FOLDERS, r"/coordinate/folder/([^/\"]+)/"),
    ):
        found = re.search(link, lead.web.get(page).text)
        place.secrets.append(found[1])
        assert stranger.web.get(found[0]).status_code == 200
    for path in ("r", "reminders", "invited", "coordinate/folder", "practices/shared"):
        assert stranger.web.get(f"/{path}/{WRONG_TOKEN}/").status_code in (200, 404)


def shares_the_folder(place: Place, lead: Browser) -> None:
    [(folder,)] = place.site.ask("SELECT id FROM network_folder")
    assert lead.post(f"/coordinate/folders/{folder}/share/", on="1").status_code == 302


def moves_on(place: Place, lead: Browser, to: str) -> None:
    [(phase, round)] = place.site.ask(f"SELECT phase, round FROM workshops_workshop WHERE code = '{CODE}'")
    expected = f"{phase}-{round}" if round else phase
    assert lead.post(f"/run/{CODE}/move/", expected=expected, to=to).status_code == 204


def somebody_reads(place: Place) -> sqlite3.Connection | psycopg.Connection:
    """Holds on to what stands now, until it is closed: no checkpoint ends and no table is written anew."""
    if place.postgres:
        reader = psycopg.connect(place.site.database)
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    else:
        reader = sqlite3.connect(place.site.database.removeprefix("sqlite:///"))
        reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM worryzones_note").fetchall()
    return reader


def nothing_lies_about(place: Place, heard: Path | None) -> None:
    """Beside the database, while the server is still running."""
    words = (VISITOR, *ALL, *place.secrets, *place.keys, *place.site.cast["phones"], CODE)
    assert [(log, words_in(log, words)) for log in place.logs() if words_in(log, words)] == []
    assert files_with(place.spool, *words) == []
    assert [
        (file, words_in(file, words)) for file in without_a_name(place.server) if words_in(file, words)
    ] == []
    assert files_with(place.site.folder / "media", IN_THE_FILE, DESCRIPTION) == []
    if place.postgres:
        log = Path(place.postgres.server.log)
        assert words_in(log, ["database system is ready"])
        assert words_in(log, [word for word in words if word != CODE]) == set()
    if heard:
        nothing_is_kept_in_redis(place, heard, words)


def nothing_is_kept_in_redis(place: Place, heard: Path, words: tuple[str, ...]) -> None:
    """Frames for the screens go through it, and it keeps none: those have texts, but no proof."""
    client = redis_client.Redis(port=place.redis.port)
    kept = b"\n".join(key + b" " + (client.dump(key) or b"") for key in client.keys("*"))
    assert kept
    assert [word for word in words if word.encode() in kept] == []
    told = heard.read_bytes()
    frames = [line for line in told.splitlines() if b'"PUBLISH"' in line.upper()]
    assert any(NOTE.encode() in line for line in frames)
    others = b"\n".join(line for line in told.splitlines() if line not in frames)
    assert [word for word in words if word.encode() in others] == []
    hidden = (
        *place.secrets,
        *place.keys,
        *place.site.cast["phones"],
        *NEVER_STORED,
        *ADDRESSES,
        FEEDBACK,
        SOMEBODY,
    )
    assert [word for word in hidden if any(word.encode() in line for line in frames)] == []


@ANYWHERE
def test_seeded_run_leaves_no_word_where_none_belongs(place, heard):
    """Shown to fail when housekeeping removed traces before addresses had gone: PostgreSQL kept them."""
    lead = place.lead()
    screens = [
        place.socket("participant", "device", place.site.cast["phones"][4]),
        place.socket("facilitator", "session", place.site.cast["sessions"][0]),
    ]
    assert lead.post(f"/run/{CODE}/facilitators/add/", email=INVITED).status_code == 302
    writes_notes(place)
    comes_and_changes_phones(place)
    signs_in_wrongly_and_rightly(place)
    assert place.files_with(NAME)
    acts = {"open_space": adds_a_picture, "feedback": gives_feedback}
    for step in COURSE:
        moves_on(place, lead, step)
        acts.get(step, lambda _place: None)(place)
    reader = somebody_reads(place)
    moves_on(place, lead, "closed")
    asks_for_what_the_worker_makes(place, lead)
    shares_the_folder(place, lead)
    opens_what_is_behind_links(place, lead)
    nothing_lies_about(place, heard)
    for screen in screens:
        screen.close()
    assert left_by_housekeeping(place.site)
    reader.close()
    assert left_by_housekeeping(place.site) == 0
    proofs = [secret for secret in place.secrets if len(secret) == 64]
    assert len(proofs) == 2
    assert place.files_with(NAME, UNIT, *NEVER_STORED, *place.secrets) == []
    assert place.files_with(NOTE)
    place.site.tell("UPDATE workshops_workshop SET purge_notes_on = '2020-01-01'")
    place.site.tell("UPDATE workshops_facilitatorinvitation SET expires_on = '2020-01-01'")
    assert place.files_with(*ADDRESSES)
    assert left_by_housekeeping(place.site) == 0
    assert place.files_with(NOTE, MAIL, *ADDRESSES) == []
    assert [file for file in (place.site.folder / "documents").rglob("*") if file.is_file()] == []


FAILS = f"""
from django.db import IntegrityError
from worryzones.models import Note, Table
note = {{"pk": "{uuid.uuid4()}", "table": Table.objects.first(), "kind": "situation"}}
note |= {{"text": "{NOTE}", "proof": "{OTHER}"}}
Note.objects.create(**note)
try:
    Note.objects.bulk_create([Note(**note)])
except IntegrityError as fault:
    print("refused")
"""


def test_postgresql_logs_no_value_of_a_statement_that_fails(on_postgres, postgres):
    """Shown to fail without ``server_side_binding``: the statement was logged with its values in it."""
    log = Path(postgres.server.log)
    before = log.read_text().count("INSERT INTO")
    assert "refused" in manage(on_postgres(25), "shell", "-v", "0", "-c", FAILS)
    said = log.read_text()
    assert said.count("INSERT INTO") > before
    assert [word for word in (NOTE, OTHER) if word in said] == []
