"""Dates and times as people read them in the active language: worded here and in the catalogue alone.

The catalogue's formats are of Django's letters (``j`` day, ``n`` month, ``G`` hour …); a letter that stands
for itself has a backslash before it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def day(value: date | None) -> str:
    """``25.10.2026``; nothing for no date."""
    return _worded(value, pgettext("date format", "j F Y"))


def month(value: date | None) -> str:
    """``lokakuu 2026``."""
    return _worded(value, pgettext("date format", "F Y"))


def year(value: date) -> int:
    """The year here, which at New Year's Eve is not everywhere the same."""
    return (timezone.localtime(value) if isinstance(value, datetime) else value).year


def clock(value: datetime | None) -> str:
    """``9.00``, without the word that goes before it."""
    return _worded(value, pgettext("date format", "G:i"))


def moment(value: datetime | None) -> str:
    """``sunnuntaina 25.10.2026 klo 9.00``, as it stands in a sentence."""
    return _worded(value, pgettext("date format", "l j F Y, G:i"))


def moment_in_zone(value: datetime | None) -> str:
    """`moment` where people may be in another time zone: ``… klo 9.00 (Suomen aikaa)``."""
    return f"{moment(value)} ({_zone(value)})" if value else ""


def _worded(value: date | None, letters: str) -> str:
    if not value:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return date_format(local, letters)


def _zone(value: datetime) -> str:
    """Finland's by its name, any other by its abbreviation."""
    if settings.TIME_ZONE == "Europe/Helsinki":
        return _("Finnish time")
    return timezone.localtime(value).tzname() or settings.TIME_ZONE
