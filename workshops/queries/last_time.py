"""Reads about what a former workshop of the organisation agreed, and how that went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.course import phases
from workshops.models import Agreement, Organisation, Task, Workshop
from workshops.queries import agreement
from workshops.text import dates

SECTION = "agreement"  # of the report
UNFIT = gettext_lazy(
    "This workshop cannot be shown: it is another organisation's, is not closed, or has confirmed no "
    "agreement."
)


@dataclass(frozen=True)
class Line:
    """``text`` is as people wrote it, in their ``language``, and so are ``who`` and ``how``; ``label`` and
    ``more`` are ours."""

    language: str
    text: str
    label: str = ""
    who: str = ""
    more: str = ""
    how: str = ""


def formers(organisations: Collection[Any]) -> QuerySet[Workshop]:
    """Closed workshops of these organisations that confirmed an agreement which their reports tell; the
    latest first."""
    closed = Workshop.objects.filter(
        organisation__in=organisations,
        phase=phases.LAST,
        rehearsal_of=None,
        agreement__confirmed_at__isnull=False,
    )
    kept = closed.annotate(left=Cast("left_out", TextField())).exclude(left__contains=f'"{SECTION}"')
    return kept.select_related("organisation").order_by("-closed_at", "-pk")


def shown(workshop: Workshop) -> Workshop | None:
    """The one of which this workshop's welcome tells. Asks nothing where none is wanted."""
    if workshop.last_time == Workshop.LastTime.NOTHING:
        return None
    found = formers([workshop.organisation_id]).exclude(pk=workshop.pk)
    if workshop.last_time == Workshop.LastTime.CHOSEN:
        found = found.filter(pk=workshop.former_id or 0)
    return found.first()


def unfit(organisation: Organisation | None, former: Workshop | None) -> dict[str, str]:
    """Words, by field, where this organisation's workshops may not look back at ``former``."""
    if not (organisation and former) or formers([organisation.pk]).filter(pk=former.pk).exists():
        return {}
    return {"former": str(UNFIT)}


def about(former: Workshop) -> str:
    """Which workshop it was, and when it ended."""
    return f"{former.title} · {dates.day(former.closed_at)}"


def lines(former: Workshop) -> list[Line]:
    """Who does what and how far that is, what is needed, how things go on: as the report shows it."""
    found, language = agreement.agreed(former), former.language
    needs = [need for row in found["needs_all"] for need in row["needs"]]
    return [
        *(
            Line(language, task.what, who=task.responsible, more=_how_far(task), how=task.how)
            for task in found["tasks"]
        ),
        *(Line(language, need.text, more=capfirst(need.get_horizon_display())) for need in needs),
        *_ways(found["agreement"], language),
    ]


def _ways(said: Agreement, language: str) -> list[Line]:
    words = {
        _("How we work on the themes from here"): said.how_themes,
        _("How the results are used"): said.how_results,
    }
    ways = [Line(language, text, label=label) for label, text in words.items() if text]
    decided = [Line(language, "", label=said.get_decision_display())] if said.decision else []
    return [*ways, *decided]


def _how_far(task: Task) -> str:
    due = _("by %(due)s") % {"due": dates.day(task.due)} if task.due else ""
    return " · ".join(filter(None, (due, str(task.get_status_display()))))
