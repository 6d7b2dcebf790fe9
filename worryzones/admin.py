from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops.admin.base import Reached, link_to
from workshops.admin.site import site
from workshops.privacy import may_show_count
from worryzones import zones
from worryzones.models import Note


class ZoneFilter(admin.SimpleListFilter):
    title = _("zone of worry")
    parameter_name = "zone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(str(zone.number), zone.label) for zone in zones.ZONES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(table__zone_number=self.value()) if known else queryset


@admin.register(Note, site=site)
class NoteAdmin(Reached):
    """Notes to read and to search: no author is known, none can be changed, hidden ones stay hidden."""

    about = _("Situations and what helps in them, to read and to search")
    empty = _("There are no notes yet. They stand here as soon as a workshop writes some at its tables.")
    organisation_path = "table__cafe__workshop__organisation"
    rehearsal_path = "table__cafe__workshop__rehearsal_of"
    list_display = ("text", "zone", "kind", "ours_too", "workshop")
    list_display_links = None
    list_filter = (ZoneFilter, "kind", ("table__cafe__workshop", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("table__cafe__workshop",)
    search_fields = ("text__letters",)
    search_help_text = _("Words of the note")
    fields = ("text", "kind", "zone", "workshop")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        shown = super().get_queryset(request).filter(hidden=False).defer("proof")
        return shown.annotate(ours_count=Count("ours"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s note", "%(count)s notes", count) % {"count": count}

    @admin.display(description=_("zone"), ordering="table__zone_number")
    def zone(self, note: Note) -> str:
        return f"{note.table.zone_number} · {note.table.zone.label}"

    @admin.display(description=_("ours too"), ordering="ours_count")
    def ours_too(self, note: Any) -> str:
        return str(note.ours_count) if may_show_count(note.ours_count) else ""

    @admin.display(description=_("workshop"))
    def workshop(self, note: Note) -> str:
        return link_to(note.table.cafe.workshop)
