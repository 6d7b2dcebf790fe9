"""What a coordinator's pages over many workshops cost: ms at the median, of the processor, and queries.

    uv run python -m tests.benchmark.network
    uv run python -m tests.benchmark.network quality areas
    DATABASE_URL=postgres://… uv run python -m tests.benchmark.network

500 workshops, 60 areas, 100,000 notes. Each page under ``/coordinate/``, of a series with most of the
workshops in it and of a synthesis of fifteen findings, is to take at most 150 ms at the median. Files of a
synthesis are printed too, and are no pages. On a machine that does something else look at ``processor_ms``.
Words behind the command are beginnings of the pages' names: those alone are measured.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

WORKSHOPS, AREAS, NOTES, ORGANISATIONS, SERIES = 500, 60, 100_000, 3, 5
FINDINGS, QUOTES = 15, 4  # of a synthesis, quotes of a finding
TIMES, LIMIT, BATCH = 9, 150, 5_000
COORDINATOR = "coordinator@example.org"
WORDS = ("early", "support", "family", "school", "child", "teacher", "nurse", "meeting", "plan", "trust")


def set_up() -> None:
    """An installation of its own, or that of ``DIALOGIT_VAR`` and ``DATABASE_URL``; filled if it is empty."""
    os.environ.setdefault("DIALOGIT_VAR", tempfile.mkdtemp(prefix="network-"))
    os.environ["ALLOWED_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogit.settings"
    os.environ.pop("REDIS_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length)).capitalize()


# --- the network ---


def fill(chance: random.Random) -> Any:
    """One coordinator of them all."""
    from django.db import connection, transaction

    with transaction.atomic():
        user, workshops = _places(chance)
        _series(chance, workshops)
        _dialogue_1(chance, workshops)
        _dialogue_2(chance, workshops)
        _agreed(chance, workshops)
        _feedback(chance, workshops)
        _put_together(chance, user, workshops)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return user


def _places(chance: random.Random) -> tuple[Any, list[Any]]:
    """Four of five workshops are closed, a few have no day yet."""
    from tests import factories
    from workshops.models import Area, Membership, Organisation, User, Workshop

    areas = Area.objects.bulk_create(
        Area(name=f"Town {n}", name_key=f"town {n:03}", region=f"Region {n % 6}", sub_region=f"Part {n % 12}")
        for n in range(AREAS)
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Centre {n}", area=areas[n]) for n in range(ORGANISATIONS)
    )
    user = factories.UserFactory(email=COORDINATOR, is_staff=True)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=each, role=Membership.Role.COORDINATOR) for each in organisations
    )
    hosts = User.objects.bulk_create(User(email=f"host{n}@example.org") for n in range(40))
    workshops = Workshop.objects.bulk_create(
        _workshop(chance, number, organisations) for number in range(WORKSHOPS)
    )
    through: Any = Workshop.areas.through
    through.objects.bulk_create(
        through(workshop=workshop, area=area)
        for workshop in workshops
        for area in chance.sample(areas, chance.choice((1, 1, 2)))
    )
    facilitators: Any = Workshop.facilitators.through
    facilitators.objects.bulk_create(
        facilitators(workshop=workshop, user=chance.choice(hosts)) for workshop in workshops
    )
    return user, workshops


def _workshop(chance: random.Random, number: int, organisations: list[Any]) -> Any:
    from django.utils import timezone

    from workshops.models import Workshop

    is_closed = number % 5 > 0
    days = chance.randint(20, 1500) if is_closed else -chance.randint(1, 300)
    day = timezone.now() - timedelta(days=days)
    return Workshop(
        title=f"{sentence(chance, 3)} {number}",
        organisation=organisations[number % len(organisations)],
        language="en",
        dialogue_1_at=day if number % 20 else None,
        dialogue_2_at=day + timedelta(days=14) if number % 20 else None,
        took_part_1=chance.randint(3, 60),
        phase="closed" if is_closed else "preparation",
        closed_at=day + timedelta(days=15) if is_closed else None,
        has_joined=is_closed,
    )


def _series(chance: random.Random, workshops: list[Any]) -> None:
    """The first has most of the workshops in it."""
    from network.models import Series, SeriesMember, SeriesWorkshop, Turn
    from workshops.models import Area, Organisation

    organisations = list(Organisation.objects.order_by("pk"))
    areas = list(Area.objects.order_by("pk"))
    for number in range(SERIES):
        series = Series.objects.create(
            organisation=organisations[number % ORGANISATIONS], name=f"Round {number}", language="en"
        )
        series.areas.set(areas)
        SeriesMember.objects.bulk_create(
            SeriesMember(series=series, organisation=each)
            for each in organisations
            if each.pk != series.organisation_id
        )
        inside = workshops[: 400 if number == 0 else 60]
        SeriesWorkshop.objects.bulk_create(SeriesWorkshop(series=series, workshop=each) for each in inside)
        Turn.objects.bulk_create(
            Turn(series=series, order=order, region=f"Part {order}", host=organisations[0])
            for order in range(1, 13)
        )


def _dialogue_1(chance: random.Random, workshops: list[Any]) -> None:
    from workshops.models import Theme
    from worryzones.models import Cafe, Note, Table, ThemeGroup

    held = [workshop for workshop in workshops if workshop.is_closed]
    cafes = Cafe.objects.bulk_create(Cafe(workshop=workshop, number=1) for workshop in held)
    tables = Table.objects.bulk_create(
        Table(cafe=cafe, zone_number=zone) for cafe in cafes for zone in range(1, 5)
    )
    proposed = [(table, table.cafe.workshop) for table in tables for _twice in range(2)]
    themes = Theme.objects.bulk_create(
        Theme(workshop=workshop, title=sentence(chance, 4), mark=str(table.zone_number), selected=not n % 3)
        for n, (table, workshop) in enumerate(proposed)
    )
    groups = ThemeGroup.objects.bulk_create(
        ThemeGroup(table=table, theme=theme)
        for (table, _workshop), theme in zip(proposed, themes, strict=True)
    )
    for first in range(0, NOTES, BATCH):
        chosen = (groups[number % len(groups)] for number in range(first, first + BATCH))
        Note.objects.bulk_create(
            Note(table=group.table, theme_group=group, text=sentence(chance, 9), round=1 + number % 4)
            for number, group in enumerate(chosen)
        )


def _dialogue_2(chance: random.Random, workshops: list[Any]) -> None:
    """What groups wrote, three pearls in each workshop, and practices in the library."""
    from practices.models import Practice
    from workshops.models import Contribution, OpenSpaceGroup, Theme

    selected = Theme.objects.filter(selected=True).select_related("workshop")
    groups = OpenSpaceGroup.objects.bulk_create(OpenSpaceGroup(theme=theme, letter="A") for theme in selected)
    kinds = ("practice", "works", "success", "keyword")
    written = Contribution.objects.bulk_create(
        Contribution(
            group=group, kind=kind, text=sentence(chance, 7), pearl=kind == "practice", sharing="everyone"
        )
        for group in groups
        for kind in kinds
    )
    Practice.objects.bulk_create(
        Practice(
            text=each.text,
            workshop=each.group.theme.workshop,
            organisation_id=each.group.theme.workshop.organisation_id,
            year=2026,
            language="en",
            sharing="everyone",
        )
        for each in written
        if each.kind == "practice"
    )


def _agreed(chance: random.Random, workshops: list[Any]) -> None:
    from django.utils import timezone

    from workshops.models import Agreement, Need, Task

    held, today = [workshop for workshop in workshops if workshop.is_closed], timezone.localdate()
    Agreement.objects.bulk_create(
        Agreement(
            workshop=workshop,
            confirmed_at=workshop.closed_at,
            next_at=timezone.now() + timedelta(days=chance.randint(-90, 90)),
        )
        for workshop in held
    )
    Task.objects.bulk_create(
        Task(
            workshop=workshop,
            what=sentence(chance, 6),
            responsible="Head of services",
            due=today + timedelta(days=chance.randint(-200, 200)),
            status=chance.choice(("open", "doing", "done")),
        )
        for workshop in held
        for _each in range(5)
    )
    Need.objects.bulk_create(
        Need(workshop=workshop, text=sentence(chance, 6), horizon=chance.choice(("months", "years")))
        for workshop in held
        for _each in range(3)
    )


def _feedback(chance: random.Random, workshops: list[Any]) -> None:
    """Of 3 to 40 people, to every sentence of the usual form."""
    from workshops.course import statements
    from workshops.models import FeedbackAnswer, FeedbackScore, NextTime

    held = [workshop for workshop in workshops if workshop.is_closed]
    keys = [statement.key for statement in statements.read(statements.usual())]
    answers = FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(workshop=workshop, text=sentence(chance, 8) if not number % 4 else "")
        for workshop in held
        for number in range(chance.randint(3, 40))
    )
    FeedbackScore.objects.bulk_create(
        (
            FeedbackScore(answer=answer, key=key, score=chance.randint(2, 5))
            for answer in answers
            for key in keys
        ),
        batch_size=BATCH,
    )
    NextTime.objects.bulk_create(NextTime(workshop=workshop, text=sentence(chance, 9)) for workshop in held)


def _put_together(chance: random.Random, user: Any, workshops: list[Any]) -> None:
    """What coordinators have made of it: shared themes, a synthesis as large as one may be, and the rest."""
    from workshops.models import Heard, Organisation

    held = [workshop for workshop in workshops if workshop.is_closed]
    Heard.objects.bulk_create(
        Heard(workshop=workshop, text=sentence(chance, 8)) for workshop in held for _each in range(5)
    )
    for organisation in Organisation.objects.all():
        _share_themes(chance, organisation)
    _synthesis(chance)
    _further(user)


def _share_themes(chance: random.Random, organisation: Any) -> None:
    from network.models import SharedTheme, SharedThemeEntry
    from workshops.models import Theme

    themes = iter(list(Theme.objects.order_by("pk"))[:400])
    for _number in range(40):
        shared = SharedTheme.objects.create(organisation=organisation, name=sentence(chance, 3))
        SharedThemeEntry.objects.bulk_create(
            SharedThemeEntry(shared=shared, organisation=organisation, theme=next(themes))
            for _each in range(10)
        )


def _synthesis(chance: random.Random) -> None:
    from network.models import Finding, Proposal, Quote, Series, Synthesis
    from workshops.models import Heard, Organisation

    series = Series.objects.order_by("pk")[0]
    made = Synthesis.objects.create(
        organisation=series.organisation, series=series, title="What was found", foreword=sentence(chance, 90)
    )
    made.reached.set(Organisation.objects.all())
    heard = iter(Heard.objects.order_by("pk"))
    for order in range(FINDINGS):
        words = {"title": sentence(chance, 6), "text": sentence(chance, 40), "order": order}
        finding = Finding.objects.create(synthesis=made, **words)
        Quote.objects.bulk_create(
            Quote(finding=finding, workshop_id=line.workshop_id, kind="heard", source=line.pk, text=line.text)
            for line in (next(heard) for _each in range(QUOTES))
        )
    Proposal.objects.bulk_create(
        Proposal(synthesis=made, text=sentence(chance, 12), order=order) for order in range(FINDINGS)
    )


def _further(user: Any) -> None:
    """A folder behind a link, an invitation, and a calendar."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from network.models import Folder, FolderPart, NetworkCalendar, Series, SeriesInvitation
    from network.services.folder_making import storage
    from workshops.models import Workshop

    later = timezone.localdate() + timedelta(days=9)
    folder = Folder.objects.create(
        user=user, title="All", language="en", kept_until=later, seed="s", state=Folder.State.READY
    )
    FolderPart.objects.bulk_create(
        FolderPart(folder=folder, workshop=each, title=each.title, order=order, state="made")
        for order, each in enumerate(Workshop.objects.filter(phase="closed"), 1)
    )
    storage().save(folder.file_name, ContentFile(b"PK"))
    series = Series.objects.order_by("pk")[0]
    days = {"changed_at": timezone.now(), "expires_on": later}
    SeriesInvitation.objects.create(series=series, email="head@example.org", seed="s", **days)
    NetworkCalendar.objects.create(user=user, nonce="n")


