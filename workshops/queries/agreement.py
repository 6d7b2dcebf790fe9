"""Reads about *what I heard today* and the agreement."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from workshops import dates
from workshops.access.permissions import Viewer
from workshops.models import Agreement, AgreementComment, Heard, Need, Task, Workshop

# The draft is written part by part, so that two facilitators can write at the same time.
PARTS: dict[str, tuple[str, ...]] = {
    "last_word": ("last_word",),
    "themes": ("how_themes",),
    "results": ("how_results",),
    "decision": ("decision",),
    "next": ("next_at", "next_place"),
}
# What the room looks at, slide by slide; phones show the lines at the first and the draft at the others.
SLIDES = (_("What we heard"), _("What we need"), _("How we go on"), _("Who does what"))
HEARING = 0
LAST_WORD = "last_word"  # closes *what I heard today*, and is no part of what is agreed


def agreement_of(workshop: Workshop) -> Agreement:
    """The workshop's agreement, an empty one as long as nothing has been written."""
    return Agreement.objects.filter(workshop=workshop).first() or Agreement(workshop=workshop)


def words_of(agreement: Agreement, part: str) -> list[str]:
    """What a part says now, empty where nothing has been written."""
    values = [getattr(agreement, name) for name in PARTS[part]]
    return [v.astimezone(UTC).isoformat() if isinstance(v, datetime) else v or "" for v in values]


def spoken(agreement: Agreement, part: str) -> str:
    """The part in one line, as one facilitator would tell it to the other."""
    values = [getattr(agreement, name) for name in PARTS[part]]
    return ", ".join(dates.moment(v) if isinstance(v, datetime) else v for v in values if v)


def version_of(agreement: Agreement, part: str) -> str:
    """Changes when the part changes: a form knows by it whether somebody else has saved meanwhile."""
    return hashlib.sha256("\n".join(words_of(agreement, part)).encode()).hexdigest()[:12]


def needs_of(workshop: Workshop) -> list[dict[str, Any]]:
    """The shared development needs, first those of the months, then those of the years."""
    needs = list(Need.objects.filter(workshop=workshop))
    return [
        {
            "horizon": horizon,
            "label": horizon.label,
            "needs": [need for need in needs if need.horizon == horizon],
        }
        for horizon in Need.Horizon
    ]


def agreed(workshop: Workshop) -> dict[str, Any]:
    """The agreement as everyone reads it, draft or confirmed."""
    agreement = agreement_of(workshop)
    needs = needs_of(workshop)
    tasks = list(Task.objects.filter(workshop=workshop).order_by(F("due").asc(nulls_last=True), "pk"))
    written = any(any(words_of(agreement, part)) for part in PARTS if part != LAST_WORD)
    return {
        "workshop": workshop,
        "agreement": agreement,
        "confirmed": agreement.confirmed_at is not None,
        "needs_all": needs,
        "needs_by_horizon": [row for row in needs if row["needs"]],
        "tasks": tasks,
        "anything_agreed": bool(written or tasks or any(row["needs"] for row in needs)),
        "statuses": Task.Status.choices,
        "today": localdate(),
    }


def is_left_open(workshop: Workshop) -> bool:
    """Whether something is written in the agreement, and has not been confirmed together. In one query."""
    its = {"workshop": OuterRef("pk")}
    names = {name for part in PARTS.keys() - {LAST_WORD} for name in PARTS[part]}
    blank = Q(next_at=None, **dict.fromkeys(names - {"next_at"}, ""))
    written = (Need.objects, Task.objects, Agreement.objects.exclude(blank))
    anything = reduce(or_, (Q(Exists(rows.filter(**its))) for rows in written))
    confirmed = Agreement.objects.filter(**its, confirmed_at__isnull=False)
    return Workshop.objects.filter(anything, ~Exists(confirmed), pk=workshop.pk).exists()


def heard_lines(workshop: Workshop, *, hidden: bool = False) -> list[Heard]:
    """Newest first; with ``hidden`` those too that a facilitator has hidden."""
    lines = Heard.objects.filter(workshop=workshop).order_by("-created", "pk")
    return list(lines if hidden else lines.filter(hidden=False))


def line_context(workshop: Workshop, line_id: UUID) -> dict[str, Any]:
    """One line as it is now, and how many there are, for a fragment."""
    lines = Heard.objects.filter(workshop=workshop)
    return {
        "workshop": workshop,
        "line": lines.filter(pk=line_id).first(),
        "line_id": line_id,
        "count": lines.filter(hidden=False).count(),
    }


def comments_of(workshop: Workshop) -> list[AgreementComment]:
    return list(AgreementComment.objects.filter(workshop=workshop).order_by("-created", "pk"))


def comment_context(workshop: Workshop, comment_id: UUID) -> dict[str, Any]:
    comments = AgreementComment.objects.filter(workshop=workshop)
    return {
        "workshop": workshop,
        "comment": comments.filter(pk=comment_id).first(),
        "comment_id": comment_id,
        "comment_count": comments.count(),
    }


def shown(workshop: Workshop) -> dict[str, Any]:
    slide = min(workshop.slide, len(SLIDES) - 1)
    return {"slide": slide, "hearing": slide == HEARING}


def stage(viewer: Viewer) -> dict[str, Any]:
    """A participant's page of the agreement: the lines, the draft, the comments on it."""
    workshop = viewer.workshop
    lines, comments = heard_lines(workshop), comments_of(workshop)
    own = [f"heard-{line.pk}" for line in lines if line.proof == viewer.prove(line.pk)]
    own += [f"comment-{c.pk}" for c in comments if c.proof == viewer.prove(c.pk)]
    return {
        **agreed(workshop),
        **shown(workshop),
        "lines": lines,
        "count": len(lines),
        "comments": comments,
        "comment_count": len(comments),
        "own": own,
    }


def slides_of(workshop: Workshop) -> list[dict[str, Any]]:
    """The slides as buttons; ``key`` leads to the one before and the one after."""
    on = shown(workshop)["slide"]
    keys = {on - 1: "PageUp", on + 1: "PageDown"}
    return [
        {"number": n, "label": label, "on": n == on, "key": keys.get(n, "")} for n, label in enumerate(SLIDES)
    ]


def console(viewer: Viewer) -> dict[str, Any]:
    workshop = viewer.workshop
    lines, comments = heard_lines(workshop, hidden=True), comments_of(workshop)
    return {
        **agreed(workshop),
        **shown(workshop),
        "lines": lines,
        "count": sum(not line.hidden for line in lines),
        "comments": comments,
        "comment_count": len(comments),
        "slides": slides_of(workshop),
        "side": "workshops/stages/agreement_console.html#side",
    }
