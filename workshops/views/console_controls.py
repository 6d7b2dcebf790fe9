"""The console's hand on the room: the projector, main points shown or not, undo; and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from workshops import access, undo
from workshops.access.permissions import Role
from workshops.forms.script import PrivateNoteForm
from workshops.models import User, Workshop
from workshops.queries import course
from workshops.services import console
from workshops.services.private import write_private_note
from workshops.views import themes
from workshops.views.responses import invalid, led, region


@login_required
@require_POST
def turn_screen(request: HttpRequest, code: str, to: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    if to not in Workshop.Screen.values:
        raise Http404
    console.turn_screen(workshop=workshop, to=Workshop.Screen(to))
    return led(request, workshop)


@login_required
@require_POST
def show_points(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    console.show_points(workshop=workshop, on=request.POST.get("on") == "1")
    return led(request, workshop)


@login_required
@require_POST
def undo_last(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    if themes.on_the_bench(request):
        return themes.bench_after(request, workshop, lambda: undo.undo(workshop=workshop))
    undo.undo(workshop=workshop)
    return led(request, workshop)


@login_required
@require_POST
def private_note(request: HttpRequest, code: str) -> HttpResponse:
    """Saves the facilitator's own notes. The answer is for them alone, and nobody is told."""
    workshop, viewer = access.lead(request, code)
    form = PrivateNoteForm(request.POST, auto_id="private_%s")
    if not form.is_valid():
        context = {"workshop": workshop, "private_form": form}
        return invalid(request, "workshops/private_note.html#form", context)
    write_private_note(workshop=workshop, user=cast(User, viewer.user), **form.cleaned_data)
    return led(request, workshop)


@login_required
@require_safe
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone shows in this phase, to be looked at: nothing on it can be pressed."""
    workshop, viewer = access.lead(request, code)
    seen = replace(viewer, role=Role.PARTICIPANT, participant=course.somebody(workshop), user=None)
    return region(request, "workshops/phone.html", seen)
