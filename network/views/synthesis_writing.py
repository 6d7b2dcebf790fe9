"""Writing a synthesis: its words, findings and proposals in their order, and what findings quote."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from network.forms.synthesis import FindingForm, PartForm, ProposalForm, SynthesisWordsForm
from network.models import Finding, Proposal, Quote, Synthesis
from network.queries import quotables
from network.queries import synthesis as synthesis_queries
from network.services import synthesis as synthesis_services
from network.services.synthesis import Part
from network.views.guards import as_synthesis_keeper
from network.views.responses import addresses_of
from workshops.extension.across import Lines
from workshops.forms.rewording import MoveForm
from workshops.models import User
from workshops.refusals import Gone
from workshops.services.rewording import Overtaken

PARTS: dict[str, Part] = {"findings": Finding, "proposals": Proposal}
FORMS: dict[Part, type[PartForm]] = {Finding: FindingForm, Proposal: ProposalForm}
ON_A_PAGE, MAX_LETTERS = 40, 80
SOURCES = {
    "pearl": _("Pearls"),
    "theme": _("Themes"),
    "heard": _("What was heard"),
    "note": _("Notes"),
}


@as_synthesis_keeper
@require_safe
def write(request: HttpRequest, found: Synthesis) -> HttpResponse:
    return _page(request, found)


def _page(request: HttpRequest, found: Synthesis, *forms: Any, status: int = 200) -> HttpResponse:
    """``forms`` take the place of those of the rows that they are about: what was typed, with its errors."""
    standing = synthesis_queries.kept(request.user).get(pk=found.pk)  # not as a form has it
    typed = {form.ids: form for form in forms}
    words = typed.get("synthesis") or SynthesisWordsForm(instance=standing)
    context = {
        "synthesis": standing,
        "facts": synthesis_queries.facts(synthesis_queries.selection_of(standing)),
        "words": words,
        "findings": _findings(standing, typed),
        "proposals": _rows("proposals", standing, standing.proposals.order_by("order", "pk"), typed),
        "new_finding": typed.get("finding-new") or FindingForm(instance=Finding()),
        "new_proposal": typed.get("proposal-new") or ProposalForm(instance=Proposal()),
    }
    return render(request, "network/write_synthesis.html", context, status=status)


def _rows(which: str, synthesis: Synthesis, rows: Any, typed: dict[str, Any]) -> list[dict[str, Any]]:
    """Each with the addresses of what is done with it."""
    names = ("move_part", "reword_part", "drop_part")
    ways = {name: addresses_of(name, synthesis.pk, which) for name in names}
    found = []
    for place, row in enumerate(rows, start=1):
        form = FORMS[type(row)](instance=row)
        own = {name: address(row.pk) for name, address in ways.items()}
        found.append({"place": place, "row": row, "form": typed.get(form.ids, form), **own})
    return found


def _findings(synthesis: Synthesis, typed: dict[str, Any]) -> list[dict[str, Any]]:
    rows = _rows("findings", synthesis, synthesis_queries.findings(synthesis), typed)
    move, drop = (addresses_of(name, synthesis.pk) for name in ("move_quote", "drop_quote"))
    for one in rows:
        one["quotes"] = [(quote, move(quote.pk), drop(quote.pk)) for quote in one["row"].quotes.all()]
    return rows


@as_synthesis_keeper
@require_POST
def reword(request: HttpRequest, found: Synthesis) -> HttpResponse:
    form = SynthesisWordsForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        synthesis_services.reword(synthesis=found, read=form.cleaned_data["read"], **form.fields_to_save())
    except Overtaken as overtaken:
        return _page(request, found, form.joined_by_hand(overtaken.row), status=422)
    return _back(found)


@as_synthesis_keeper
@require_POST
def delete(request: HttpRequest, found: Synthesis) -> HttpResponse:
    synthesis_services.delete(synthesis=found)
    return redirect("network:syntheses")


# --- findings and proposals ---


def _part(name: str) -> Part:
    if name not in PARTS:
        raise Http404
    return PARTS[name]


@as_synthesis_keeper
@require_POST
def add(request: HttpRequest, found: Synthesis, which: str) -> HttpResponse:
    model = _part(which)
    form = FORMS[model](request.POST, instance=model())
    if not form.is_valid():
        return _page(request, found, form, status=422)
    synthesis_services.add(synthesis=found, part=model, **form.fields_to_save())
    return _back(found, f"add-{which}")


@as_synthesis_keeper
@require_POST
def reword_part(request: HttpRequest, found: Synthesis, which: str, row_id: int) -> HttpResponse:
    model = _part(which)
    row = model._default_manager.filter(synthesis=found, pk=row_id).first()
    if row is None:
        raise Gone(_("A colleague has deleted this meanwhile. Look at the synthesis again."))
    form = FORMS[model](request.POST, instance=row)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    said = {"read": form.cleaned_data["read"], **form.fields_to_save()}
    try:
        synthesis_services.reword_part(synthesis=found, part=model, row_id=row.pk, **said)
    except Overtaken as overtaken:
        return _page(request, found, form.joined_by_hand(overtaken.row), status=422)
    return _back(found, which)


@as_synthesis_keeper
@require_POST
def move_part(request: HttpRequest, found: Synthesis, which: str, row_id: int) -> HttpResponse:
    model, form = _part(which), MoveForm(request.POST)
    if form.is_valid():
        to = {"place": form.cleaned_data["place"], "up": form.cleaned_data["to"] == "up"}
        synthesis_services.move(synthesis=found, part=model, row_id=row_id, **to)
    return _back(found, which)


@as_synthesis_keeper
@require_POST
def drop_part(request: HttpRequest, found: Synthesis, which: str, row_id: int) -> HttpResponse:
    synthesis_services.drop(synthesis=found, part=_part(which), row_id=row_id)
    return _back(found, which)


# --- quotes ---


@as_synthesis_keeper
@require_safe
def quotes(request: HttpRequest, found: Synthesis, row_id: int) -> HttpResponse:
    """What this finding may quote, each to be taken by one tap."""
    finding = get_object_or_404(Finding, synthesis=found, pk=row_id)
    kind = _kind(request.GET.get("kind", ""))
    words = request.GET.get("find", "")[:MAX_LETTERS].replace("\0", "").strip()
    rows = quotables.lines(kind, synthesis_queries.selection_of(found, cast(User, request.user)))
    page: Any = Paginator(_listed(rows, words), ON_A_PAGE)
    taken = synthesis_queries.taken(finding, kind)
    shown = page.get_page(request.GET.get("page", "")[:6])
    context = {
        "synthesis": found,
        "finding": finding,
        "kind": kind,
        "sources": SOURCES.items(),
        "find": words,
        "keep": "?" + urlencode({"kind": kind, "find": words}),
        "page": shown,
        "lines": [(line, taken.get(line.key)) for line in shown.object_list],
    }
    return render(request, "network/quotes.html", context)


def _listed(rows: Lines, words: str) -> Any:
    return rows.with_letters(words) if words else rows


def _kind(asked: str) -> str:
    return asked if asked in Quote.Kind.values else "pearl"


@as_synthesis_keeper
@require_POST
def take_quote(request: HttpRequest, found: Synthesis, row_id: int) -> HttpResponse:
    """Only of the workshops that the synthesis is of, and as it stands there."""
    kind = _kind(request.POST.get("kind", ""))
    rows = quotables.lines(kind, synthesis_queries.selection_of(found, cast(User, request.user)))
    key = request.POST.get("key", "")[:36]
    synthesis_services.take_quote(synthesis=found, finding_id=row_id, kind=kind, lines=rows, key=key)
    return _after(request, found, row_id)


@as_synthesis_keeper
@require_POST
def drop_quote(request: HttpRequest, found: Synthesis, quote_id: int) -> HttpResponse:
    """From the page of the synthesis, or from that of what a finding may quote."""
    quote = Quote.objects.filter(finding__synthesis=found, pk=quote_id).first()
    if quote is None:
        return _back(found, "findings")
    synthesis_services.drop_quote(synthesis=found, quote_id=quote.pk)
    if request.POST.get("kind"):
        return _after(request, found, quote.finding_id)
    return _back(found, f"finding-{quote.finding_id}")


@as_synthesis_keeper
@require_POST
def move_quote(request: HttpRequest, found: Synthesis, quote_id: int) -> HttpResponse:
    form = MoveForm(request.POST)
    if form.is_valid():
        to = {"place": form.cleaned_data["place"], "up": form.cleaned_data["to"] == "up"}
        synthesis_services.move_quote(synthesis=found, quote_id=quote_id, **to)
    return _back(found, "findings")


def _after(request: HttpRequest, found: Synthesis, finding_id: int) -> HttpResponse:
    """Where one was in the list, so that the next one is taken by the next tap."""
    address = reverse("network:quotes", args=[found.pk, finding_id])
    asked = {
        "kind": _kind(request.POST.get("kind", "")),
        "find": request.POST.get("find", "")[:MAX_LETTERS],
        "page": request.POST.get("page", "")[:6],
    }
    return redirect(f"{address}?{urlencode(asked)}#q-{request.POST.get('key', '')[:36]}")


def _back(found: Synthesis, which: str = "") -> HttpResponse:
    address = reverse("network:write_synthesis", args=[found.pk])
    return redirect(f"{address}#{which}" if which else address)
