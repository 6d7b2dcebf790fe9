from __future__ import annotations

import re
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from workshops.access import join_codes
from workshops.admin.base import Reached, day, user_of
from workshops.admin.filters import (
    ArchiveFilter,
    AreaFilter,
    PhaseFilter,
    StateFilter,
    WhenFilter,
    YearFilter,
)
from workshops.admin.site import site
from workshops.course import phases
from workshops.course.step_labels import step_label
from workshops.documents.report.codec import Unreadable
from workshops.extension import belonging, reports
from workshops.forms.details import DetailsForm
from workshops.forms.report_import import ReportImportForm
from workshops.models import Workshop
from workshops.queries import areas, coordinator_scope, coordinator_summary
from workshops.refusals import NotSaved
from workshops.services import course, report_import

SPOKEN_CODE = re.compile(r"[2-9a-z]{4}[\s-]?[2-9a-z]{4}", re.IGNORECASE)


@admin.register(Workshop, site=site)
class WorkshopAdmin(Reached):
    """Past and running workshops. Their course is the facilitators'; nothing here can move it."""

    rehearsal_path = "rehearsal_of"
    form = DetailsForm
    empty = _(
        "There is no workshop here yet. A facilitator creates one in “My workshops”, and it stands here from "
        "then on. You can create one yourself, or invite somebody to facilitate."
    )
    begin_with = (
        ("workshops:new", _("New workshop")),
        ("admin:workshops_membershipinvitation_add", _("Invite somebody")),
    )
    list_display = ("title", "organiser", "where", "first_on", "second_on", "stands", "people")
    list_filter = (
        StateFilter,
        WhenFilter,
        YearFilter,
        ("organisation", RelatedOnlyFieldListFilter),
        AreaFilter,
        "focus_area",
        PhaseFilter,
        ArchiveFilter,
    )
    list_select_related = ("organisation",)
    search_fields = (
        "code",
        *("title__letters", "areas__name__letters", "areas__merged_into__name__letters"),
        *("organisation__name__letters", "themes__title__letters"),
    )
    search_help_text = _("Title, code, area, organisation or theme")
    ordering = coordinator_scope.IN_TURN
    fields: ClassVar[tuple[str, ...]] = (*DetailsForm.Meta.fields, "read")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Workshop]:
        return coordinator_scope.with_people(super().get_queryset(request)).prefetch_related(
            "areas__merged_into"
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A code is found however it is read aloud.

        Each once by its id: PostgreSQL cannot put in order by an expression what is made distinct.
        """
        term = join_codes.read(search_term) if SPOKEN_CODE.fullmatch(search_term.strip()) else search_term
        found, _may_be_doubled = super().get_search_results(request, queryset, term)
        return queryset.filter(pk__in=found.order_by().values("pk")), False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    # --- the list ---

    def counted(self, count: int) -> str:
        return ngettext("%(count)s workshop", "%(count)s workshops", count) % {"count": count}

    @admin.display(description=_("organisation"), ordering="organisation__name")
    def organiser(self, workshop: Workshop) -> str:
        return str(workshop.organisation)

    @admin.display(description=_("areas"))
    def where(self, workshop: Workshop) -> str:
        return ", ".join(map(areas.label, workshop.areas.all()))

    @admin.display(description=_("first dialogue"), ordering="dialogue_1_at")
    def first_on(self, workshop: Workshop) -> str:
        """One that is to come and has no date says so, since there is something to do."""
        if workshop.phase == phases.FIRST and not (workshop.dialogue_1_at or workshop.dialogue_2_at):
            return gettext("no date yet")
        return day(workshop.dialogue_1_at)

    @admin.display(description=_("second dialogue"), ordering="dialogue_2_at")
    def second_on(self, workshop: Workshop) -> str:
        return day(workshop.dialogue_2_at)

    @admin.display(description=_("phase"))
    def stands(self, workshop: Workshop) -> str:
        return step_label(workshop.step)

    @admin.display(description=_("people"))
    def people(self, workshop: Any) -> str:
        """On a phone rows have no heads of columns, so the number has its noun there (admin.css)."""
        if not workshop.people:
            return ""
        shown = coordinator_summary.people_shown(workshop.people)
        noun = pgettext("after a number", "participants")
        return format_html('{} <span class="unit">{}</span>', shown, noun)

    # --- the page of a workshop ---

    def get_urls(self) -> list[Any]:
        details = self.admin_site.admin_view(self.details_view)
        importing = self.admin_site.admin_view(self.import_view)
        return [
            path("import/", importing, name="workshops_workshop_import"),
            path("<path:object_id>/details/", details, name="workshops_workshop_details"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """A closed workshop of one of the coordinator's organisations, made again of its report."""
        form = ReportImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            user, content = user_of(request), form.cleaned_data["file"].read()
            try:
                within = coordinator_scope.organisations(user)
                workshop = report_import.import_report(content=content, within=within)
            except Unreadable as fault:
                form.add_error("file", report_import.words_of(fault))
            else:
                self.log_addition(request, workshop, [{"added": {}}])
                return redirect("admin:workshops_workshop_change", workshop.pk)
        context = {**self.admin_site.each_context(request), "form": form, "title": _("Import a report")}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/workshops/workshop/import.html", context, status=status)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Reads like the report. What may be changed stands on a page of its own."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        workshop = self.get_object(request, unquote(object_id))
        if workshop is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            **reports.page_of(workshop),
            "review": coordinator_summary.facts(workshop),
            "sheets": [static(f"css/{sheet}.css") for sheet in ("admin", "agreement", "report")],
        }
        return TemplateResponse(request, "admin/workshops/workshop/review.html", context)

    def details_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        back = reverse("admin:workshops_workshop_change", args=[object_id])
        try:
            return super().change_view(request, object_id, extra_context={"back": back})
        except NotSaved:  # somebody has saved in the same instant: this time the form tells of it
            return super().change_view(request, object_id, extra_context={"back": back})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service, which touches these fields alone and tells the rooms."""
        wholes = belonging.wholes_of(obj)
        course.update_workshop(workshop=obj, **form.changes())
        for whole in set(wholes) - set(belonging.wholes_of(obj)):
            words = _("It is in the series “%(name)s” no more: its organisation now takes no part in it.")
            messages.warning(request, words % {"name": whole.name})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Its areas have been saved with the rest."""

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return redirect("admin:workshops_workshop_change", obj.pk)
