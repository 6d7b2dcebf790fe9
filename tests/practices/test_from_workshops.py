"""What a workshop shares as it closes: in the library, on its pages and in its report, until withdrawn."""

from __future__ import annotations

import io
import threading

import pytest
from django.apps import apps
from django.db import connection

from practices.models import Practice, SearchDocument
from practices.services import library
from tests.factories import browser, go, join, note_by, table_of
from tests.markup import flat
from tests.workshops.space import settle, text_by
from tests.workshops.test_to_library import ADDRESS, asked, close, console, stage
from tests.worryzones.test_reports import read, theme_group
from workshops.extension import report_sections, reports, shareable
from workshops.models import Workshop
from workshops.refusals import Refused
from workshops.services import (
    contributions,
    course,
    open_space,
    report_import,
    retention,
    to_library,
)
from worryzones.models import Note


@pytest.fixture
def full(workshop_at):
    """At feedback: a text and a note of one theme are shared, with a note beside them that is personal."""
    workshop = workshop_at("cafe-1", people=8)
    Workshop.objects.filter(pk=workshop.pk).update(sharing="everyone")
    workshop.refresh_from_db()
    writer = join(workshop)
    note = note_by(writer, "A walk before the meeting", kind="helps")
    others = note_by(writer, "Mornings are loud"), note_by(writer, ADDRESS)
    theme = theme_group(table_of(writer), "Calm mornings", note, *others)
    theme.selected = True
    theme.save()
    go(workshop, "open_space")
    settle(writer, open_space.open_group(theme=theme, place="window"))
    text = text_by(writer, "We ring every home")
    go(workshop, "agreement")
    to_library.mark_shared(thing=text, level="everyone", by=writer.participant)
    to_library.mark_shared(thing=note, level="area", by=writer.participant)
    return go(workshop, "feedback"), writer, text, note


def shut(facilitator, workshop, *things, **said):
    version = asked(facilitator, workshop).context["marked_version"]
    said |= {"marked": version, "share": [str(thing.pk) for thing in things]}
    return close(facilitator, workshop, **said)


def told(practice):
    return practice.text, practice.sharing, practice.theme, practice.zones


def test_confirmed_texts_are_in_the_library_with_their_theme_and_zone(full, facilitator):
    workshop, _writer, text, note = full
    assert shut(facilitator, workshop, text, note).status_code == 204
    zones = f",{note.table.zone_number},"
    found = sorted(map(told, Practice.objects.all()))
    assert found == [
        ("A walk before the meeting", "area", "Calm mornings", zones),
        ("We ring every home", "everyone", "Calm mornings", zones),
    ]
    assert {row.organisation for row in Practice.objects.all()} == {workshop.organisation}
    assert "We ring every home" in browser().get("/practices/").content.decode()


def test_what_is_not_ticked_stays_here(full, facilitator):
    workshop, _writer, _text, _note = full
    assert shut(facilitator, workshop).status_code == 204
    assert Practice.objects.count() == 0


def test_text_is_shared_as_it_stands_at_closing(full, facilitator):
    workshop, _writer, text, note = full
    contributions.edit_contribution(contribution=text, text="We ring every home on Fridays")
    note.reworded = "A walk together first"
    note.save()
    shut(facilitator, workshop, text, note)
    found = set(Practice.objects.values_list("text", flat=True))
    assert found == {"We ring every home on Fridays", "A walk together first"}


def test_chain_survives_the_purge_where_the_workshop_agreed(full, facilitator):
    workshop, _writer, text, note = full
    shut(facilitator, workshop, text, with_notes="1")
    retention.purge(workshop=workshop)
    assert Note.objects.count() == 0
    practice = Practice.objects.get()
    assert practice.provenance == [
        {
            "mark": str(note.table.zone_number),
            "group": "Calm mornings",
            "notes": ["A walk before the meeting", "Mornings are loud"],  # and not the personal one
        }
    ]
    page = browser().get(f"/practices/{practice.pk}/").content.decode()
    assert "Mornings are loud" in page


def test_purge_leaves_the_practice_and_nothing_else_of_the_notes(full, facilitator):
    workshop, _writer, text, note = full
    shut(facilitator, workshop, text, note)
    retention.purge(workshop=workshop)
    found = {row.text: [part["notes"] for part in row.provenance] for row in Practice.objects.all()}
    assert found == {"We ring every home": [[]], "A walk before the meeting": [[]]}
    documents = " ".join(f"{d.title} {d.about} {d.rest}" for d in SearchDocument.objects.all())
    assert "loud" not in documents
    everything = [row for model in apps.get_models() for row in model._default_manager.values()]
    assert not any("Mornings are loud" in str(row) for row in everything)


def test_nothing_in_the_library_tells_who_wrote(full, facilitator):
    """No proof, no moment of its own, and no order but that of the words."""
    workshop, writer, text, note = full
    shut(facilitator, workshop, text, note)
    rows = str(list(Practice.objects.values())) + str(list(SearchDocument.objects.values()))
    for key in (writer.device.prove(text.pk), writer.device.prove(note.pk), str(note.pk)):
        assert key not in rows
    text.refresh_from_db()
    assert text.proof is None