# --- its pages ---


FILES = ("synthesis_file", "folder_file", "shared_folder_file")  # nobody waits for these as for a page


def addresses(user: Any) -> Iterator[tuple[str, str]]:
    """Every one that is read, of the largest series and synthesis; then every part, order and selection."""
    from django.urls import reverse

    from network.urls import urlpatterns

    ids = examples(user)
    for pattern in urlpatterns:
        needed = {key: ids[key] for key in pattern.pattern.regex.groupindex}
        for form in FORMS if "form" in needed else ("",):
            filled = needed | ({"form": form} if form else {})
            yield f"{pattern.name} {form}".strip(), reverse(f"network:{pattern.name}", kwargs=filled)
    for name in ROOMS:
        for chosen in ("series", "area", "year"):
            value = {"series": ids["series_id"], "area": ids["area_id"], "year": timezone_year()}[chosen]
            yield f"{name}, {chosen}", f"{reverse(f'network:{name}')}?{chosen}={value}"
    for name, key, values in PARTS:
        address = reverse(f"network:{name}", kwargs={k: ids[k] for k in ids_of(name)})
        for value in values:
            yield f"{name}, {value}", f"{address}?{key}={value}"


def timezone_year() -> int:
    from django.utils import timezone

    return timezone.localdate().year


