"""Many areas at once: a list is pasted, looked at, and then taken in as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.admin.base import Reached, user_of
from workshops.forms.area_paste import AreaPasteForm
from workshops.queries import pasted_areas
from workshops.queries.pasted_areas import Plan
from workshops.services import areas

MAX_SHOWN = 200  # lines of each kind, on the page that tells what would be done


class WithPasting(Reached):
    """For whoever may add an area."""

    def get_urls(self) -> list[Any]:
        paste = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", paste, name="workshops_area_paste"), *super().get_urls()]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Shows what would be done, and does it when that is what is sent back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AreaPasteForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._paste_page(request, form, status=422 if form.errors else 200)
        pasted, user = form.pasted(user_of(request)), user_of(request)
        seen, overtaken = form.cleaned_data["read"], False
        if "save" in request.POST and seen:
            try:
                done = areas.take_in(lines=pasted.lines, read=seen, by=user)
            except areas.Outdated:
                overtaken = True
            else:
                self._tell(request, done)
                return redirect("admin:workshops_area_changelist")
        plan = pasted_areas.plan(pasted.lines, user)
        form.data = {**request.POST.dict(), "read": plan.mark}  # of what this page shows
        shown = {"pasted": pasted, "plan": plan, "overtaken": overtaken, "most": MAX_SHOWN}
        return self._paste_page(request, form, status=409 if overtaken else 200, **shown)

    def _tell(self, request: HttpRequest, done: Plan) -> None:
        added, changed = len(done.new), len(done.changed)
        of_new = ngettext("%(count)s area added.", "%(count)s areas added.", added)
        of_changed = ngettext("%(count)s area changed.", "%(count)s areas changed.", changed)
        words = [said % {"count": n} for said, n in ((of_new, added), (of_changed, changed)) if n]
        messages.success(request, " ".join(words))

    def _paste_page(
        self, request: HttpRequest, form: AreaPasteForm, status: int, **shown: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": _("Paste a list of areas"),
            **shown,
        }
        return TemplateResponse(request, "admin/workshops/area/paste.html", context, status=status)
