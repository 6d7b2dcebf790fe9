"""The last phases: the agreement, feedback, closed."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role, Viewer
from workshops.documents import calendar_files
from workshops.extension import panels
from workshops.forms.agreement import (
    PART_FORMS,
    CommentForm,
    EditHeardForm,
    HeardForm,
    NeedForm,
    TaskForm,
)
from workshops.forms.feedback import FeedbackForm
from workshops.panels import sharing
from workshops.queries import agreement, feedback, recipients


def agreement_stage(viewer: Viewer) -> dict[str, Any]:
    forms = {"heard_form": HeardForm(), "comment_form": CommentForm(), "edit_form": EditHeardForm()}
    return {**agreement.stage(viewer), **sharing.phone(viewer), **forms}


def agreement_console(viewer: Viewer) -> dict[str, Any]:
    context = agreement.console(viewer)
    parts = {part: form(instance=context["agreement"]) for part, form in PART_FORMS.items()}
    forms = {"parts": parts, "need_form": NeedForm(), "task_form": TaskForm()}
    return {**context, **forms, "side": "workshops/panels/agreement_console.html#side"}


def feedback_stage(viewer: Viewer) -> dict[str, Any]:
    answered = feedback.has_answered(viewer)
    form = FeedbackForm(statements=feedback.statements_of(viewer.workshop))
    return {"feedback_form": form, "answered": answered, "own": ["feedback"] if answered else []}


def feedback_console(viewer: Viewer) -> dict[str, Any]:
    agreed = agreement.agreed(viewer.workshop)
    return {**feedback.feedback(viewer.workshop), "agreed": agreed, "confirmed": agreed["confirmed"]}


def feedback_projector(viewer: Viewer) -> dict[str, Any]:
    return feedback.feedback(viewer.workshop)


def closed_stage(viewer: Viewer) -> dict[str, Any]:
    found = agreement.agreed(viewer.workshop)
    return {**found, "meetings": calendar_files.coming_meetings(viewer.workshop, found["agreement"])}


def closed_console(viewer: Viewer) -> dict[str, Any]:
    return {
        **closed_stage(viewer),
        **recipients.overview(viewer.workshop),
        **feedback.feedback(viewer.workshop),
    }


def register() -> None:
    panels.add("agreement", Role.PARTICIPANT, "workshops/panels/agreement.html", agreement_stage)
    panels.add("agreement", Role.FACILITATOR, "workshops/panels/agreement_console.html", agreement_console)
    panels.add("agreement", Role.PROJECTOR, "workshops/panels/agreement_projector.html", agreement.projector)
    panels.add("feedback", Role.PARTICIPANT, "workshops/panels/feedback.html", feedback_stage)
    panels.add("feedback", Role.FACILITATOR, "workshops/panels/feedback_console.html", feedback_console)
    panels.add("feedback", Role.PROJECTOR, "workshops/panels/feedback_projector.html", feedback_projector)
    panels.add("closed", Role.PARTICIPANT, "workshops/panels/closed.html", closed_stage)
    panels.add("closed", Role.FACILITATOR, "workshops/panels/closed_console.html", closed_console)
    panels.add("closed", Role.PROJECTOR, "workshops/panels/closed_projector.html", closed_stage)