def ids_of(name: str) -> tuple[str, ...]:
    return ("synthesis_id", "row_id") if name == "quotes" else ()


FORMS = ("pdf", "docx", "page-pdf", "page-docx")
ROOMS = ("overview", "series", "areas", "themes", "syntheses", "agreed", "quality", "folders")
PARTS = (
    ("agreed", "part", ("late", "dates", "needs", "done")),
    ("themes", "part", ("change", "pearls", "practices", "keywords", "zones")),
    ("themes", "find", ("early+support",)),
    ("themes", "page", ("9999",)),
    ("quality", "order", ("latest", "workshop")),
    ("quality", "page", ("9999",)),
    ("quotes", "kind", ("pearl", "theme", "heard", "note")),
)


def examples(user: Any) -> dict[str, Any]:
    """An id, or a key, for everything that an address names."""
    from network.models import Folder, NetworkCalendar, Series, SeriesInvitation, SharedTheme, Synthesis
    from network.queries import calendars, folders, invitations
    from workshops.models import Area, Task

    series = Series.objects.order_by("pk")[0]
    synthesis = Synthesis.objects.get()
    folder = Folder.objects.get()
    return {
        "series_id": series.pk,
        "workshop_id": series.entries.order_by("pk")[0].workshop_id,
        "turn_id": series.turns.all()[0].pk,
        "invitation_id": SeriesInvitation.objects.get().pk,
        "organisation_id": series.organisation_id,
        "key": invitations.key_of(SeriesInvitation.objects.get()),
        "area_id": Area.objects.order_by("pk")[1].pk,
        "task_id": Task.objects.order_by("pk")[0].pk,
        "shared_id": SharedTheme.objects.order_by("pk")[0].pk,
        "theme_id": SharedTheme.objects.order_by("pk")[0].entries.all()[0].theme_id,
        "synthesis_id": synthesis.pk,
        "row_id": synthesis.findings.all()[0].pk,
        "quote_id": synthesis.findings.all()[0].quotes.all()[0].pk,
        "which": "findings",
        "form": "pdf",
        "folder_id": folder.pk,
        "folder_key": folders.key_of(folder),
        "feed": calendars.token_of(NetworkCalendar.objects.get()),
    }


