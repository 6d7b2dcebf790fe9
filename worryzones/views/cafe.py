"""What participants and facilitators do with notes and tables in the café."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer, can_change_own, can_write
from workshops.models import Workshop
from workshops.refusals import Refused
from workshops.services import hiding
from workshops.views.responses import (
    HtmxHttpRequest,
    invalid,
    is_on,
    saved,
    saved_by_facilitator,
    why_in,
)
from workshops.views.withdrawing import withdrawn
from worryzones.forms.tables import EditNoteForm, NoteForm
from worryzones.models import Note
from worryzones.queries import alerts, theming
from worryzones.queries import cafe as cafe_queries
from worryzones.services import notes, seating
from worryzones.services import theming as theming_services


@require_POST
def post_note(request: HtmxHttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter_to_post(request, code, cafe_queries.WITH_SEAT)
    if not can_write(viewer, *notes.WRITING_PHASES):
        raise Refused(notes.not_now_words())
    table = theming.table_open_to(viewer, request.POST.get("table", ""))
    if table is None:
        raise Refused(_("You have moved to another table. Your text is still here."))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return invalid(
            request, "worryzones/cafe.html#composer", {"form": form, "table": table, "viewer": viewer}
        )
    assert viewer.device
    note = notes.add_note(table=table, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=[f"note-{note.pk}"])


@access.as_participant
@require_POST
def edit_note(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, note_id: UUID) -> HttpResponse:
    note = own_note(workshop, viewer, note_id)
    form = EditNoteForm(request.POST)
    if not form.is_valid():
        return invalid(
            request, "worryzones/cafe.html#editor", {"edit_form": form, "note": note, "viewer": viewer}
        )
    notes.edit_note(note=note, **form.cleaned_data)
    return saved(request, workshop)


@access.as_participant
@require_POST
def withdraw_note(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, note_id: UUID
) -> HttpResponse:
    notes.withdraw_note(note=own_note(workshop, viewer, note_id), device=viewer.device)
    return withdrawn(request, workshop, note_id)


def known_notes() -> QuerySet[Note]:
    """With all that a push of the note asks for, so that it is read once."""
    return Note.objects.select_related("table__cafe__workshop")


def own_note(workshop: Workshop, viewer: Viewer, note_id: UUID) -> Note:
    """The note when this device can prove that it wrote it."""
    note = get_object_or_404(known_notes(), pk=note_id, table__cafe__workshop=workshop)
    if not can_change_own(viewer, note.pk, note.proof or ""):
        raise PermissionDenied
    return note


@access.as_participant
@require_POST
def ours(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, note_id: UUID) -> HttpResponse:
    if not can_write(viewer):
        raise Refused(_("This workshop is not open for marks right now."))
    note = get_object_or_404(known_notes(), pk=note_id, table__cafe__workshop=workshop, hidden=False)
    token, on = [f"ours-{note.pk}"], is_on(request)
    assert viewer.device
    notes.mark_ours(note=note, device=viewer.device, on=on)
    return saved(request, workshop, own=token if on else (), not_own=() if on else token)


@access.as_participant
@require_POST
def host(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """Volunteering as the host of one's table, or walking with the group again."""
    table, _group = cafe_queries.table_for(viewer)
    if table is None or viewer.participant is None:
        raise Refused(_("You have no table yet."))
    if is_on(request):
        seating.take_host(table=table, participant=viewer.participant)
    else:
        seating.free_host(table=table, by=viewer.participant)
    return saved(request, workshop)


@access.as_facilitator
@require_safe
def alerts_now(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    context = {"workshop": workshop, **alerts.for_facilitators(workshop, cafe_queries.boards(workshop))}
    return render(request, "worryzones/console.html#alerts", context)


@access.as_facilitator
@require_POST
def hide_note(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, note_id: UUID) -> HttpResponse:
    note = get_object_or_404(known_notes(), pk=note_id, table__cafe__workshop=workshop)
    hiding.hide(thing=note, hidden=is_on(request, "hidden"), why=why_in(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def theme_of_note(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, note_id: UUID
) -> HttpResponse:
    note = get_object_or_404(known_notes(), pk=note_id, table__cafe__workshop=workshop)
    theming_services.make_theme_of(note=note)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def free_host(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, table: int) -> HttpResponse:
    seating.free_host(table=get_object_or_404(cafe_queries.tables_of(workshop), pk=table))
    return saved_by_facilitator(request, workshop)
