"""The agreement: what participants heard and comment, what facilitators write down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer, can_change_own
from workshops.forms.agreement import (
    PART_FORMS,
    CommentForm,
    EditHeardForm,
    HeardForm,
    NeedForm,
    TaskForm,
)
from workshops.models import Heard, Workshop
from workshops.queries import agreement as agreement_queries
from workshops.services import agreement as agreement_services
from workshops.services import heard, hiding
from workshops.services.rewording import Overtaken
from workshops.views.responses import (
    HtmxHttpRequest,
    invalid,
    is_on,
    saved,
    saved_by_facilitator,
    why_in,
)
from workshops.views.withdrawing import withdrawn

STAGE, CONSOLE = "workshops/panels/agreement.html", "workshops/panels/agreement_console.html"


# --- participants ---


@access.as_participant
@require_POST
def post_heard(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = HeardForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{STAGE}#heard_form", _stage_form(workshop, heard_form=form))
    assert viewer.device
    line = heard.add_heard(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=[f"heard-{line.pk}"])


def _own_line(workshop: Workshop, viewer: Viewer, line_id: UUID) -> Heard:
    """The line when this device can prove that it wrote it."""
    line = get_object_or_404(workshop.heard, pk=line_id)
    if not can_change_own(viewer, line.pk, line.proof or ""):
        raise PermissionDenied
    return line


@access.as_participant
@require_POST
def edit_heard(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, line_id: UUID) -> HttpResponse:
    line, form = _own_line(workshop, viewer, line_id), EditHeardForm(request.POST)
    if not form.is_valid():
        context = {"edit_form": form, "line": line, "workshop": workshop}
        return invalid(request, f"{STAGE}#editor", context)
    heard.edit_heard(line=line, **form.cleaned_data)
    return saved(request, workshop)


@access.as_participant
@require_POST
def withdraw_heard(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, line_id: UUID
) -> HttpResponse:
    line = _own_line(workshop, viewer, line_id)
    heard.withdraw_heard(line=line, device=viewer.device)
    return withdrawn(request, workshop, line_id, f"heard-{line_id}")


@access.as_participant
@require_POST
def post_comment(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{STAGE}#comment_form", _stage_form(workshop, comment_form=form))
    assert viewer.device
    comment = heard.add_comment(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=[f"comment-{comment.pk}"])


@access.as_participant
@require_POST
def withdraw_comment(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, comment_id: UUID
) -> HttpResponse:
    comment = get_object_or_404(workshop.comments, pk=comment_id)
    if not can_change_own(viewer, comment.pk, comment.proof or ""):
        raise PermissionDenied
    heard.remove_comment(comment=comment, device=viewer.device)
    return withdrawn(request, workshop, comment_id, f"comment-{comment_id}")


def _stage_form(workshop: Workshop, **forms: Any) -> dict[str, Any]:
    return {"workshop": workshop, **agreement_queries.shown(workshop), **forms}


# --- facilitators ---


@access.as_facilitator
@require_POST
def hide_heard(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, line_id: UUID) -> HttpResponse:
    line = get_object_or_404(workshop.heard, pk=line_id)
    hiding.hide(thing=line, hidden=is_on(request, "hidden"), why=why_in(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def remove_comment(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, comment_id: UUID
) -> HttpResponse:
    heard.remove_comment(comment=get_object_or_404(workshop.comments, pk=comment_id))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def write_part(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, part: str) -> HttpResponse:
    """Saves a part of the draft; the answer is its form as saved."""
    if part not in PART_FORMS:
        raise Http404
    form = PART_FORMS[part](request.POST, instance=agreement_queries.agreement_of(workshop))
    if not form.is_valid():
        return invalid(request, f"{CONSOLE}#part", {"form": form, "workshop": workshop})
    try:
        agreement = agreement_services.write_part(
            workshop=workshop, part=part, read=form.cleaned_data["read"], **form.fields_to_save()
        )
    except Overtaken as overtaken:
        again = {"form": form.joined_by_hand(overtaken.row), "workshop": workshop}
        return invalid(request, f"{CONSOLE}#part", again)
    if not request.htmx:
        return saved_by_facilitator(request, workshop)
    return render(
        request, f"{CONSOLE}#part", {"form": PART_FORMS[part](instance=agreement), "workshop": workshop}
    )


@access.as_facilitator
@require_POST
def add_need(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = NeedForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{CONSOLE}#need_form", {"need_form": form, "workshop": workshop})
    agreement_services.add_need(workshop=workshop, **form.cleaned_data)
    if not request.htmx:
        return saved_by_facilitator(request, workshop)
    fresh = NeedForm(initial={"horizon": form.cleaned_data["horizon"]})
    return render(request, f"{CONSOLE}#need_form", {"need_form": fresh, "workshop": workshop, "again": True})


@access.as_facilitator
@require_POST
def need_of_pearl(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, pearl: UUID) -> HttpResponse:
    agreement_services.need_of_pearl(workshop=workshop, pearl=pearl)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def need_of_heard(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, line_id: UUID
) -> HttpResponse:
    agreement_services.need_of_heard(line=get_object_or_404(workshop.heard, pk=line_id))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def remove_need(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, need: int) -> HttpResponse:
    agreement_services.remove_need(need=get_object_or_404(workshop.needs, pk=need))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def add_task(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = TaskForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{CONSOLE}#task_form", {"task_form": form, "workshop": workshop})
    agreement_services.add_task(workshop=workshop, **form.cleaned_data)
    if not request.htmx:
        return saved_by_facilitator(request, workshop)
    return render(
        request, f"{CONSOLE}#task_form", {"task_form": TaskForm(), "workshop": workshop, "again": True}
    )


@access.as_facilitator
@require_POST
def remove_task(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, task: int) -> HttpResponse:
    agreement_services.remove_task(task=get_object_or_404(workshop.tasks, pk=task))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def task_status(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, task: int) -> HttpResponse:
    found = get_object_or_404(workshop.tasks, pk=task)
    agreement_services.set_status(task=found, status=request.POST.get("status", ""))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def confirm(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    agreement_services.confirm_agreement(workshop=workshop)
    return saved_by_facilitator(request, workshop)
