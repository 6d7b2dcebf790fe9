"""What participants do in Open Space: walking, opening groups and themes, ending their group, writing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from workshops import access
from workshops.access.permissions import Viewer, can_change_own
from workshops.forms.open_space import ContributionForm, EditContributionForm, GroupForm, ThemeForm
from workshops.models import Contribution, OpenSpaceGroup, Workshop
from workshops.queries import open_space as open_space_queries
from workshops.refusals import Refused
from workshops.services import contributions, open_space
from workshops.views.responses import HtmxHttpRequest, invalid, is_on, number_in, saved
from workshops.views.withdrawing import withdrawn

PHASE = "open_space"
PAGE = "workshops/panels/open_space.html"


def moved(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, left: int | None) -> HttpResponse:
    """The page marks the new place at once and fetches what the group there has written."""
    here = viewer.participant.group_id if viewer.participant else None
    answer = saved(request, workshop, own=[f"here-{here or 0}"], not_own=[f"here-{left or 0}"])
    return trigger_client_event(answer, "refetch")


def group_in(workshop: Workshop, group_id: object) -> OpenSpaceGroup:
    return get_object_or_404(open_space_queries.groups_of(workshop), pk=group_id)


@access.as_participant
@require_POST
def move_here(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """To the group that is named, or to wander when none is."""
    assert viewer.participant
    left = viewer.participant.group_id
    group = group_in(workshop, number_in(request, "group") or 0) if request.POST.get("group") else None
    open_space.move_to(participant=viewer.participant, group=group)
    return moved(request, workshop, viewer, left)


@access.as_participant
@require_POST
def open_group(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    assert viewer.participant
    form, left = GroupForm(request.POST, workshop=workshop), viewer.participant.group_id
    if not form.is_valid():
        return invalid(request, f"{PAGE}#group_form", {"group_form": form, "workshop": workshop})
    open_space.open_group(participant=viewer.participant, **form.cleaned_data)
    return moved(request, workshop, viewer, left)


@access.as_participant
@require_POST
def open_theme(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    assert viewer.participant
    form, left = ThemeForm(request.POST), viewer.participant.group_id
    if not form.is_valid():
        return invalid(request, f"{PAGE}#theme_form", {"theme_form": form, "workshop": workshop})
    open_space.open_theme(workshop=workshop, participant=viewer.participant, **form.cleaned_data)
    return moved(request, workshop, viewer, left)


@access.as_participant
@require_POST
def end_group(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, group: int) -> HttpResponse:
    """Those who are in a group say when it is over, and when it is not after all."""
    assert viewer.participant
    on = is_on(request)
    open_space.end_group(group=group_in(workshop, group), ended=on, by=viewer.participant)
    return saved(request, workshop)


@access.as_member
@require_safe
def read_group(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, group: int) -> HttpResponse:
    """What a group wrote, for anyone in the workshop."""
    found = group_in(workshop, group)
    context = {
        "workshop": workshop,
        "viewer": viewer,
        "group": found,
        "contributions": open_space_queries.written_in(found),
    }
    return render(request, "workshops/open_space_group.html", context)


@access.as_participant
@require_POST
def post_contribution(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    group = viewer.participant.group if viewer.participant else None
    if group is None or request.POST.get("group") != str(group.pk):
        raise Refused(_("You have moved to another group. Your text is still here."))
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#composer", {"form": form, "here": group, "workshop": workshop})
    assert viewer.device
    text = contributions.add_contribution(group=group, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=[f"contribution-{text.pk}"])


@access.as_participant
@require_POST
def edit_contribution(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, contribution_id: UUID
) -> HttpResponse:
    contribution = own_contribution(workshop, viewer, contribution_id)
    form = EditContributionForm(request.POST)
    if not form.is_valid():
        context = {"edit_form": form, "contribution": contribution, "workshop": workshop}
        return invalid(request, f"{PAGE}#editor", context)
    contributions.edit_contribution(contribution=contribution, **form.cleaned_data)
    return saved(request, workshop)


@access.as_participant
@require_POST
def withdraw_contribution(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, contribution_id: UUID
) -> HttpResponse:
    mine = own_contribution(workshop, viewer, contribution_id)
    contributions.withdraw_contribution(contribution=mine, device=viewer.device)
    return withdrawn(request, workshop, contribution_id)


def contribution_in(workshop: Workshop, contribution_id: UUID) -> Contribution:
    found = Contribution.objects.select_related("group__theme__workshop")
    return get_object_or_404(found, pk=contribution_id, group__theme__workshop=workshop)


def own_contribution(workshop: Workshop, viewer: Viewer, contribution_id: UUID) -> Contribution:
    """The text when this device can prove that it wrote it."""
    contribution = contribution_in(workshop, contribution_id)
    if not can_change_own(viewer, contribution.pk, contribution.proof or ""):
        raise PermissionDenied
    return contribution


@access.as_participant
@require_POST
def mark_pearl(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, contribution_id: UUID
) -> HttpResponse:
    """Anyone in the group marks one of its pearls, or takes it off."""
    contribution = contribution_in(workshop, contribution_id)
    on = is_on(request)
    contributions.mark_pearl(contribution=contribution, on=on, by=viewer.participant)
    return saved(request, workshop)
