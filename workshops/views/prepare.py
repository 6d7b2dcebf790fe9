"""Creating and preparing a workshop."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops import access
from workshops.access import join_codes
from workshops.access.permissions import Viewer
from workshops.forms.rehearsal import RehearsalForm
from workshops.forms.workshop import WorkshopForm
from workshops.models import User, Workshop
from workshops.queries import areas, workshop_sources
from workshops.queries import checklist as queries
from workshops.refusals import NotSaved
from workshops.services import course, duplication, facilitation, preparing
from workshops.views.responses import is_on, saved_in_preparation


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """From nothing, or from ``?from=CODE``: an earlier workshop or a template of the organisation."""
    user = cast(User, request.user)
    source = _source(user, request.GET.get("from", ""))
    form = WorkshopForm(request.POST or None, user=user, **_beginning(source))
    if form.is_valid():
        workshop = _created(user, source, form)
        return redirect("workshops:checklist", workshop.code)
    context = {"form": form, "source": source, "offered": workshop_sources.offered(user)}
    return render(request, "workshops/prepare.html", context, status=422 if form.errors else 200)


def _source(user: User, code: str) -> Workshop | None:
    found = workshop_sources.may_begin_from(user)
    return get_object_or_404(found, code=join_codes.read(code)) if code else None


def _beginning(source: Workshop | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {
        "instance": duplication.draft_of(source),
        "initial": {"areas": areas.standing(areas.of(source))},
    }


def _created(user: User, source: Workshop | None, form: WorkshopForm) -> Workshop:
    fields = form.fields_to_save()
    if source is None:
        workshop = course.create_workshop(user=user, **fields)
    else:
        workshop = duplication.create_from(source=source, user=user, **fields)
    _add_second(workshop, form)
    return workshop


def _add_second(workshop: Workshop, form: WorkshopForm) -> None:
    if form.cleaned_data["second"]:
        facilitation.add_second(workshop=workshop, user=form.cleaned_data["second"])


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = WorkshopForm(request.POST or None, instance=workshop, user=cast(User, request.user))
    if form.is_valid() and _is_updated(workshop, viewer, form):
        _add_second(workshop, form)
        return saved_in_preparation(workshop)
    return prepare_page(request, workshop, form=form)


def _is_updated(workshop: Workshop, viewer: Viewer, form: WorkshopForm) -> bool:
    try:
        course.update_workshop(workshop=workshop, by=viewer.user, **form.changes())
    except NotSaved as refused:
        form.tell(refused)
    return not form.errors


def prepare_page(
    request: HttpRequest,
    workshop: Workshop,
    form: WorkshopForm | None = None,
    rehearsal_form: RehearsalForm | None = None,
) -> HttpResponse:
    """Preparation with its several forms; the one that was filled in wrongly keeps what was typed."""
    form = form or WorkshopForm(instance=workshop, user=cast(User, request.user))
    rehearsal_form = rehearsal_form or RehearsalForm()
    context = {
        "form": form,
        "workshop": workshop,
        "facilitations": workshop.facilitations.select_related("user").order_by("role"),
        "rehearsal_form": rehearsal_form,
        "rehearsal": Workshop.objects.filter(rehearsal_of=workshop).first(),
    }
    is_wrong = form.errors or rehearsal_form.errors
    return render(request, "workshops/prepare.html", context, status=422 if is_wrong else 200)


@access.as_facilitator
@require_safe
def checklist(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """What is settled before people come and what is left; ``?saved`` comes from a page that has saved."""
    context = {"workshop": workshop, "saved": "saved" in request.GET, **queries.checklist(workshop)}
    return render(request, "workshops/checklist.html", context)


@access.as_facilitator
@require_POST
def tick(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    preparing.tick(workshop=workshop, key=request.POST.get("item", ""), on=is_on(request))
    return redirect("workshops:checklist", workshop.code)


@access.as_facilitator
@require_POST
def template(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Keeps the workshop as a template of its organisation, or no longer."""
    duplication.keep_as_template(workshop=workshop, on=is_on(request))
    return redirect("workshops:prepare", workshop.code)
