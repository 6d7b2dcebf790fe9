"""Dates and times as `workshops.text.dates` words them: ``{{ at|moment }}``, ``{{ at|day }}`` and so on."""

from __future__ import annotations

from django import template

from workshops.text import dates

register = template.Library()
register.filter("day", dates.day)
register.filter("clock", dates.clock)
register.filter("moment", dates.moment)
register.filter("moment_in_zone", dates.moment_in_zone)
