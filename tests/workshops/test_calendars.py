from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override
from icalendar import Calendar, Event

from tests.factories import Person, go
from workshops.documents import calendar_files
from workshops.models import Agreement, Workshop
from workshops.text import dates

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def dated(workshop: Workshop) -> Workshop:
    """The second dialogue in a week, the next meeting in a year."""
    workshop.dialogue_2_at = _noon_in(days=7)
    workshop.place = "Town hall, room 2"
    workshop.save()
    Agreement.objects.create(workshop=workshop, next_at=_noon_in(days=365), next_place="Library")
    return workshop


def _noon_in(days: int) -> datetime:
    return (timezone.now().astimezone(HELSINKI) + timedelta(days=days)).replace(
        hour=12, minute=0, second=0, microsecond=0
    )


def events_in(body: bytes) -> list[Event]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_calendar_holds_both_dates_with_place_and_title(dated: Workshop, participant: Person) -> None:
    answer = participant.get("workshops:calendar", dated.code)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    second, following = events_in(answer.content)
    assert second["SUMMARY"] == "Early support: second dialogue"
    assert second["LOCATION"] == "Town hall, room 2"
    assert second.start == dated.dialogue_2_at
    assert following["SUMMARY"] == "Early support: we meet again"
    assert following["LOCATION"] == "Library"


def lines_of(workshop: Workshop) -> list[str]:
    """As they stand in the file, long ones put together again."""
    body = calendar_files.calendar_of(workshop, "https://d.example/j/1/", "d.example")
    return body.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("local", "start", "end"),
    [
        ("2031-06-10 09:00", "20310610T060000Z", "20310610T090000Z"),
        ("2031-01-10 09:00", "20310110T070000Z", "20310110T100000Z"),
        ("2031-03-30 02:30", "20310330T003000Z", "20310330T033000Z"),
        ("2031-10-26 02:30", "20311025T233000Z", "20311026T023000Z"),
        ("2044-07-01 23:30", "20440701T203000Z", "20440701T233000Z"),
    ],
)
def test_calendar_has_the_same_hour_in_every_program(
    workshop: Workshop, local: str, start: str, end: str
) -> None:
    """In UTC, summer and winter: programs read rules of summer time in two ways, an hour apart."""
    workshop.dialogue_2_at = datetime.fromisoformat(local).replace(tzinfo=HELSINKI)
    lines = lines_of(workshop)
    assert {f"DTSTART:{start}", f"DTEND:{end}"} < set(lines)
    assert "BEGIN:VTIMEZONE" not in lines


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Early; later", r"Early\; later"),
        ("One, two", r"One\, two"),
        ("C:\\new", r"C:\\new"),
        ("First\nsecond", r"First\nsecond"),
        ("First\r\nBEGIN:VALARM", r"First\nBEGIN:VALARM"),
        ('Colon: "quoted"', 'Colon: "quoted"'),
        ("\\n; \\,", r"\\n\; \\\,"),
        ("Ääkköset 🌱 " * 12, "Ääkköset 🌱 " * 12),
    ],
)
def test_calendar_escapes_every_text(workshop: Workshop, text: str, escaped: str) -> None:
    workshop.dialogue_2_at = _noon_in(days=7)
    workshop.title = workshop.place = text
    lines = lines_of(workshop)
    assert f"SUMMARY:{escaped}: second dialogue" in lines
    assert f"LOCATION:{escaped}" in lines
    assert (lines.count("BEGIN:VEVENT"), lines.count("BEGIN:VALARM")) == (1, 1)
    [event] = events_in("\r\n".join(lines).encode())
    assert event["LOCATION"] == text.replace("\r\n", "\n")


def test_calendar_opens_none_of_its_own_and_invites_nobody(dated: Workshop, facilitator: Person) -> None:
    body = facilitator.get("workshops:calendar", dated.code).content.decode()
    for name in ("X-WR-CALNAME", "NAME", "METHOD", "ORGANIZER"):
        assert f"\r\n{name}" not in body
    assert f"\\nhttp://testserver/j/{dated.code}/\r\n" in body.replace("\r\n ", "")


def test_calendar_and_invitation_say_the_moment_with_its_zone(dated: Workshop, facilitator: Person) -> None:
    moment = dates.moment(dated.dialogue_2_at)
    second, _following = events_in(facilitator.get("workshops:calendar", dated.code).content)
    assert second["DESCRIPTION"].partition("\n")[0] == f"{moment} (Finnish time)"
    go(dated, "interlude")
    with override(dated.language):
        moment = capfirst(dates.moment(dated.dialogue_2_at))
    between = facilitator.get("workshops:console", dated.code).content.decode()
    assert f"{moment} (Suomen aikaa), Town hall, room 2" in between


def test_calendar_keeps_the_uid_when_the_date_changes(dated: Workshop) -> None:
    before = events_in(calendar_files.calendar_of(dated, "https://d.example/j/1/", "d.example"))[0]
    dated.dialogue_2_at = _noon_in(days=9)
    dated.rev += 1
    after = events_in(calendar_files.calendar_of(dated, "https://d.example/j/1/", "d.example"))[0]
    assert after["UID"] == before["UID"] == "k7m2qfxa-dialogue-2@d.example"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert abs(after["DTSTAMP"].dt - timezone.now()) < timedelta(minutes=1)


def test_calendar_leaves_out_what_is_over(dated: Workshop, participant: Person) -> None:
    dated.dialogue_2_at = timezone.now() - timedelta(days=1)
    dated.save()
    assert [e["LOCATION"] for e in events_in(participant.get("workshops:calendar", dated.code).content)] == [
        "Library"
    ]


def test_calendar_is_not_found_without_dates(workshop: Workshop, participant: Person) -> None:
    assert participant.get("workshops:calendar", workshop.code).status_code == 404


def test_calendar_is_not_found_for_others(dated: Workshop, outsider: Person, stranger: Person) -> None:
    assert outsider.get("workshops:calendar", dated.code).status_code == 404
    assert stranger.get("workshops:calendar", dated.code).status_code == 404