def test_rehearsal_shares_nothing_and_asks_nothing(full, facilitator):
    workshop, _writer, _text, _note = full
    real = Workshop.objects.create(title="Real", organisation=workshop.organisation)
    Workshop.objects.filter(pk=workshop.pk).update(rehearsal_of=real)
    assert "What goes into the library?" not in asked(facilitator, workshop).content.decode()
    assert close(facilitator, workshop).status_code == 204
    assert Practice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_closing_pressed_by_two_at_once_shares_once(full):
    workshop, _writer, text, note = full
    answers = {
        "marked": [shareable.version_of(shareable.marked(workshop))],
        "share": [str(text.pk), str(note.pk)],
    }
    start, said = threading.Barrier(3), []

    def press():
        start.wait()
        try:
            here = Workshop.objects.get(pk=workshop.pk)
            course.move(workshop=here, expected="feedback", to="closed", answers=answers)
        except Refused as refusal:
            said.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 2
    assert Practice.objects.count() == 2


# --- told, and withdrawn ---


def test_closed_pages_tell_it_with_a_link_for_who_may_read(full, facilitator):
    workshop, writer, text, note = full
    shut(facilitator, workshop, text, note)
    public, near = Practice.objects.get(sharing="everyone"), Practice.objects.get(sharing="area")
    seen, led = stage(writer, workshop), console(facilitator, workshop)
    assert "Shared into the library" in seen
    assert f"/practices/{public.pk}/" in seen
    assert f"/practices/{near.pk}/" not in seen
    assert "A walk before the meeting" in seen
    assert f"/practices/{public.pk}/" in led
    assert f"/practices/{near.pk}/" in led
    assert "Withdraw from the library" in led
    assert "Withdraw from the library" not in seen


def test_report_tells_what_is_shared_and_how_far(full, facilitator):
    workshop, _writer, text, _note = full
    shut(facilitator, workshop, text)
    page = flat(read(facilitator, workshop))
    assert "Shared into the library" in page
    data = report_sections.read(workshop).report.sections["library"]
    assert [(one.text, one.sharing) for one in data.practices] == [("We ring every home", "everyone")]


def test_imported_report_shares_nothing(full, facilitator, organisation):
    workshop, _writer, text, _note = full
    shut(facilitator, workshop, text)
    made = report_import.import_report(
        content=_json(workshop), within=type(organisation).objects.filter(pk=organisation.pk)
    )
    assert Practice.objects.filter(workshop=made).count() == 0
    assert "library" not in report_sections.read(made).report.sections


def _json(workshop):
    workshop.refresh_from_db()
    written = io.BytesIO()
    reports.write(written, workshop, "json", "en")
    return written.getvalue()


def test_withdrawn_practice_leaves_every_search_page_and_document_at_once(full, facilitator):
    workshop, writer, text, note = full
    shut(facilitator, workshop, text, note)
    practice = Practice.objects.get(sharing="everyone")
    address = f"/practices/{practice.pk}/"
    assert address in browser().get("/practices/", {"q": "home"}).content.decode()
    rev = Workshop.objects.get(pk=workshop.pk).rev
    answer = facilitator.post("practices:withdraw", workshop.code, practice.pk)
    assert answer.status_code == 204
    assert address not in browser().get("/practices/", {"q": "home"}).content.decode()
    assert browser().get(address).status_code == 404
    section = flat(read(facilitator, workshop)).partition("Shared into the library")[2][:400]
    assert "We ring every home" not in section
    assert f"practice-{practice.pk}" not in stage(writer, workshop)
    assert Workshop.objects.get(pk=workshop.pk).rev > rev, "documents are made anew"
    assert facilitator.post("practices:withdraw", workshop.code, practice.pk).status_code == 204


def test_withdrawing_is_for_those_who_led_the_workshop(full, facilitator, foreign_facilitator, elsewhere):
    workshop, writer, text, _note = full
    shut(facilitator, workshop, text)
    practice = Practice.objects.get()
    assert foreign_facilitator.post("practices:withdraw", workshop.code, practice.pk).status_code == 404
    assert foreign_facilitator.post("practices:withdraw", elsewhere.code, practice.pk).status_code == 404
    assert writer.post("practices:withdraw", workshop.code, practice.pk).status_code in (401, 403, 404)
    practice.refresh_from_db()
    assert not practice.withdrawn


def test_coordinator_returns_what_was_withdrawn(full, facilitator):
    workshop, writer, text, _note = full
    shut(facilitator, workshop, text)
    practice = Practice.objects.get()
    library.set_withdrawn(practice=practice, withdrawn=True)
    library.set_withdrawn(practice=practice, withdrawn=False)
    assert f"/practices/{practice.pk}/" in stage(writer, workshop)
