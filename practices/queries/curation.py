"""Who may put practices right, and what has been put right of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from practices.models import Curation, Experience, Practice
from practices.models.reading import PracticeQuerySet, same_areas, took_part
from practices.queries import similar
from workshops.access.permissions import can_coordinate
from workshops.models import Area, Organisation, Sharing

WORDS = ("title", "text", "needed", "outcome", "keywords", "theme")


def curatable_by(user: Any) -> PracticeQuerySet:
    """Of their organisations, whatever its level, and of what their areas shared beyond the workshop.

    What was withdrawn is among them, so that it can be given back; nothing of a rehearsal is.
    """
    rows = Practice.objects.filter(workshop__rehearsal_of=None)
    if not can_coordinate(user):
        return rows.none()
    if user.is_superuser:
        return rows
    mine: Any = Q(organisation__in=user.coordinated)
    homes = Organisation.objects.filter(pk__in=user.coordinated).exclude(area=None).select_related("area")
    areas = same_areas([home.area for home in homes if home.area])
    if areas:
        mine |= ~Q(sharing=Sharing.WORKSHOP) & took_part(areas)
    return rows.filter(mine)


def may_curate(user: Any, practice: Practice) -> bool:
    return can_coordinate(user) and curatable_by(user).filter(pk=practice.pk).exists()


def kept_of(user: Any, practice_id: int) -> Practice | None:
    """The practice that this one was merged into, if the reader may read it."""
    return Practice.objects.readable_by(user).filter(absorbed__practice=practice_id).first()


def doubles_of(practice: Practice, user: Any) -> list[Practice]:
    """What might be the same, of what the coordinator may put right."""
    near = similar.alike(practice, user)
    mine = set(curatable_by(user).filter(pk__in=[one.pk for one in near]).values_list("pk", flat=True))
    return [one for one in near if one.pk in mine]


def told_of(practice: Practice) -> Any:
    """Experiences of it and of those that were merged into it, also of what came while it was merged.

    Those that were removed are among them, without a word.
    """
    of_it = Q(practice=practice) | Q(practice__curation__merged_into=practice)
    return Experience.objects.filter(of_it)


@dataclass(frozen=True)
class Shown:
    """``absorbed`` are those that were merged into it: where else the same was talked about."""

    curation: Curation | None = None
    before: list[tuple[str, str]] = field(default_factory=list)
    absorbed: list[Practice] = field(default_factory=list)
    may_curate: bool = False


def shown(practice: Practice, user: Any) -> Shown:
    """What the practice's page tells of it to this reader."""
    curation = Curation.objects.filter(practice=practice).first()
    absorbed = Practice.objects.filter(curation__merged_into=practice).select_related("organisation")
    return Shown(
        curation,
        before_of(curation),
        list(absorbed.prefetch_related("areas").order_by("-year", "pk")),
        may_curate(user, practice),
    )


def before_of(curation: Curation | None) -> list[tuple[str, str]]:
    """Field by field what the workshop had written, where it is kept."""
    told = curation.before if curation else {}
    return [(_label(name), told[name]) for name in WORDS if told.get(name)]


def _label(name: str) -> str:
    return str(Practice._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def stands(practice: Practice, fields: dict[str, Any]) -> dict[str, Any]:
    """What the workshop shares anew, without what a coordinator has put right. For a row that is held."""
    curation = Curation.objects.filter(practice=practice).first()
    if curation is None:
        return fields
    kept = dict(fields)
    if not Sharing.within(kept["sharing"], curation.highest):
        kept["sharing"] = curation.highest
    put_right = {*(WORDS if curation.worded_on else ())}
    if practice.absorbed.exists() or not curation.keeps_notes:
        put_right |= {"zones", "provenance"}
    return {name: value for name, value in kept.items() if name not in put_right}


def areas_of(practice: Practice) -> list[Area]:
    """Those that came with what was merged into it, where everyone reads it anyway."""
    if practice.sharing != Sharing.EVERYONE:
        return []
    return list(Area.objects.filter(practices__curation__merged_into=practice).distinct())
