"""Those to whom the report was promised: the list, sending, withdrawing, mending an address."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer
from workshops.forms.addresses import CorrectionForm
from workshops.models import User, Workshop
from workshops.queries import recipients as recipients_queries
from workshops.refusals import NotSaved
from workshops.services import recipients
from workshops.views.responses import HtmxHttpRequest, in_part

PAGE = "workshops/recipients.html"


@access.as_facilitator
@require_safe
def page(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """As long as something is being sent the page asks for its list anew."""
    return render(request, in_part(request, PAGE, "list"), context_of(workshop))


def context_of(workshop: Workshop, **more: Any) -> dict[str, Any]:
    rows = recipients_queries.rows(workshop)
    return {
        "workshop": workshop,
        "rows": rows,
        "unsent": len(recipients_queries.unsent(rows)),
        "goes_on": any(row.goes_on for row in rows),
        "last": recipients_queries.gone_on(workshop),
        **more,
    }


@access.as_facilitator
@require_POST
def send(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, recipient: int | None = None
) -> HttpResponse:
    """To all who have not got it, or once more to one."""
    site = absolute_from(request)("/").rstrip("/")
    recipients.send(workshop=workshop, by=cast(User, viewer.user), site=site, only=recipient)
    return _list_again(request, workshop)


@access.as_facilitator
@require_POST
def withdraw(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, recipient: int) -> HttpResponse:
    recipients.withdraw(workshop=workshop, recipient_id=recipient, by=cast(User, viewer.user))
    return _list_again(request, workshop)


@access.as_facilitator
@require_POST
def correct(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, recipient: int) -> HttpResponse:
    """What was typed stays beside its error."""
    get_object_or_404(workshop.named, pk=recipient)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            address = form.cleaned_data["address"]
            recipients.correct(
                workshop=workshop, recipient_id=recipient, address=address, by=cast(User, viewer.user)
            )
            return _list_again(request, workshop)
        except NotSaved as refused:
            form.add_error("address", refused.fields["address"])
    context = context_of(workshop, wrong={"recipient": recipient, "form": form})
    return render(request, in_part(request, PAGE, "list"), context, status=422)


def _list_again(request: HtmxHttpRequest, workshop: Workshop) -> HttpResponse:
    if not request.htmx:
        return redirect("workshops:recipients", workshop.code)
    return render(request, f"{PAGE}#list", context_of(workshop))
