"""Reads about *what I heard today* and the agreement."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import Viewer
from workshops.models import Agreement, AgreementComment, Heard, Need, Task, Workshop
from workshops.queries import amendments, pearls, versions
from workshops.queries.hidden import own_hidden

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
NEED_LENGTH = 240
LAST_WORD = "last_word"  # closes *what I heard today*, and is no part of what is agreed


def agreement_of(workshop: Workshop) -> Agreement:
    """The workshop's agreement, an empty one as long as nothing has been written."""
    return Agreement.objects.filter(workshop=workshop).first() or Agreement(workshop=workshop)


def version_of(agreement: Agreement, part: str) -> str:
    return versions.version_of(agreement, PARTS[part])


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
    tasks = list(
        Task.objects.filter(workshop=workshop).order_by(F("due").asc(nulls_last=True), "order", "pk")
    )
    written = any(
        any(versions.words_of(agreement, names)) for part, names in PARTS.items() if part != LAST_WORD
    )
    return {
        "workshop": workshop,
        "agreement": agreement,
        "confirmed": agreement.confirmed_at is not None,
        "amendments": amendments.told_of(workshop) if agreement.confirmed_at else [],
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


def left_open(workshop: Workshop) -> dict[str, bool]:
    """Of an agreement when the workshop is to close: whether it is a draft, and may be confirmed."""
    return {
        "is_left_open": is_left_open(workshop),
        "is_decided": bool(agreement_of(workshop).decision),
    }


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


def on_the_wall(workshop: Workshop) -> dict[str, Any]:
    """The draft as the room reads it, slide by slide; ``how`` has what is written of how things go on."""
    found = {**agreed(workshop), **shown(workshop)}
    draft = found["agreement"]
    how = [
        {"label": draft._meta.get_field(name).verbose_name, "text": getattr(draft, name)}
        for name in ("how_themes", "how_results")
    ]
    return {**found, "how": [told for told in how if told["text"]]}


def projector(viewer: Viewer) -> dict[str, Any]:
    lines = heard_lines(viewer.workshop)
    return {**on_the_wall(viewer.workshop), "lines": lines, "count": len(lines)}


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
        "own_hidden": own_hidden(viewer, Heard.objects.filter(workshop=workshop)),
    }


def need_words(pearl: Any) -> str:
    """A pearl or what was heard as a need; what is longer than a need can be is cut, and says so."""
    return Truncator(pearl.text).chars(NEED_LENGTH)


def pearls_to_agree_on(workshop: Workshop, needs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All pearls, each with whether it is among ``needs``, as from `needs_of`, already."""
    texts = {need.text for row in needs for need in row["needs"]}
    return [
        {"pearl": pearl, "is_need": need_words(pearl) in texts, "words": need_words(pearl)}
        for pearl in pearls.pearls_of(workshop)
    ]


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
    agreement = agreed(workshop)
    return {
        **agreement,
        **shown(workshop),
        "lines": lines,
        "count": sum(not line.hidden for line in lines),
        "comments": comments,
        "comment_count": len(comments),
        "slides": slides_of(workshop),
        "pearls": pearls_to_agree_on(workshop, agreement["needs_all"]),
    }
