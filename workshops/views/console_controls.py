"""The console's hand on the room: projector, door, main points shown or not, undo; and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from workshops import access, undo
from workshops.access.permissions import Role, Viewer
from workshops.forms.script import PrivateNoteForm
from workshops.models import User, Workshop
from workshops.queries import course
from workshops.services import console, door
from workshops.services.private import write_private_note
from workshops.views import themes
from workshops.views.responses import (
    HtmxHttpRequest,
    invalid,
    is_on,
    number_in,
    region,
    saved_by_facilitator,
)


@access.as_facilitator
@require_POST
def turn_screen(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, to: str) -> HttpResponse:
    if to not in Workshop.Screen.values:
        raise Http404
    console.turn_screen(workshop=workshop, to=Workshop.Screen(to))
    return saved_by_facilitator(request, workshop)


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
    write_private_note(workshop=workshop, user=cast(User, viewer.user), **form.cleaned_data)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_safe
def phone(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """What a phone shows in this phase, to be looked at: nothing on it can be pressed."""
    seen = replace(viewer, role=Role.PARTICIPANT, participant=course.somebody(workshop), user=None)
    return region(request, "workshops/phone.html", seen)
