"""The feedback form of an organisation and what it has told over time, on pages of the organisation's own."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from workshops.admin.base import Reached
from workshops.course import statements
from workshops.forms.feedback_form import FeedbackFormForm
from workshops.models import Organisation
from workshops.queries import feedback_over_time
from workshops.refusals import Refused
from workshops.services import feedback_form


class WithFeedback(Reached):
    """Both pages are for whoever reaches the organisation: its coordinators and operators."""

    change_form_template = "admin/workshops/organisation/change_form.html"

    def get_urls(self) -> list[Any]:
        form, results = map(self.admin_site.admin_view, (self.feedback_view, self.results_view))
        return [
            path("<path:object_id>/feedback/", form, name="workshops_organisation_feedback"),
            path("<path:object_id>/feedback/results/", results, name="workshops_organisation_results"),
            *super().get_urls(),
        ]

    def _organisation(self, request: HttpRequest, object_id: str) -> Organisation:
        organisation = self.get_object(request, unquote(object_id))
        if organisation is None or not self.has_change_permission(request, organisation):
            raise Http404
        return organisation

    def feedback_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        organisation = self._organisation(request, object_id)
        standing = organisation.feedback_form or statements.usual()
        data = request.POST if request.method == "POST" else None
        form = FeedbackFormForm(standing, organisation.feedback_version, data)
        if form.is_valid() and self._is_kept(request, organisation, form):
            return redirect(f"{request.path}?saved")
        context = {"form": form, "title": _("Feedback form"), "saved": "saved" in request.GET}
        wrong = form.is_bound
        return self._page(request, organisation, "feedback", context, status=422 if wrong else 200)

    def _is_kept(self, request: HttpRequest, organisation: Organisation, form: FeedbackFormForm) -> bool:
        try:
            feedback_form.keep(organisation=organisation, form=form.entries(), version=form.version)
        except Refused as refused:
            form.problem, form.version = refused.message, organisation.feedback_version
            return False
        self.log_change(request, organisation, [{"changed": {"fields": ["feedback"]}}])
        return True

    def results_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        organisation = self._organisation(request, object_id)
        found = feedback_over_time.over_time(organisation)
        return self._page(request, organisation, "results", {"title": _("Feedback over time"), **found})

    def _page(
        self, request: HttpRequest, organisation: Organisation, page: str, context: Any, status: int = 200
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "organisation": organisation}
        template = f"admin/workshops/organisation/{page}.html"
        return TemplateResponse(request, template, {**shared, **context}, status=status)
