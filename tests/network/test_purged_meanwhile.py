"""Notes that are purged in the instant in which a synthesis or a folder takes them up are kept nowhere."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from network.models import Finding, Folder, FolderPart, Quote
from network.queries import quotables
from network.queries.selection import Selection
from network.services import folder_making, synthesis
from tests.network.held import hold
from workshops.models import User, Workshop
from workshops.services import builds, retention
from worryzones.models import Cafe, Note, Table

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Nobody has time for the youngest"


@pytest.fixture
def note(organisation) -> Note:
    """Of a closed workshop whose notes have had their time."""
    workshop = hold(organisation, purge_notes_on=timezone.localdate())
    table = Table.objects.create(cafe=Cafe.objects.create(workshop=workshop, number=1), zone_number=1)
    return Note.objects.create(table=table, kind="helps", text=SAID, round=1)


@pytest.fixture
def quoting(organisation, coordinator) -> dict[str, Any]:
    """What a coordinator asks for who quotes a note."""
    begun = synthesis.begin(organisation=organisation, title="Our year", language="en")
    finding = Finding.objects.create(synthesis=begun, title="Calm")
    lines = quotables.lines("note", Selection(coordinator.user))
    return {"synthesis": begun, "finding_id": finding.pk, "kind": "note", "lines": lines}


def purge(workshop: Workshop) -> None:
    retention.purge(workshop=Workshop.objects.get(pk=workshop.pk))


def within_a_purge(monkeypatch: pytest.MonkeyPatch, workshop: Workshop, act: Callable[[], Any]) -> None:
    """``act`` begins in another thread when all is deleted and nothing is committed yet.

    It waits for the purge, or has its time.
    """

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread, forget = threading.Thread(target=run), builds.forget

    def meanwhile(purged: Workshop) -> None:
        forget(purged)
        thread.start()
        thread.join(3)

    with monkeypatch.context() as patch:
        patch.setattr(builds, "forget", meanwhile)
        purge(workshop)
    thread.join(60)


def test_a_note_is_not_quoted_while_it_is_purged(coordinator, quoting, note, monkeypatch):
    def take() -> None:
        address = reverse("network:take_quote", args=[quoting["synthesis"].pk, quoting["finding_id"]])
        said.append(coordinator.client.post(address, {"kind": "note", "key": note.pk}).status_code)

    said: list[int] = []
    within_a_purge(monkeypatch, note.table.cafe.workshop, take)
    assert said == [409]
    assert (Note.objects.exists(), Quote.objects.exists()) == (False, False)


def test_a_note_that_is_quoted_as_it_is_purged_is_gone(quoting, note, at_once):
    workshop, key = note.table.cafe.workshop, str(note.pk)
    said = at_once(lambda: synthesis.take_quote(**quoting, key=key), lambda: purge(workshop))
    assert said in (["Gone", "done"], ["done", "done"])
    assert not Quote.objects.exists()


def folder_of(user: User, **part: Any) -> FolderPart:
    until = timezone.localdate() + timedelta(days=14)
    folder = Folder.objects.create(user=user, title="F", language="en", kept_until=until)
    return FolderPart.objects.create(folder=folder, title="S", order=1, **part)


def words_of(part: FolderPart) -> str:
    with folder_making.storage().open(part.file_name) as file, zipfile.ZipFile(file) as archive:
        papers = [archive.read(name) for name in archive.namelist() if name.endswith(".docx")]
    inner = [zipfile.ZipFile(io.BytesIO(paper)) for paper in papers]
    return "".join(paper.read("word/document.xml").decode() for paper in inner)


def test_a_folder_made_while_notes_are_purged_has_none_of_them(coordinator, quoting, note, monkeypatch):
    synthesis.take_quote(**quoting, key=str(note.pk))
    part = folder_of(coordinator.user, synthesis=quoting["synthesis"], is_synthesis=True)
    rows = FolderPart.objects.select_related("folder", "workshop", "synthesis__organisation")
    workshop = note.table.cafe.workshop
    within_a_purge(monkeypatch, workshop, lambda: folder_making._make(rows.get(pk=part.pk)))
    assert not FolderPart.objects.filter(pk=part.pk).exists() or SAID not in words_of(part)