def milliseconds(act: Any) -> tuple[float, float]:
    """By the clock, and of this process and its connections' processes in a PostgreSQL of this machine."""
    start, used = time.perf_counter(), processor_seconds()
    act()
    return (time.perf_counter() - start) * 1000, (processor_seconds() - used) * 1000


def processor_seconds() -> float:
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    nanoseconds = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return time.process_time() + nanoseconds / 1e9


def measured(client: Any, address: str) -> dict[str, Any] | None:
    """None where it is not to be read."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
        queries = len(caught)  # the next request forgets them
    if answer.status_code == 405:
        return None
    assert answer.status_code == 200, (address, answer.status_code)
    by_clock, own = zip(*(milliseconds(lambda: client.get(address)) for _time in range(TIMES)), strict=True)
    return {
        "median_ms": round(statistics.median(by_clock), 1),
        "processor_ms": round(statistics.median(own), 1),
        "queries": queries,
        "bytes": sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content),
    }


def main() -> None:
    set_up()
    from django.db import connection

    from tests.factories import signed_in
    from workshops.models import User

    user = User.objects.filter(email=COORDINATOR).first() or fill(random.Random(2027))
    client = signed_in(user).client
    asked = tuple(sys.argv[1:])
    pages: list[dict[str, Any]] = []
    for name, address in addresses(user):
        if asked and not name.startswith(asked):
            continue
        if figures := measured(client, address):
            print(json.dumps({"database": connection.vendor, "page": name, **figures}), flush=True)
            pages += [figures] * (not name.startswith(FILES))
    told = {f"slowest_{key}": max(page[key] for page in pages) for key in ("median_ms", "processor_ms")}
    print(json.dumps({"pages": len(pages), **told, "limit_ms": LIMIT}))


if __name__ == "__main__":
    main()
