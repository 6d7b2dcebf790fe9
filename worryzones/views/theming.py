"""What a table does with its notes once the rounds are over: theme groups and their names."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workshops import access
from workshops.models import Workshop
from workshops.permissions import can_write
from workshops.refusals import Refused
from workshops.views.answers import done, invalid
from worryzones import queries
from worryzones.forms import ThemeNameForm
from worryzones.models import Note, Table, ThemeGroup
from worryzones.services import theming as services


@require_POST
def make_theme_group(request: HttpRequest, code: str) -> HttpResponse:
    workshop, table = at_table(request, code)
    form = ThemeNameForm(request.POST)
    if not form.is_valid():
        context = {"name_form": form, "table": table, "workshop": workshop}
        return invalid(request, "worryzones/theming.html#chooser", context)
    services.make_theme_group(table=table, notes=chosen(request, workshop), **form.cleaned_data)
    return done(request, workshop)


@require_POST
def put_notes(request: HttpRequest, code: str, group: int) -> HttpResponse:
    workshop, table = at_table(request, code)
    services.put_notes(group=group_at(table, group), notes=chosen(request, workshop))
    return done(request, workshop)


@require_POST
def take_out(request: HttpRequest, code: str) -> HttpResponse:
    workshop, table = at_table(request, code)
    services.take_out(table=table, notes=chosen(request, workshop))
    return done(request, workshop)


@require_POST
def rename(request: HttpRequest, code: str, group: int) -> HttpResponse:
    workshop, table = at_table(request, code)
    theme_group = group_at(table, group)
    form = ThemeNameForm(request.POST)
    if not form.is_valid():
        url = reverse("worryzones:rename_theme_group", args=[workshop.code, group])
        return invalid(request, "worryzones/theming.html#renamer", {"rename_form": form, "group_url": url})
    services.rename(group=theme_group, **form.cleaned_data)
    return done(request, workshop)


@require_POST
def merge(request: HttpRequest, code: str, group: int, into: int) -> HttpResponse:
    """Puts the notes of ``group`` into another group. Done already, it is done."""
    workshop, table = at_table(request, code)
    target = group_at(table, into)
    if ThemeGroup.objects.filter(pk=group).exists():
        services.merge(group=group_at(table, group), into=target)
    return done(request, workshop)


def at_table(request: HttpRequest, code: str) -> tuple[Workshop, Table]:
    """The table where the participant sits, while notes are put together."""
    workshop, viewer = access.enter(request, code)
    if not can_write(viewer, "theming"):
        raise Refused(_("Notes are not being put together right now."))
    table, _group = queries.table_for(viewer)
    if table is None:
        raise Refused(_("You have no table yet."))
    return workshop, table


def group_at(table: Table, group: int) -> ThemeGroup:
    """A theme group of this table. One just gone is refused with words, another table's is not found."""
    found = ThemeGroup.objects.filter(pk=group).select_related("table__cafe__workshop").first()
    if found is None:
        raise Refused(services.gone_words())
    if found.table_id != table.pk:
        raise Http404
    return found


def chosen(request: HttpRequest, workshop: Workshop) -> list[Note]:
    """The notes ticked on the page. The service refuses those of another table."""
    notes = Note.objects.filter(table__cafe__workshop=workshop)
    try:
        return list(forms.ModelMultipleChoiceField(notes, required=False).clean(request.POST.getlist("note")))
    except forms.ValidationError:
        raise Refused(services.note_gone_words()) from None
