"""The joker's topic: participants propose and support, a facilitator chooses."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer, can_change_own
from workshops.forms.open_space import EditTopicForm, JokerQuestionForm, JokerTopicForm
from workshops.models import JokerTopic, Workshop
from workshops.queries.joker import joker_of
from workshops.services import joker
from workshops.views.responses import HtmxHttpRequest, invalid, is_on, saved, saved_by_facilitator
from workshops.views.withdrawing import withdrawn

PHASE = "opening"
PAGE = "workshops/panels/opening.html"


@access.as_participant
@require_POST
def propose_topic(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = JokerTopicForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#composer", {"form": form, "workshop": workshop})
    assert viewer.device
    topic = joker.propose_topic(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=[f"topic-{topic.pk}"])


@access.as_participant
@require_POST
def edit_topic(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, topic_id: UUID) -> HttpResponse:
    topic = own_topic(workshop, viewer, topic_id)
    form = EditTopicForm(request.POST)
    if not form.is_valid():
        context = {"edit_form": form, "topic": topic, "workshop": workshop}
        return invalid(request, f"{PAGE}#editor", context)
    joker.edit_topic(topic=topic, **form.cleaned_data)
    return saved(request, workshop)


@access.as_participant
@require_POST
def withdraw_topic(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, topic_id: UUID
) -> HttpResponse:
    joker.remove_topic(topic=own_topic(workshop, viewer, topic_id), device=viewer.device)
    return withdrawn(request, workshop, topic_id)


def own_topic(workshop: Workshop, viewer: Viewer, topic_id: UUID) -> JokerTopic:
    """The topic when this device can prove that it wrote it."""
    topic = get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop)
    if not can_change_own(viewer, topic.pk, topic.proof or ""):
        raise PermissionDenied
    return topic


@access.as_participant
@require_POST
def support_topic(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, topic_id: UUID
) -> HttpResponse:
    topic = get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop)
    token, on = [f"support-{topic.pk}"], is_on(request)
    assert viewer.device
    joker.support_topic(topic=topic, device=viewer.device, on=on)
    return saved(request, workshop, own=token if on else (), not_own=() if on else token)


@access.as_facilitator
@require_POST
def choose_topic(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, topic_id: UUID
) -> HttpResponse:
    joker.choose_joker_topic(topic=get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def remove_topic(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, topic_id: UUID
) -> HttpResponse:
    joker.remove_topic(topic=get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def write_question(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """The facilitator words the joker's question."""
    form = JokerQuestionForm(request.POST)
    if not form.is_valid():
        context = {"question_form": form, "workshop": workshop, "joker": joker_of(workshop)}
        return invalid(request, "workshops/panels/opening_console.html#question", context)
    joker.write_joker_question(workshop=workshop, **form.cleaned_data)
    return saved_by_facilitator(request, workshop)
