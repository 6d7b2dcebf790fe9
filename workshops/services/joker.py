"""Writes about the joker: its topic is proposed, supported and chosen on the spot."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.models import JokerSupport, JokerTopic, Workshop
from workshops.queries import joker
from workshops.refusals import Refused


@transaction.atomic
def propose_topic(*, workshop: Workshop, device: Device, id: UUID, text: str) -> JokerTopic:
    """Proposes a topic. The same ``id`` again changes nothing and returns what is there."""
    topic, is_new = JokerTopic.objects.get_or_create(
        pk=id, defaults={"workshop": workshop, "text": text, "proof": device.prove(id)}
    )
    if is_new:
        live.changed(workshop, *fragments(topic))
    elif topic.proof != device.prove(id):
        raise Refused(_("This text could not be saved. Write it once more."))
    return topic


@transaction.atomic
def edit_topic(*, topic: JokerTopic, text: str) -> None:
    if topic.chosen:
        raise Refused(_("This topic has been chosen; ask the facilitator to reword it."))
    topic.text = text
    topic.save(update_fields=["text"])
    live.changed(topic.workshop, *fragments(topic))


@transaction.atomic
def remove_topic(*, topic: JokerTopic) -> None:
    """Its writer takes it back, or a facilitator takes it off. What was chosen stays the joker's question."""
    JokerTopic.objects.filter(pk=topic.pk).delete()
    live.changed(topic.workshop, *fragments(topic))


@transaction.atomic
def support_topic(*, topic: JokerTopic, device: Device, on: bool) -> None:
    """One device supports a topic, at most once, and may take it back."""
    proof = device.prove("support", topic.pk)
    if on:
        _row, changed = JokerSupport.objects.get_or_create(proof=proof, defaults={"topic": topic})
    else:
        changed = bool(JokerSupport.objects.filter(proof=proof).delete()[0])
    if changed:
        live.changed(topic.workshop, *fragments(topic))


@transaction.atomic
def choose_joker_topic(*, topic: JokerTopic) -> None:
    """This is what the joker is about now; another may be chosen instead at any time."""
    _set_question(topic.workshop, topic.text, chosen=topic)


@transaction.atomic
def write_joker_question(*, workshop: Workshop, question: str) -> None:
    """The facilitator's own wording; empty lets the joker wait for its topic again."""
    _set_question(workshop, question)


def _set_question(workshop: Workshop, question: str, chosen: JokerTopic | None = None) -> None:
    workshop.joker_topics.filter(chosen=True).update(chosen=False)
    if chosen:
        workshop.joker_topics.filter(pk=chosen.pk).update(chosen=True)
    theme = joker.joker_of(workshop)
    theme.question = question
    theme.save(update_fields=["question"])
    live.changed(workshop, whole=True)


def fragments(topic: JokerTopic) -> tuple[live.Fragment, ...]:
    """The topic for participants, the ranking for the room and for those who choose."""

    def one() -> dict[str, object]:
        return joker.topic_context(topic)

    @cache
    def ranked() -> dict[str, object]:
        return joker.topics_context(topic.workshop)

    page = "workshops/stages/opening"
    return (
        live.Fragment(f"{page}.html#topic_pushed", one, roles=(Role.PARTICIPANT,)),
        live.Fragment(f"{page}_console.html#topics", ranked, roles=(Role.FACILITATOR,)),
        live.Fragment(f"{page}_projector.html#topics", ranked, roles=(Role.PROJECTOR,)),
    )
