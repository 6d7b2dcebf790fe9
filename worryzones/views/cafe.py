"""What participants and facilitators do with notes and tables in the café."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer, can_change_own, can_write
from workshops.models import Workshop
from workshops.refusals import Refused
from workshops.services import hiding
from workshops.views.responses import done, invalid, led
from worryzones import queries
from worryzones.forms import EditNoteForm, NoteForm
from worryzones.models import Note
from worryzones.queries import alerts, theming
from worryzones.services import notes as services
from worryzones.services import seating


@require_POST
def post_note(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code, queries.WITH_SEAT)
    if not can_write(viewer, *services.WRITING_PHASES):
        raise Refused(services.not_now_words())
    table = theming.table_open_to(viewer, request.POST.get("table", ""))
    if table is None:
        raise Refused(_("You have moved to another table. Your text is still here."))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return invalid(
            request, "worryzones/cafe.html#composer", {"form": form, "table": table, "viewer": viewer}
        )
    assert viewer.device
    note = services.add_note(table=table, device=viewer.device, **form.cleaned_data)
    return done(request, workshop, own=[f"note-{note.pk}"])


@require_POST
def edit_note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    note = own_note(workshop, viewer, note_id)
    form = EditNoteForm(request.POST)
    if not form.is_valid():
        return invalid(
            request, "worryzones/cafe.html#editor", {"edit_form": form, "note": note, "viewer": viewer}
        )
    services.edit_note(note=note, **form.cleaned_data)
    return done(request, workshop)


@require_POST
def withdraw_note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    services.withdraw_note(note=own_note(workshop, viewer, note_id))
    return done(request, workshop)


def own_note(workshop: Workshop, viewer: Viewer, note_id: UUID) -> Note:
    """The note when this device can prove that it wrote it."""
    note = get_object_or_404(Note, pk=note_id, table__cafe__workshop=workshop)
    if not can_change_own(viewer, note.pk, note.proof or ""):
        raise PermissionDenied
    return note


@require_POST
def ours(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    if not can_write(viewer):
        raise Refused(_("This workshop is not open for marks right now."))
    note = get_object_or_404(Note, pk=note_id, table__cafe__workshop=workshop, hidden=False)
    token, on = [f"ours-{note.pk}"], request.POST.get("on") == "1"
    assert viewer.device
    services.mark_ours(note=note, device=viewer.device, on=on)
    return done(request, workshop, own=token if on else (), not_own=() if on else token)


@require_POST
def host(request: HttpRequest, code: str) -> HttpResponse:
    """Volunteering as the host of one's table, or walking with the group again."""
    workshop, viewer = access.enter(request, code)
    table, _group = queries.table_for(viewer)
    if table is None or viewer.participant is None:
        raise Refused(_("You have no table yet."))
    if request.POST.get("on") == "1":
        seating.take_host(table=table, participant=viewer.participant)
    else:
        seating.free_host(table=table, by=viewer.participant)
    return done(request, workshop)


@login_required
@require_safe
def look(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    context = {"workshop": workshop, **alerts.needs_a_look(workshop, queries.boards(workshop))}
    return render(request, "worryzones/console.html#look", context)


@login_required
@require_POST
def hide_note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    note = get_object_or_404(Note, pk=note_id, table__cafe__workshop=workshop)
    hiding.hide(thing=note, hidden=request.POST.get("hidden") == "1")
    return led(request, workshop)


@login_required
@require_POST
def free_host(request: HttpRequest, code: str, table: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    seating.free_host(table=get_object_or_404(queries.tables_of(workshop), pk=table))
    return led(request, workshop)
