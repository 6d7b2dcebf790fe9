"""How far texts are shared: groups say it on their phones, facilitators on the console, and confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer
from workshops.extension import shareable
from workshops.forms.sharing import RewordSharedForm
from workshops.models import Workshop
from workshops.services import to_library
from workshops.views.responses import HtmxHttpRequest, is_on, saved, saved_by_facilitator
from workshops.views.rewording import reading_or_writing, reworded


def sharable_in(workshop: Workshop, thing: UUID) -> Any:
    found = shareable.find(workshop, thing)
    if found is None:
        raise Http404
    return found


@access.as_participant
@require_POST
def mark(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, thing: UUID) -> HttpResponse:
    level, found = request.POST.get("level", ""), sharable_in(workshop, thing)
    to_library.mark_shared(thing=found, level=level, by=viewer.participant)
    return saved(request, workshop)


@access.as_facilitator
@require_POST
def mark_as_facilitator(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, thing: UUID
) -> HttpResponse:
    to_library.mark_shared(thing=sharable_in(workshop, thing), level=request.POST.get("level", ""))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@reading_or_writing
def reword(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, thing: UUID) -> HttpResponse:
    found = sharable_in(workshop, thing)
    form = RewordSharedForm.of(found, request.POST or None)
    return reworded(request, workshop, form, lambda **words: to_library.reword_shared(thing=found, **words))


@access.as_facilitator
@require_POST
def confirm(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, thing: UUID) -> HttpResponse:
    found, anyway = sharable_in(workshop, thing), is_on(request, "anyway")
    to_library.confirm_shared(thing=found, on=is_on(request), anyway=anyway)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def confirm_all(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    to_library.confirm_all_shared(workshop=workshop)
    return saved_by_facilitator(request, workshop)
