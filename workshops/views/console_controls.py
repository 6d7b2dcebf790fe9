"""The console's hand on the room: projector, door, main points shown or not, undo; and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from workshops import access, undo
from workshops.access.permissions import Role, Viewer
from workshops.forms.script import PrivateNoteForm
from workshops.models import User, Workshop
from workshops.queries import course
from workshops.services import console, door, private
from workshops.views import themes
from workshops.views.responses import (
    HtmxHttpRequest,
    invalid,
    is_on,
    number_in,
    region,
    saved_by_facilitator,
)

MAX_PAGES = 999


@access.as_facilitator
@require_POST
def turn_screen(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, to: str) -> HttpResponse:
    if to not in Workshop.Screen.values:
        raise Http404
    console.turn_screen(workshop=workshop, to=Workshop.Screen(to))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def show_code(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    console.show_code(workshop=workshop, on=is_on(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def show_page(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Turns to a page of the slide; without a number the pages turn by themselves again."""
    console.show_page(workshop=workshop, page=number_in(request, "page", at_most=MAX_PAGES))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def tell_pages(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """From the projector's script."""
    page = number_in(request, "page", at_most=MAX_PAGES)
    pages = number_in(request, "pages", at_most=MAX_PAGES)
    if page is not None and pages is not None:
        console.tell_pages(workshop=workshop, page=page, pages=pages, turns=is_on(request, "turns"))
    return HttpResponse(status=204)


@access.as_facilitator
@require_POST
def show_points(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    console.show_points(workshop=workshop, on=is_on(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def let_join(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    door.let_join(workshop=workshop, on=is_on(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def raise_ceiling(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    to = number_in(request, "to")
    if to is not None:
        door.raise_ceiling(workshop=workshop, to=to)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def undo_last(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    if themes.on_the_bench(request):
        return themes.bench_after(request, workshop, lambda: undo.undo(workshop=workshop))
    undo.undo(workshop=workshop)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def private_note(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """Saves the facilitator's own notes. The answer is for them alone, and nobody is told."""
    stands = {"text": course.private_note(viewer)}
    form = PrivateNoteForm(request.POST, initial=stands, auto_id="private_%s")
    if not form.is_valid():
        context = {"workshop": workshop, "private_form": form}
        return invalid(request, "workshops/private_note.html#form", context)
    private.write_private_note(workshop=workshop, user=cast(User, viewer.user), **form.cleaned_data)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def star(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, thing: UUID) -> HttpResponse:
    """A mark of one's own, which only this answer tells."""
    token, on = [f"star-{thing}"], is_on(request)
    private.star(workshop=workshop, user=cast(User, viewer.user), thing=thing, on=on)
    answer = saved_by_facilitator(request, workshop)
    return trigger_client_event(answer, "own", {"add" if on else "drop": token})


@access.as_facilitator
@require_safe
def phone(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """What a phone shows in this phase, to be looked at: nothing on it can be pressed."""
    seen = replace(viewer, role=Role.PARTICIPANT, participant=course.sample_participant(workshop), user=None)
    return region(request, "workshops/phone.html", seen)
