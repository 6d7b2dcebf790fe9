"""What a facilitator's console shows beside the course, read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from workshops.access.permissions import Viewer
from workshops.models import LastAct, OwnScript, PrivateNote, Workshop


@dataclass(frozen=True)
class Beside:
    """``note`` and ``stars`` are the viewer's own; of ``last_act`` only what it was and when."""

    note: str
    stars: list[str]  # as the page calls them
    script: OwnScript | None
    last_act: LastAct | None


def beside(viewer: Viewer) -> Beside:
    workshop = viewer.workshop
    rows = list(_rows(viewer))
    _star, note, script, text, key, done_at = rows[0]
    return Beside(
        note=note or "",
        stars=[f"star-{row[0]}" for row in rows if row[0]],
        script=OwnScript(pk=script, workshop=workshop, step=workshop.step, text=text) if script else None,
        last_act=LastAct(workshop=workshop, key=key, done_at=done_at) if key else None,
    )


def _rows(viewer: Viewer) -> QuerySet[Workshop, tuple[Any, ...]]:
    """A row for each star, and one where there is none."""
    of_workshop = {"workshop": OuterRef("pk")}
    notes = PrivateNote.objects.filter(**of_workshop, user=viewer.user)
    scripts = OwnScript.objects.filter(**of_workshop, step=viewer.workshop.step)
    return (
        Workshop.objects.filter(pk=viewer.workshop.pk)
        .order_by()
        .annotate(
            own_stars=FilteredRelation("stars", condition=Q(stars__user=viewer.user)),
            note=Subquery(notes.values("text")[:1]),
            script=Subquery(scripts.values("pk")[:1]),
            words=Subquery(scripts.values("text")[:1]),
        )
        .values_list("own_stars__thing", "note", "script", "words", "last_act__key", "last_act__done_at")
    )
