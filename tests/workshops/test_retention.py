"""What is kept only for a time: notes go on the day that was promised, and what was made of them stays."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from tests.factories import go, join, note_by, table_of
from tests.worryzones.test_reports import read, theme_group
from workshops.models import Workshop
from workshops.services import retention
from worryzones.models import Note, Ours


@pytest.fixture
def closed(workshop_at):
    """A workshop of one note in a theme group, one alone and one marked *ours too*, long closed."""
    workshop = workshop_at("cafe-1", people=8)
    writer = join(workshop, name="Aino", home_unit="School")
    together = note_by(writer, "Mornings begin together")
    theme_group(table_of(writer), "Calm mornings", together)
    Ours.objects.create(note=note_by(writer, "Nobody eats alone"), proof="a" * 64)
    go(workshop, "closed")
    return at(workshop, -1)


def at(workshop: Workshop, days: int) -> Workshop:
    workshop.purge_notes_on = timezone.localdate() + timedelta(days=days)
    workshop.save()
    return workshop


def test_purged_notes_marks_and_names_are_gone_and_the_report_stands(closed, facilitator):
    before = read(facilitator, closed)
    assert "Mornings begin together" in before
    retention.purge(workshop=closed)
    assert (Note.objects.count(), Ours.objects.count()) == (0, 0)
    assert not closed.participants.exclude(name="", home_unit="").exists()
    page = read(facilitator, closed)
    assert "Mornings begin together" not in page
    assert "Calm mornings" in page
    assert "were deleted on" in page
    assert "people in the first dialogue" in page


def test_closed_console_and_review_say_that_notes_are_gone(closed, facilitator, coordinator):
    retention.purge(workshop=closed)
    assert "The notes were deleted on" in facilitator.get("workshops:console", closed.code).content.decode()
    review = coordinator.get("admin:workshops_workshop_change", closed.pk).content.decode()
    assert "Notes were deleted on" in review


@pytest.mark.django_db(transaction=True)
def test_housekeeping_purges_on_the_day_and_once(closed):
    said = io.StringIO()
    at(closed, 1)
    call_command("housekeeping", stdout=said)
    assert Note.objects.count() == 2
    at(closed, 0)
    call_command("housekeeping", stdout=said)
    assert Note.objects.count() == 0
    assert said.getvalue().count("Notes of 1 workshop deleted.") == 1
    call_command("housekeeping", stdout=said)
    assert said.getvalue().count("Notes of") == 1


def test_housekeeping_deletes_sign_ins_that_have_run_out(facilitator, second):
    """Shown to fail before: they stayed for ever."""
    old = Session.objects.get(pk=second.client.session.session_key)
    old.expire_date = timezone.now() - timedelta(minutes=1)
    old.save()
    call_command("housekeeping", stdout=io.StringIO())
    assert [session.pk for session in Session.objects.all()] == [facilitator.client.session.session_key]
