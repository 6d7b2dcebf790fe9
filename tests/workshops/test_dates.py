"""Dates and times as people read them, in the three languages, on paper, pages, mail and files alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.template import Context, Template
from django.utils.translation import override

from workshops.text import dates

HELSINKI_WINTER = timezone(timedelta(hours=2))

MOMENTS = [
    # Sunday on which the clocks go back: seven in Greenwich is nine in Helsinki.
    (
        datetime(2026, 10, 25, 7, 0, tzinfo=UTC),
        "sunnuntaina 25.10.2026 klo 9.00",
        "söndag 25.10.2026 kl. 9.00",
        "Sunday 25 October 2026, 9:00",
    ),
    # The day before, in summer time.
    (
        datetime(2026, 10, 24, 6, 5, tzinfo=UTC),
        "lauantaina 24.10.2026 klo 9.05",
        "lördag 24.10.2026 kl. 9.05",
        "Saturday 24 October 2026, 9:05",
    ),
    # Half past three comes twice that night.
    (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        "sunnuntaina 25.10.2026 klo 3.30",
        "söndag 25.10.2026 kl. 3.30",
        "Sunday 25 October 2026, 3:30",
    ),
    (
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        "sunnuntaina 25.10.2026 klo 3.30",
        "söndag 25.10.2026 kl. 3.30",
        "Sunday 25 October 2026, 3:30",
    ),
    # Midnight, on a day and in a year that Greenwich has not reached.
    (
        datetime(2026, 12, 31, 22, 0, tzinfo=UTC),
        "perjantaina 1.1.2027 klo 0.00",
        "fredag 1.1.2027 kl. 0.00",
        "Friday 1 January 2027, 0:00",
    ),
    # The last minute of the day.
    (
        datetime(2026, 5, 13, 20, 59, tzinfo=UTC),
        "keskiviikkona 13.5.2026 klo 23.59",
        "onsdag 13.5.2026 kl. 23.59",
        "Wednesday 13 May 2026, 23:59",
    ),
    # A leap day, written in Helsinki's own time.
    (
        datetime(2028, 2, 29, 12, 0, tzinfo=HELSINKI_WINTER),
        "tiistaina 29.2.2028 klo 12.00",
        "tisdag 29.2.2028 kl. 12.00",
        "Tuesday 29 February 2028, 12:00",
    ),
    # From a place where it was still yesterday.
    (
        datetime(2026, 3, 1, 23, 15, tzinfo=timezone(timedelta(hours=-8))),
        "maanantaina 2.3.2026 klo 9.15",
        "måndag 2.3.2026 kl. 9.15",
        "Monday 2 March 2026, 9:15",
    ),
    # Without a zone: as it stands.
    (
        datetime(2026, 8, 6, 8, 0),
        "torstaina 6.8.2026 klo 8.00",
        "torsdag 6.8.2026 kl. 8.00",
        "Thursday 6 August 2026, 8:00",
    ),
    (None, "", "", ""),
]


@pytest.mark.parametrize(("at", "fi", "sv", "en"), MOMENTS)
def test_moment_is_worded_as_each_language_does(at, fi, sv, en):
    for language, words in (("fi", fi), ("sv", sv), ("en", en)):
        with override(language):
            assert dates.moment(at) == words


@pytest.mark.parametrize(
    ("at", "fi", "en"),
    [
        (date(2026, 1, 5), "5.1.2026", "5 January 2026"),
        (datetime(2026, 1, 5, 21, 59, tzinfo=UTC), "5.1.2026", "5 January 2026"),
        (datetime(2026, 1, 5, 22, 0, tzinfo=UTC), "6.1.2026", "6 January 2026"),
        (None, "", ""),
    ],
)
def test_day_is_the_one_that_helsinki_has(at, fi, en):
    for language, words in (("fi", fi), ("sv", fi), ("en", en)):
        with override(language):
            assert dates.day(at) == words


def test_clock_has_no_word_before_it():
    at = datetime(2026, 6, 1, 5, 3, tzinfo=UTC)
    for language, words in (("fi", "8.03"), ("sv", "8.03"), ("en", "8:03")):
        with override(language):
            assert dates.clock(at) == words


@pytest.mark.parametrize(
    ("zone", "fi", "sv", "en"),
    [
        ("Europe/Helsinki", "Suomen aikaa", "finsk tid", "Finnish time"),
        ("Europe/Stockholm", "CET", "CET", "CET"),
        ("UTC", "UTC", "UTC", "UTC"),
    ],
)
def test_the_zone_is_named_where_people_may_be_in_another(settings, zone, fi, sv, en):
    settings.TIME_ZONE = zone
    at = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)
    for language, words in (("fi", fi), ("sv", sv), ("en", en)):
        with override(language):
            assert dates.moment_in_zone(at) == f"{dates.moment(at)} ({words})"
    assert dates.moment_in_zone(None) == ""


def test_filters_say_the_same_and_nothing_of_what_is_not_set():
    at = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)
    page = Template("{{ at|day }} {{ at|clock }} {{ at|moment }} {{ none|day }}{{ missing|moment }}")
    with override("fi"):
        said = page.render(Context({"at": at, "none": None}))
    assert said == "25.10.2026 9.00 sunnuntaina 25.10.2026 klo 9.00 "
