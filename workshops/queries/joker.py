"""Reads about the joker: the topics proposed for it and who supports them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from workshops.access.permissions import Viewer
from workshops.models import JokerSupport, JokerTopic, Theme, Workshop


def joker_of(workshop: Workshop) -> Theme:
    return Theme.objects.get(workshop=workshop, is_joker=True)


def topics_of(workshop: Workshop, *order: str) -> QuerySet[JokerTopic]:
    """Proposed topics, newest first if no other order is asked for, with their ``support_count``."""
    found = JokerTopic.objects.filter(workshop=workshop).annotate(support_count=Count("supports"))
    return found.order_by(*order or ("-created", "pk"))


def topic_context(topic: JokerTopic) -> dict[str, Any]:
    workshop = topic.workshop
    found = topics_of(workshop).filter(pk=topic.pk).first()
    return {"workshop": workshop, "topic": found, "topic_id": topic.pk}


def topics_context(workshop: Workshop, joker: Theme | None = None) -> dict[str, Any]:
    """All topics, the most supported first: what the facilitator chooses from. ``joker`` if it is at hand."""
    ranked = topics_of(workshop, "-support_count", "created", "pk")
    return {"workshop": workshop, "topics": list(ranked), "joker": joker or joker_of(workshop)}


def stage(viewer: Viewer) -> dict[str, Any]:
    shown = list(topics_of(viewer.workshop))
    return {"topics": shown, "joker": joker_of(viewer.workshop), "own": own_tokens(viewer, shown)}


def own_tokens(viewer: Viewer, shown: list[JokerTopic]) -> list[str]:
    """What the page must mark as this device's own: its topics and what it supports."""
    proofs = {viewer.prove("support", topic.pk): f"support-{topic.pk}" for topic in shown}
    supported = JokerSupport.objects.filter(proof__in=proofs).values_list("proof", flat=True)
    written = [f"topic-{topic.pk}" for topic in shown if topic.proof == viewer.prove(topic.pk)]
    return written + [proofs[proof] for proof in supported if proof]
