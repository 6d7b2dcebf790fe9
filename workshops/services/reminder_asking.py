"""The one mail that asks an address somebody typed whether it wants reminders, and its answer.

It is sent by the worker. Who does not answer gets nothing else, and is forgotten after a week.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from workshops import live
from workshops.models import Recipient, Subscriber
from workshops.queries import recipients
from workshops.refusals import Gone
from workshops.services import mailing, reminder_letters, secure_deletion

ANSWERS_WITHIN = timedelta(days=7)


def ask_later(subscriber: Subscriber, site: str) -> None:
    """As a part of a write; whoever is asked already is not asked again."""
    if not (subscriber.confirmed or subscriber.asked_at):
        ask.enqueue(subscriber.pk.hex, site)


@task()
def ask(subscriber_id: str, site: str, last: bool = False) -> None:
    """``last``: an address that cannot be asked now is forgotten, so that it may be typed anew."""
    waiting = Subscriber.objects.filter(pk=subscriber_id, confirmed=False)
    if not waiting.filter(asked_at=None).update(asked_at=timezone.now()):
        return
    subscriber = waiting.select_related("workshop__organisation").first()
    if subscriber is None:
        return
    problem = mailing.problem_of_sending(reminder_letters.asking(subscriber, site))
    if problem == Recipient.Problem.AWAY and not last:
        waiting.update(asked_at=None)
        again = ask.using(run_after=timezone.now() + recipients.AGAIN_AFTER)
        again.enqueue(subscriber_id, site, last=True)
    elif problem:
        _forget(subscriber)


def confirm(*, subscriber: Subscriber) -> None:
    """By the link in that mail."""
    with live.writing(subscriber.workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        Subscriber.objects.filter(pk=subscriber.pk, user=None).update(confirmed=True)


def forget_unanswered() -> None:
    late = Subscriber.objects.filter(confirmed=False, asked_at__lt=timezone.now() - ANSWERS_WITHIN)
    for subscriber in late.select_related("workshop"):
        _forget(subscriber)


def _forget(subscriber: Subscriber) -> None:
    try:
        with live.writing(subscriber.workshop, after_closing=live.AfterClosing.FOLLOW_UP):
            if Subscriber.objects.filter(pk=subscriber.pk, confirmed=False).delete()[0]:
                secure_deletion.schedule()
    except Gone:
        return
