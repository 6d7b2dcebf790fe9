"""Mails that remind of what is due: who wants them, and sending them from ``manage.py housekeeping``.

Each thing is noted for each subscriber before its mail goes, in a write of the workshop, so that of two
housekeepings one sends. What the mail server did not take is noted no longer, and tried by the next one;
where the line broke in the midst of a mail nobody can tell, and it is not sent a second time.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Facilitation, Reminder, Subscriber, Task, User, Workshop
from workshops.queries import reminders as reminders_queries
from workshops.queries.follow_up import AHEAD
from workshops.refusals import Gone, MailServerAway, Refused
from workshops.services import reminder_asking, reminder_letters, secure_deletion
from workshops.services.reminder_letters import Letter

logger = logging.getLogger(__name__)
LATER = range(400, 500)  # what a server says that takes the same mail later


def subscribe(*, workshop: Workshop, address: str, site: str) -> None:
    """An address that somebody typed, which is asked first; the same again is the one that is there."""
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        last = reminders_queries.kept_until(workshop)
        if last is None or last < timezone.localdate() or workshop.is_rehearsal:
            raise Refused(_("No reminders are sent from here."))
        if workshop.subscribers.exclude(address="").count() >= reminders_queries.MAX_ADDRESSES:
            raise Refused(_("So many want reminders already that no more addresses are taken."))
        found, _is_new = Subscriber.objects.get_or_create(workshop=workshop, address=address)
        reminder_asking.ask_later(found, site)


def want(*, workshop: Workshop, user: User, on: bool) -> None:
    """A facilitator wants reminders of this workshop, or wants no more of them."""
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        Subscriber.objects.update_or_create(workshop=workshop, user=user, defaults={"stopped": not on})


def unsubscribe(*, subscriber: Subscriber) -> None:
    """By the link in a mail. An address is deleted; of a facilitator it is kept that no mail is wanted."""
    with live.writing(subscriber.workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        if subscriber.user_id:
            Subscriber.objects.filter(pk=subscriber.pk).update(stopped=True)
        elif Subscriber.objects.filter(pk=subscriber.pk).delete()[0]:
            secure_deletion.schedule()


# --- sending ---


def remind_of(*, task: Task, by: User, site: str) -> int:
    """At a coordinator's wish, at once: how many mails went. Once a day for each task, whoever presses.

    Raises `MailServerAway`.
    """
    connection = get_connection()
    _open(connection)
    try:
        return _send_all(task.workshop, _asked(task=task, by=by, site=site), connection)
    finally:
        _close(connection)


def _asked(*, task: Task, by: User, site: str) -> list[Letter]:
    """Noted as told, to all in one write. None where somebody has just asked, or it is done meanwhile."""
    about = f"asked {task.pk} {timezone.localdate()}"
    try:
        with live.writing(task.workshop, after_closing=live.AfterClosing.REMINDING) as write:
            write.reread(task, "workshop__organisation")
            if task.status not in AHEAD:
                return []
            told = set(Reminder.objects.filter(about=about).values_list("subscriber", flat=True))
            wanting = [subscriber for subscriber in _wanting(task.workshop) if subscriber.pk not in told]
            Reminder.objects.bulk_create(Reminder(subscriber=one, about=about) for one in wanting)
            return [reminder_letters.asked(subscriber, task, about, by, site) for subscriber in wanting]
    except Gone:
        return []


def send_due(site: str) -> int:
    """How many mails went. ``site`` is where their links lead. Raises `MailServerAway`."""
    count, connection = 0, get_connection()
    try:
        for workshop in reminders_queries.workshops_to_remind():
            for subscriber in _subscribers(workshop):
                count += _remind(workshop, subscriber, site, connection)
    finally:
        _close(connection)
    return count


def _subscribers(workshop: Workshop) -> list[Subscriber]:
    try:
        with live.writing(workshop, after_closing=live.AfterClosing.REMINDING):
            return _wanting(workshop)
    except Gone:
        return []


def _wanting(workshop: Workshop) -> list[Subscriber]:
    """Facilitators of now and addresses, each once."""
    leading = User.objects.filter(facilitations__workshop=workshop, is_active=True)
    for user in leading:
        Subscriber.objects.get_or_create(workshop=workshop, user=user)
    own = workshop.subscribers.filter(user__in=leading, stopped=False).select_related("user")
    others = workshop.subscribers.filter(user=None, confirmed=True).exclude(
        address__in=[user.email for user in leading]
    )
    last = reminders_queries.kept_until(workshop)
    return [*own, *(others if last and last >= timezone.localdate() else ())]


def _remind(workshop: Workshop, subscriber: Subscriber, site: str, connection: BaseEmailBackend) -> int:
    """Of all that is due and has not been told them. The line is opened before anything is noted."""
    if not _unreminded(workshop, subscriber):
        return 0
    _open(connection)
    letters = _claimed(workshop=workshop, subscriber=subscriber, site=site)
    return _send_all(workshop, letters, connection)


def _send_all(workshop: Workshop, letters: list[Letter], connection: BaseEmailBackend) -> int:
    """How many went. Once the server is away, those after the one in hand are noted no longer."""
    count = 0
    for number, letter in enumerate(letters, start=1):
        try:
            count += _send(letter, connection)
        except MailServerAway:
            _forget(workshop=workshop, letters=letters[number:])
            raise
    return count


def _unreminded(workshop: Workshop, subscriber: Subscriber) -> reminders_queries.Due:
    due, told = reminders_queries.due_in(workshop), set(subscriber.reminders.values_list("about", flat=True))
    return reminders_queries.Due(
        {about: task for about, task in due.tasks.items() if about not in told},
        {about: meeting for about, meeting in due.meetings.items() if about not in told},
    )


def _claimed(*, workshop: Workshop, subscriber: Subscriber, site: str) -> list[Letter]:
    """Noted as told: whoever comes second finds nothing that is not."""
    try:
        with live.writing(workshop, after_closing=live.AfterClosing.REMINDING) as write:
            write.reread(subscriber, "workshop__organisation", "user")
            if subscriber.stopped or not _still_leads(subscriber):
                return []
            letters = reminder_letters.letters_of(subscriber, _unreminded(workshop, subscriber), site)
            Reminder.objects.bulk_create(
                Reminder(subscriber=subscriber, about=about) for letter in letters for about in letter.about
            )
            return letters
    except Gone:
        return []


def _still_leads(subscriber: Subscriber) -> bool:
    found = Facilitation.objects.filter(workshop=subscriber.workshop, user=subscriber.user_id)
    return subscriber.user_id is None or found.exists()


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except OSError as problem:  # what smtplib raises is one, too
        logger.warning("The mail server does not answer: %s", type(problem).__name__)
        raise MailServerAway from None


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server was away before the line to it was closed")


def _send(letter: Letter, connection: BaseEmailBackend) -> int:
    letter.mail.connection = connection
    try:
        letter.mail.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as refused:
        _refused(letter, refused)
        return 0
    except OSError as problem:
        logger.warning("It is not certain that a reminder went out: %s", type(problem).__name__)
        raise MailServerAway from None
    return 1


def _refused(letter: Letter, refused: SMTPRecipientsRefused | SMTPResponseException) -> None:
    """It is tried again, unless the address is one that there is not."""
    if isinstance(refused, SMTPRecipientsRefused):
        codes = {code for code, _words in refused.recipients.values()}
    else:
        codes = {refused.smtp_code}
    logger.warning("The mail server does not take a reminder: %s", ", ".join(map(str, sorted(codes))))
    if isinstance(refused, SMTPResponseException) or codes <= set(LATER):
        _forget(workshop=letter.subscriber.workshop, letters=[letter])


def _forget(*, workshop: Workshop, letters: list[Letter]) -> None:
    with suppress(Gone), live.writing(workshop, after_closing=live.AfterClosing.REMINDING):
        for letter in letters:
            letter.subscriber.reminders.filter(about__in=letter.about).delete()
