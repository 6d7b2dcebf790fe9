"""A facilitator's own workshops: found, put into the archive and taken back, deleted."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops import access, rehearsal_processes
from workshops.access.permissions import Viewer
from workshops.extension import belonging
from workshops.forms.own_workshops import OwnSearchForm
from workshops.models import User, Workshop
from workshops.queries import deletion, own_workshops
from workshops.refusals import Gone, Refused
from workshops.services import archiving, deleting
from workshops.views.responses import is_on

ON_A_PAGE = 24
KEPT_PARAMETERS = ("q", "archive", "page")  # of the address of a list


@access.sign_in_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The list, or with ``?archive=1`` what was put away; ``?q=`` is looked for, ``?said=`` what was done."""
    form, in_archive = OwnSearchForm(request.GET), request.GET.get("archive") == "1"
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = own_workshops.found(cast(User, request.user), words)
    context = {
        "form": form,
        "words": words,
        "in_archive": in_archive,
        "counts": own_workshops.counts(found),
        "page": Paginator(found.filter(is_archived=in_archive), ON_A_PAGE).get_page(request.GET.get("page")),
        "said": request.GET.get("said", ""),
        "here": _list(request.GET).urlencode(),
    }
    return render(request, "workshops/own.html", context, status=422 if form.errors else 200)


@access.as_facilitator
@require_POST
def archive(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Back to the list on which it was pressed."""
    archiving.archive(workshop=workshop, on=is_on(request))
    return _back(request, "archived" if is_on(request) else "back")


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """Asks first, and says what goes, or why it cannot be deleted."""
    if workshop.is_rehearsal:
        return redirect("workshops:end_rehearsal", workshop.code)
    user, status = cast(User, viewer.user), 200
    asked = deletion.asked(workshop, user)
    if request.method == "POST":
        try:
            deleting.delete(workshop=workshop, by=user)
        except Gone:  # a colleague was faster
            return _back(request, "deleted")
        except Refused:
            asked, status = deletion.asked(workshop, user), 409
        else:
            if asked["rehearsal"]:
                rehearsal_processes.stop(asked["rehearsal"].code)
            return _back(request, "deleted")
    context = {"workshop": workshop, "wholes": belonging.wholes_of(workshop), **asked}
    return render(request, "workshops/delete.html", context, status=status)


def _list(query: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in KEPT_PARAMETERS:
        if value := str(query.get(name, "")):
            kept[name] = value
    return kept


def _back(request: HttpRequest, said: str) -> HttpResponse:
    to = _list(QueryDict(request.POST.get("list", "")))
    to["said"] = said
    return redirect(f"{reverse('workshops:own')}?{to.urlencode()}")
