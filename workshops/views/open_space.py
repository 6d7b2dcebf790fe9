"""What participants do in Open Space: walking, opening groups and themes, ending their group, writing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from workshops import access
from workshops.access.permissions import Viewer, can_change_own
from workshops.forms.open_space import ContributionForm, EditContributionForm, GroupForm, ThemeForm
from workshops.models import Contribution, OpenSpaceGroup, Workshop
from workshops.queries import open_space as queries
from workshops.refusals import Refused
from workshops.services import contributions as texts
from workshops.services import open_space as services
from workshops.views.responses import done, invalid

PHASE = "open_space"
PAGE = "workshops/stages/open_space.html"


def moved(request: HttpRequest, workshop: Workshop, viewer: Viewer, left: int | None) -> HttpResponse:
    """The page marks the new place at once and fetches what the group there has written."""
    here = viewer.participant.group_id if viewer.participant else None
    answer = done(request, workshop, own=[f"here-{here or 0}"], not_own=[f"here-{left or 0}"])
    return trigger_client_event(answer, "refetch")


def group_in(workshop: Workshop, group_id: object) -> OpenSpaceGroup:
    return get_object_or_404(queries.groups_of(workshop), pk=group_id)


@require_POST
def move_here(request: HttpRequest, code: str) -> HttpResponse:
    """To the group that is named, or to wander when none is."""
    workshop, viewer = access.enter(request, code)
    assert viewer.participant
    wanted, left = request.POST.get("group", ""), viewer.participant.group_id
    group = group_in(workshop, int(wanted) if wanted.isdecimal() else -1) if wanted else None
    services.move_to(participant=viewer.participant, group=group)
    return moved(request, workshop, viewer, left)


@require_POST
def open_group(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    assert viewer.participant
    form, left = GroupForm(request.POST, workshop=workshop), viewer.participant.group_id
    if not form.is_valid():
        return invalid(request, f"{PAGE}#group_form", {"group_form": form, "workshop": workshop})
    services.open_group(participant=viewer.participant, **form.cleaned_data)
    return moved(request, workshop, viewer, left)


@require_POST
def open_theme(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    assert viewer.participant
    form, left = ThemeForm(request.POST), viewer.participant.group_id
    if not form.is_valid():
        return invalid(request, f"{PAGE}#theme_form", {"theme_form": form, "workshop": workshop})
    services.open_theme(workshop=workshop, participant=viewer.participant, **form.cleaned_data)
    return moved(request, workshop, viewer, left)


@require_POST
def end_group(request: HttpRequest, code: str, group: int) -> HttpResponse:
    """Those who are in a group say when it is over, and when it is not after all."""
    workshop, viewer = access.enter(request, code)
    assert viewer.participant
    on = request.POST.get("on") == "1"
    services.end_group(group=group_in(workshop, group), ended=on, by=viewer.participant)
    return done(request, workshop)


@require_safe
def read_group(request: HttpRequest, code: str, group: int) -> HttpResponse:
    """What a group wrote, for anyone in the workshop."""
    workshop, viewer = access.read(request, code)
    found = group_in(workshop, group)
    context = {
        "workshop": workshop,
        "viewer": viewer,
        "group": found,
        "contributions": queries.written_in(found),
    }
    return render(request, "workshops/open_space_group.html", context)


@require_POST
def post_contribution(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    group = viewer.participant.group if viewer.participant else None
    if group is None or request.POST.get("group") != str(group.pk):
        raise Refused(_("You have moved to another group. Your text is still here."))
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#composer", {"form": form, "here": group, "workshop": workshop})
    assert viewer.device
    text = texts.add_contribution(group=group, device=viewer.device, **form.cleaned_data)
    return done(request, workshop, own=[f"contribution-{text.pk}"])


@require_POST
def edit_contribution(request: HttpRequest, code: str, contribution_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    contribution = own_contribution(workshop, viewer, contribution_id)
    form = EditContributionForm(request.POST)
    if not form.is_valid():
        context = {"edit_form": form, "contribution": contribution, "workshop": workshop}
        return invalid(request, f"{PAGE}#editor", context)
    texts.edit_contribution(contribution=contribution, **form.cleaned_data)
    return done(request, workshop)


@require_POST
def withdraw_contribution(request: HttpRequest, code: str, contribution_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    texts.withdraw_contribution(contribution=own_contribution(workshop, viewer, contribution_id))
    return done(request, workshop)


def contribution_in(workshop: Workshop, contribution_id: UUID) -> Contribution:
    found = Contribution.objects.select_related("group__theme__workshop")
    return get_object_or_404(found, pk=contribution_id, group__theme__workshop=workshop)


def own_contribution(workshop: Workshop, viewer: Viewer, contribution_id: UUID) -> Contribution:
    """The text when this device can prove that it wrote it."""
    contribution = contribution_in(workshop, contribution_id)
    if not can_change_own(viewer, contribution.pk, contribution.proof or ""):
        raise PermissionDenied
    return contribution


@require_POST
def mark_pearl(request: HttpRequest, code: str, contribution_id: UUID) -> HttpResponse:
    """Anyone in the group marks one of its pearls, or takes it off."""
    workshop, viewer = access.enter(request, code)
    contribution = contribution_in(workshop, contribution_id)
    on = request.POST.get("on") == "1"
    texts.mark_pearl(contribution=contribution, on=on, by=viewer.participant)
    return done(request, workshop)
