from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops.admin.base import Reached, day, link_to
from workshops.admin.site import site
from workshops.models import Practice
from workshops.services import practices as practices_services


@admin.register(Practice, site=site)
class PracticeAdmin(Reached):
    """The practice library as its coordinator sees it: a practice can be withdrawn and given back."""

    about = _("What workshops agreed to share, with the right to withdraw it")
    organisation_path = "workshop__organisation"
    rehearsal_path = "workshop__rehearsal_of"
    list_display = ("text", "from_workshop", "sharing", "shared_on", "in_library")
    list_filter = ("withdrawn", "sharing", ("workshop__organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("workshop",)
    search_fields = ("text__letters", "workshop__title__letters")
    search_help_text = _("Words of a practice, or the name of a workshop")
    fields = ("text", "workshop", "sharing", "created", "withdrawn")
    ordering = ("-created",)
    actions = ("withdraw", "give_back")

    @admin.display(description=_("workshop"))
    def from_workshop(self, practice: Practice) -> str:
        return link_to(practice.workshop) if practice.workshop else "–"

    @admin.display(description=_("shared on"), ordering="created")
    def shared_on(self, practice: Practice) -> str:
        return day(practice.created)

    @admin.display(description=_("in the library"), boolean=True, ordering="-withdrawn")
    def in_library(self, practice: Practice) -> bool:
        return not practice.withdrawn

    @admin.action(description=_("Withdraw from the library"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Practice]) -> None:
        self._set_withdrawn(request, queryset, withdrawn=True)

    @admin.action(description=_("Return to the library"))
    def give_back(self, request: HttpRequest, queryset: QuerySet[Practice]) -> None:
        self._set_withdrawn(request, queryset, withdrawn=False)

    def _set_withdrawn(self, request: HttpRequest, practices: QuerySet[Any], *, withdrawn: bool) -> None:
        for practice in practices.exclude(withdrawn=withdrawn):
            practices_services.set_withdrawn(practice=practice, withdrawn=withdrawn)
            self.log_change(request, practice, [{"changed": {"fields": ["withdrawn"]}}])
