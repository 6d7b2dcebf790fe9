"""The joker's topic: participants propose and support, a facilitator chooses."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer, can_change_own
from workshops.forms.open_space import EditTopicForm, JokerQuestionForm, JokerTopicForm
from workshops.models import JokerTopic, Workshop
from workshops.queries.joker import joker_of
from workshops.services import joker as services
from workshops.views.responses import done, invalid, led

PHASE = "opening"
PAGE = "workshops/stages/opening.html"


@require_POST
def propose_topic(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    form = JokerTopicForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#composer", {"form": form, "workshop": workshop})
    assert viewer.device
    topic = services.propose_topic(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return done(request, workshop, own=[f"topic-{topic.pk}"])


@require_POST
def edit_topic(request: HttpRequest, code: str, topic_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    topic = own_topic(workshop, viewer, topic_id)
    form = EditTopicForm(request.POST)
    if not form.is_valid():
        context = {"edit_form": form, "topic": topic, "workshop": workshop}
        return invalid(request, f"{PAGE}#editor", context)
    services.edit_topic(topic=topic, **form.cleaned_data)
    return done(request, workshop)


@require_POST
def withdraw_topic(request: HttpRequest, code: str, topic_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    services.remove_topic(topic=own_topic(workshop, viewer, topic_id))
    return done(request, workshop)


def own_topic(workshop: Workshop, viewer: Viewer, topic_id: UUID) -> JokerTopic:
    """The topic when this device can prove that it wrote it."""
    topic = get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop)
    if not can_change_own(viewer, topic.pk, topic.proof or ""):
        raise PermissionDenied
    return topic


@require_POST
def support_topic(request: HttpRequest, code: str, topic_id: UUID) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    topic = get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop)
    token, on = [f"support-{topic.pk}"], request.POST.get("on") == "1"
    assert viewer.device
    services.support_topic(topic=topic, device=viewer.device, on=on)
    return done(request, workshop, own=token if on else (), not_own=() if on else token)


@login_required
@require_POST
def choose_topic(request: HttpRequest, code: str, topic_id: UUID) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.choose_joker_topic(topic=get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop))
    return led(request, workshop)


@login_required
@require_POST
def remove_topic(request: HttpRequest, code: str, topic_id: UUID) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.remove_topic(topic=get_object_or_404(JokerTopic, pk=topic_id, workshop=workshop))
    return led(request, workshop)


@login_required
@require_POST
def write_question(request: HttpRequest, code: str) -> HttpResponse:
    """The facilitator words the joker's question."""
    workshop, _viewer = access.lead(request, code)
    form = JokerQuestionForm(request.POST)
    if not form.is_valid():
        context = {"question_form": form, "workshop": workshop, "joker": joker_of(workshop)}
        return invalid(request, "workshops/stages/opening_console.html#question", context)
    services.write_joker_question(workshop=workshop, **form.cleaned_data)
    return led(request, workshop)
