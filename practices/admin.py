from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from practices.models import Practice
from practices.queries import curation
from practices.services import curating
from workshops.admin.base import Reached, day, link_to, user_of
from workshops.admin.site import site
from workshops.queries import coordinator_scope
from workshops.refusals import Refused


@admin.register(Practice, site=site)
class PracticeAdmin(Reached):
    """The practice library as its coordinator sees it: a practice can be withdrawn and given back."""

    about = _("What workshops agreed to share, with the right to withdraw it")
    empty = _("There is no practice yet. What a workshop agrees to share stands here once it has closed.")
    organisation_path = "organisation"
    rehearsal_path = "workshop__rehearsal_of"
    list_display = ("__str__", "from_workshop", "sharing", "shared_on", "in_library", "put_right")
    list_filter = ("withdrawn", "sharing", ("organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("workshop",)
    search_fields = ("title__letters", "text__letters", "workshop__title__letters")
    search_help_text = _("Words of a practice, or the name of a workshop")
    fields = (
        *("title", "text", "needed", "outcome", "keywords", "workshop"),
        *("sharing", "shared_on", "in_library"),
    )
    readonly_fields = ("shared_on", "in_library")
    ordering = ("-created",)
    actions = ("withdraw", "give_back")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Practice]:
        """What their areas have shared too; nothing of a rehearsal is in the library."""
        mine = curation.curatable_by(request.user)
        all_of_them = super(Reached, self).get_queryset(request)
        return coordinator_scope.real(all_of_them, self.rehearsal_path).filter(pk__in=mine.values("pk"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s practice", "%(count)s practices", count) % {"count": count}

    @admin.display(description=_("Put right"))
    def put_right(self, practice: Practice) -> str:
        """Words, level, doubles: on a page of their own, in the library."""
        page = reverse("practices:curate", args=[practice.pk])
        return format_html(
            '<a href="{}">{}<span class="hidden">: {}</span></a>', page, _("Put right"), practice
        )

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
            try:
                curating.set_withdrawn(practice=practice, withdrawn=withdrawn, by=user_of(request))
            except Refused as refused:
                messages.error(request, refused.message)
