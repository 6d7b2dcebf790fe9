"""The calendar file as four programs' own readers understand it, the whole year round.

``icalendar`` and ``vobject`` are of Python's tools, ``ics`` is a third one of its own, ``ical.js`` is
Thunderbird's.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.conf import settings
from icalendar import Calendar

from workshops.documents import calendar_files
from workshops.models import Agreement, Workshop

HELSINKI = ZoneInfo("Europe/Helsinki")
ADDRESS = "https://d.example/j/K7M2QFXA/"
CALL = "https://meet.example/r/1?a=1;b=2"
TITLE = 'Ääkköset; "quoted", C:\\data 🌱 ' * 3
WHEN = (  # the second dialogue and the next meeting: in Helsinki, and in UTC
    ("2031-06-10 09:00", "2031-06-10T06:00", "2031-01-10 09:00", "2031-01-10T07:00"),
    ("2031-03-30 01:30", "2031-03-29T23:30", "2031-03-30 04:30", "2031-03-30T01:30"),
    ("2031-10-26 02:30", "2031-10-25T23:30", "2031-10-26 04:30", "2031-10-26T02:30"),
    ("2044-07-01 23:30", "2044-07-01T20:30", "2031-03-30 03:30", "2031-03-30T01:30"),
)
NODE = shutil.which("node")
READ_BY_ICAL_JS = """
import ICAL from "ical.js";
const files = JSON.parse(await new Promise((done) => {
  let text = "";
  process.stdin.on("data", (piece) => (text += piece)).on("end", () => done(text));
}));
const instant = (time) => time.toJSDate().toISOString().slice(0, 16);
console.log(JSON.stringify(files.map((file) =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent").map((found) => {
    const event = new ICAL.Event(found);
    const [alarm] = found.getAllSubcomponents("valarm");
    const [url, call] = ["url", "conference"].map((name) => found.getFirstPropertyValue(name));
    return {
      start: instant(event.startDate), end: instant(event.endDate), summary: event.summary,
      location: event.location, description: event.description, url, call,
      alarm: alarm.getFirstPropertyValue("trigger").toSeconds(), uid: event.uid,
    };
  }))));
"""
Reader = Callable[[list[str]], list[list[dict[str, Any]]]]


def instant(moment: datetime) -> str:
    assert moment.tzinfo
    return moment.astimezone(ZoneInfo("UTC")).isoformat()[:16]


def by_icalendar(files: list[str]) -> list[list[dict[str, Any]]]:
    def read(event) -> dict[str, Any]:
        [alarm] = event.walk("VALARM")
        told = {
            name: str(event[name.upper()]) for name in ("summary", "location", "description", "url", "uid")
        }
        moments = {"start": instant(event.start), "end": instant(event.end)}
        return {**told, **moments, "call": str(event["CONFERENCE"]), "alarm": seconds(alarm["TRIGGER"].dt)}

    return [[read(event) for event in Calendar.from_ical(file).walk("VEVENT")] for file in files]


def by_ics(files: list[str]) -> list[list[dict[str, Any]]]:
    def read(event) -> dict[str, Any]:
        [alarm] = event.alarms
        call = next(line.value for line in event.extra if line.name == "CONFERENCE")
        return {
            **{name: getattr(event, name) for name in ("location", "description", "url", "uid")},
            "summary": event.name,
            "start": instant(event.begin.datetime),
            "end": instant(event.end.datetime),
            "call": call,
            "alarm": seconds(alarm.trigger),
        }

    return [
        [read(event) for event in sorted(ics.Calendar(file).events, key=lambda e: e.uid)] for file in files
    ]


def by_vobject(files: list[str]) -> list[list[dict[str, Any]]]:
    def read(event) -> dict[str, Any]:
        names = ("summary", "location", "description", "url", "uid")
        return {
            **{name: getattr(event, name).value for name in names},
            "start": instant(event.dtstart.value),
            "end": instant(event.dtend.value),
            "call": event.conference.value,
            "alarm": seconds(event.valarm.trigger.value),
        }

    return [[read(event) for event in vobject.readOne(file).vevent_list] for file in files]


def by_ical_js(files: list[str]) -> list[list[dict[str, Any]]]:
    if not (NODE and (settings.BASE_DIR / "node_modules/ical.js").exists()):
        pytest.skip("No Node or no npm packages here: the calendar file was NOT read by ical.js.")
    command = [NODE, "--input-type=module", "-e", READ_BY_ICAL_JS]
    done = subprocess.run(
        command, input=json.dumps(files), capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    return list(json.loads(done.stdout))


def seconds(before: timedelta) -> int:
    return int(before.total_seconds())


def file_of(workshop: Workshop, second: str, following: str) -> str:
    workshop.dialogue_2_at = datetime.fromisoformat(second).replace(tzinfo=HELSINKI)
    next_at = datetime.fromisoformat(following).replace(tzinfo=HELSINKI)
    Agreement.objects.update_or_create(
        workshop=workshop, defaults={"next_at": next_at, "next_place": f"Library, {CALL} code; 12"}
    )
    return calendar_files.calendar_of(workshop, ADDRESS, "d.example").decode()


@pytest.mark.parametrize("read", [by_icalendar, by_ics, by_vobject, by_ical_js])
def test_calendar_is_read_alike_by_four_programs(workshop: Workshop, read: Reader):
    workshop.title, workshop.place = TITLE, f"{CALL}, code 12"
    files = [file_of(workshop, second, following) for second, _utc, following, _also in WHEN]
    for file in files:
        assert "METHOD" not in file
        assert "VTIMEZONE" not in file
        assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    for (_local, start, _later, next_start), events in zip(WHEN, read(files), strict=True):
        second, following = sorted(events, key=lambda event: event["uid"])
        assert (second["start"], following["start"]) == (start, next_start)
        lasts = [
            datetime.fromisoformat(e["end"]) - datetime.fromisoformat(e["start"]) for e in (second, following)
        ]
        assert lasts == [timedelta(hours=3), timedelta(hours=1)]
        assert second["summary"] == f"{TITLE}: second dialogue"
        assert (second["location"], following["location"]) == (
            f"{CALL}, code 12",
            f"Library, {CALL} code; 12",
        )
        for event in (second, following):
            assert event["call"] == CALL
            assert event["url"] == ADDRESS
            assert event["description"].endswith(f"(Finnish time)\nJoin the call: {CALL}\n{ADDRESS}")
            assert event["alarm"] == -24 * 3600
