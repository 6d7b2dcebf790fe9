"""What a table does with its notes once the rounds are over: theme groups and their names."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer, can_write
from workshops.models import Workshop
from workshops.refusals import Refused
from workshops.views.responses import HtmxHttpRequest, invalid, region, saved
from worryzones.forms.tables import PageForm, ThemeNameForm, theming_forms
from worryzones.models import Note, Table, ThemeGroup
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import theming
from worryzones.services import theming as theming_services


@access.as_participant
@require_safe
def tended(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, table: int) -> HttpResponse:
    """The stage with another table that one's group looks after; elsewhere and at other times, the stage."""
    get_object_or_404(cafe_queries.tables_of(workshop), pk=table)
    context = theming.theming_stage(viewer, table) if can_write(viewer, "theming") else {"table": None}
    if not context["table"]:
        return redirect("workshops:stage", workshop.code)
    return region(request, "workshops/stage.html", viewer, **{**theming_forms(), **context})


@require_POST
def make_theme_group(request: HtmxHttpRequest, code: str) -> HttpResponse:
    workshop, tables = at_tables(request, code)
    table = table_named(request, tables)
    form = ThemeNameForm(request.POST)
    if not form.is_valid():
        context = {"name_form": form, "table": table, "workshop": workshop}
        return invalid(request, "worryzones/theming.html#chooser", context)
    theming_services.make_theme_group(table=table, notes=chosen(request, workshop), **form.cleaned_data)
    return saved(request, workshop)


@require_POST
def put_notes(request: HtmxHttpRequest, code: str, group: int) -> HttpResponse:
    workshop, tables = at_tables(request, code)
    theming_services.put_notes(group=group_at(tables, group), notes=chosen(request, workshop))
    return saved(request, workshop)


@require_POST
def take_out(request: HtmxHttpRequest, code: str) -> HttpResponse:
    workshop, tables = at_tables(request, code)
    theming_services.take_out(table=table_named(request, tables), notes=chosen(request, workshop))
    return saved(request, workshop)


@require_POST
def rename(request: HtmxHttpRequest, code: str, group: int) -> HttpResponse:
    workshop, tables = at_tables(request, code)
    theme_group = group_at(tables, group)
    form = ThemeNameForm(request.POST)
    if not form.is_valid():
        url = reverse("worryzones:rename_theme_group", args=[workshop.code, group])
        return invalid(request, "worryzones/theming.html#renamer", {"rename_form": form, "group_url": url})
    theming_services.rename(group=theme_group, **form.cleaned_data)
    return saved(request, workshop)


@require_POST
def at_work(request: HtmxHttpRequest, code: str, group: int) -> HttpResponse:
    """Somebody has this group in hand. Nothing is stored, and of a group just gone nothing is said."""
    _workshop, tables = at_tables(request, code)
    form = PageForm(request.POST)
    if form.is_valid():
        with suppress(Refused):
            theming_services.show_at_work(group=group_at(tables, group), page=form.cleaned_data["page"])
    return HttpResponse(status=204)


@require_POST
def merge(request: HtmxHttpRequest, code: str, group: int, into: int) -> HttpResponse:
    """Puts the notes of ``group`` into another group. Done already, it is done."""
    workshop, tables = at_tables(request, code)
    target = group_at(tables, into)
    if ThemeGroup.objects.filter(pk=group).exists():
        theming_services.merge(group=group_at(tables, group), into=target)
    return saved(request, workshop)


def at_tables(request: HtmxHttpRequest, code: str) -> tuple[Workshop, list[Table]]:
    """The tables whose notes the participant puts together, their own one first."""
    workshop, viewer = access.enter_as_participant(request, code)
    if not can_write(viewer, "theming"):
        raise Refused(_("Notes are not being put together right now."))
    tables, _group = theming.tables_for(viewer)
    if not tables:
        raise Refused(_("You have no table yet."))
    return workshop, tables


def table_named(request: HtmxHttpRequest, tables: list[Table]) -> Table:
    """The table that the page was about; without a word about it, one's own."""
    named = request.POST.get("table", "")
    found = next((table for table in tables if str(table.pk) == named), None)
    if named and not found:
        raise Refused(_("Your group no longer looks after this table. Your text is still here."))
    return found or tables[0]


def group_at(tables: list[Table], group: int) -> ThemeGroup:
    """A theme group of these tables. One just gone is refused with words, another table's is not found."""
    found = ThemeGroup.objects.filter(pk=group).select_related("table__cafe__workshop").first()
    if found is None:
        raise Refused(theming_services.theme_group_gone_words())
    if found.table_id not in {table.pk for table in tables}:
        raise Http404
    return found


def chosen(request: HtmxHttpRequest, workshop: Workshop) -> list[Note]:
    """The notes ticked on the page. The service refuses those of another table."""
    notes = Note.objects.filter(table__cafe__workshop=workshop)
    try:
        return list(forms.ModelMultipleChoiceField(notes, required=False).clean(request.POST.getlist("note")))
    except forms.ValidationError:
        raise Refused(theming_services.note_gone_words()) from None
