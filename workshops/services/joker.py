"""Writes about the joker: its topic is proposed, supported and chosen on the spot."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.models import JokerSupport, JokerTopic, Workshop
from workshops.pushes import open_space as open_space_pushes
from workshops.queries import joker
from workshops.refusals import Refused
from workshops.services import posting, withdrawing


def propose_topic(*, workshop: Workshop, device: Device, id: UUID, text: str) -> JokerTopic:
    """Proposes a topic. The same ``id`` again changes nothing and returns what is there."""
    with live.writing(workshop) as write:
        write.require(
            "opening",
            otherwise=_("The joker theme's topic is proposed at the opening. Your text is still here."),
        )
        topic, is_new = posting.post_once(
            write, JokerTopic(pk=id, workshop=workshop, text=text), device=device
        )
        if is_new:
            write.push(*open_space_pushes.joker_topic(workshop, topic))
        return topic


def edit_topic(*, topic: JokerTopic, text: str) -> None:
    with live.writing(topic.workshop) as write:
        if write.reread(topic, "workshop").chosen:
            raise Refused(_("This topic has been chosen; ask the facilitator to reword it."))
        topic.text = text
        topic.save(update_fields=["text"])
        write.push(*open_space_pushes.joker_topic(write.workshop, topic))


def remove_topic(*, topic: JokerTopic, device: Device | None = None) -> None:
    """Its writer takes it back, with their ``device``, or a facilitator takes it off.

    What was chosen stays the joker's question.
    """
    with live.writing(topic.workshop) as write:
        withdrawing.withdraw(write, topic, device=device)
        write.push(*open_space_pushes.joker_topic(write.workshop, topic))


def support_topic(*, topic: JokerTopic, device: Device, on: bool) -> None:
    """One device supports a topic, at most once, and may take it back."""
    with live.writing(topic.workshop) as write:
        write.require("opening", otherwise=_("The joker theme's topic is chosen at the opening."))
        write.reread(topic, "workshop")
        proof = device.prove("support", topic.pk)
        if on:
            _row, changed = JokerSupport.objects.get_or_create(proof=proof, defaults={"topic": topic})
        else:
            changed = bool(JokerSupport.objects.filter(proof=proof).delete()[0])
        if changed:
            write.push(*open_space_pushes.joker_topic(write.workshop, topic))


def choose_joker_topic(*, topic: JokerTopic) -> None:
    """This is what the joker is about now; another may be chosen instead at any time."""
    with live.writing(topic.workshop) as write:
        write.reread(topic, "workshop")
        _set_question(write, topic.text, chosen=topic)


def write_joker_question(*, workshop: Workshop, question: str) -> None:
    """The facilitator's own wording; empty lets the joker wait for its topic again."""
    with live.writing(workshop) as write:
        _set_question(write, question)


def _set_question(write: live.Write, question: str, chosen: JokerTopic | None = None) -> None:
    topics = write.workshop.joker_topics
    topics.filter(chosen=True).update(chosen=False)
    if chosen:
        topics.filter(pk=chosen.pk).update(chosen=True)
    theme = joker.joker_of(write.workshop)
    theme.question = question
    theme.save(update_fields=["question"])
    write.refetch()


def _settle(write: live.Write, topic: JokerTopic) -> None:
    """It is the chosen one if the joker is about it still."""
    if topic.chosen:
        is_question = joker.joker_of(write.workshop).question == topic.text
        topic.chosen = is_question and not write.workshop.joker_topics.filter(chosen=True).exists()


withdrawing.register(withdrawing.Withdrawable(JokerTopic, "topic", JokerSupport, "topic", _settle))
