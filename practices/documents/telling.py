"""What every document tells of a practice beside its own words, in the active language."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from practices.models import Practice
from workshops.extension import origin_marks
from workshops.models import Sharing, Workshop


def zones(practice: Practice) -> list[str]:
    return [str(origin_marks.mark_of(key).label) for key in practice.zone_keys]


def focus(practice: Practice) -> str:
    return practice.own_focus or capfirst(str(Workshop.FocusArea(practice.focus_area).label))


def origins(practice: Practice) -> list[str]:
    """Theme group by theme group, each with its zone and the notes that are told."""
    return [_origin(part) for part in practice.provenance if part["group"] or part["notes"]]


def _origin(part: dict[str, str]) -> str:
    zone = str(origin_marks.mark_of(part["mark"]).label)
    told = [part["group"], *part["notes"]]
    return f"{zone}: {' · '.join(filter(None, told))}"


def where(practice: Practice) -> str:
    """The organisation, the areas that took part and the year."""
    areas = sorted(area.name for area in practice.areas.all())
    return " · ".join(filter(None, [str(practice.organisation or ""), ", ".join(areas), str(practice.year)]))


def about(practice: Practice) -> str:
    """One line under its name; how far it may travel, unless everyone may read it."""
    level = "" if practice.sharing == Sharing.EVERYONE else practice.get_sharing_display()
    shared = _("Shared with: %(level)s") % {"level": level} if level else ""
    return " · ".join(filter(None, [", ".join(zones(practice)), where(practice), shared]))
