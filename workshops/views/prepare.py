"""Creating and preparing a workshop."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops import access
from workshops.access import join_codes
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer, is_member
from workshops.extension import belonging
from workshops.extension.belonging import Beginning
from workshops.forms.rehearsal import RehearsalForm
from workshops.forms.workshop import WorkshopForm
from workshops.models import User, Workshop
from workshops.queries import areas, workshop_sources
from workshops.queries import checklist as checklist_queries
from workshops.refusals import NotSaved, Refused
from workshops.services import course, duplication, invitations, preparing
from workshops.views.responses import is_on, saved_in_preparation


@access.sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """From nothing, or from ``?from=CODE``: an earlier workshop or a template of the organisation.

    ``?in=KEY`` is what it is part of from then on, with its words to begin with (`extension.belonging`).
    ``?area=ID`` is ticked to begin with.
    """
    user = cast(User, request.user)
    part_of = _part_of(user, request.GET.get("in", ""))
    source = part_of.source if part_of else _source(user, request.GET.get("from", ""))
    form = WorkshopForm(request.POST or None, user=user, part_of=part_of, **_beginning(user, source, part_of))
    ticked = areas.ticked(request.GET.get("area", ""))
    if ticked:
        form.initial["areas"] = ticked
    if form.is_valid() and (workshop := _created(user, source, form)):
        _invite_second(request, workshop, form)
        return redirect("workshops:checklist", workshop.code)
    offered = {} if part_of else workshop_sources.offered(user)
    context: dict[str, Any] = {"form": form, "source": source, "offered": offered, "part_of": part_of}
    context["and_area"] = "".join(f"&area={area.pk}" for area in ticked)  # as one goes on
    return render(request, "workshops/prepare.html", context, status=422 if form.errors else 200)


def _part_of(user: User, key: str) -> Beginning | None:
    part_of = belonging.beginning_of(user, key) if key else None
    if key and part_of is None:
        raise Http404
    return part_of


def _source(user: User, code: str) -> Workshop | None:
    found = workshop_sources.may_begin_from(user)
    return get_object_or_404(found, code=join_codes.read(code)) if code else None


def _beginning(user: User, source: Workshop | None, part_of: Beginning | None) -> dict[str, Any]:
    if source is None:
        return {}
    draft = duplication.draft_of(source, is_inner=is_member(user, source))
    if part_of:
        return {"instance": draft}
    return {"instance": draft, "initial": {"areas": areas.standing(areas.of(source))}}


def _created(user: User, source: Workshop | None, form: WorkshopForm) -> Workshop | None:
    """None where it may not be part of what it was to be part of any more; the form says why."""
    try:
        fields = form.fields_to_save()
        return duplication.create_from(source=source, user=user, part_of=form.part_of, **fields)
    except Refused as refused:
        form.add_error("organisation", str(refused.message))
        return None


def _invite_second(request: HttpRequest, workshop: Workshop, form: WorkshopForm) -> None:
    """Whether the mail went out stands in the checklist."""
    if email := form.cleaned_data["second"]:
        user, address = cast(User, request.user), absolute_from(request)
        invitations.invite(workshop=workshop, by=user, email=email, address=address)


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    wholes = belonging.wholes_of(workshop)
    form = WorkshopForm(request.POST or None, instance=workshop, user=cast(User, request.user))
    if form.is_valid() and _is_updated(workshop, viewer, form):
        _invite_second(request, workshop, form)
        is_out = set(wholes) > set(belonging.wholes_of(workshop))
        return saved_in_preparation(workshop, also="&out" if is_out else "")
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
    is_wrong = form.errors or rehearsal_form.errors
    context = {
        "form": form,
        "workshop": workshop,
        "is_guest": not is_member(cast(User, request.user), workshop),
        "saved": "saved" in request.GET and not is_wrong,
        "facilitations": workshop.facilitations.select_related("user").order_by("role"),
        "rehearsal_form": rehearsal_form,
        "rehearsal": Workshop.objects.filter(rehearsal_of=workshop).first(),
    }
    return render(request, "workshops/prepare.html", context, status=422 if is_wrong else 200)


@access.as_facilitator
@require_safe
def checklist(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """What is settled before people come and what is left; ``?saved`` comes from a page that has saved."""
    told = {"saved": "saved" in request.GET, "is_out": "out" in request.GET}
    context = {"workshop": workshop, **told, **checklist_queries.checklist(workshop)}
    return render(request, "workshops/checklist.html", context)


@access.as_facilitator
@require_POST
def tick(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    preparing.tick(workshop=workshop, key=request.POST.get("item", ""), on=is_on(request))
    return saved_in_preparation(workshop)


@access.as_facilitator
@require_POST
def template(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Keeps the workshop as a template of its organisation, or no longer. Guests keep nothing there."""
    if not is_member(cast(User, request.user), workshop):
        raise Http404
    duplication.keep_as_template(workshop=workshop, on=is_on(request))
    return saved_in_preparation(workshop, "workshops:prepare")
