"""Writes about those to whom the report was promised: their addresses, sending, links, and their end.

Nothing here logs an address, and the audit log says *recipients* and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Recipient, ReportLink, Subscriber, User, Workshop
from workshops.queries import recipients as recipients_queries
from workshops.queries.recipients import State
from workshops.refusals import Gone, NotSaved, Refused
from workshops.services import audit_log, mailing, secure_deletion

AFTER = live.AfterClosing.SENDING


def set_addresses(workshop: Workshop, addresses: Iterable[str]) -> None:
    """As a part of a write: these and no others. Whoever is struck off loses their link."""
    wanted = set(addresses)
    standing = set(workshop.named.values_list("address", flat=True))
    workshop.named.exclude(address__in=wanted).delete()
    Recipient.objects.bulk_create(
        Recipient(workshop=workshop, address=address) for address in sorted(wanted - standing)
    )
    if standing - wanted:
        secure_deletion.schedule()


def send(*, workshop: Workshop, by: User, site: str, only: int | None = None) -> None:
    """To all who have not got it yet, or to one (``only``) once more. ``site`` is where links lead.

    Who is being sent to already is passed over, so that of two facilitators one sends.
    """
    with live.writing(workshop, after_closing=AFTER) as write:
        _refuse_too_early(workshop)
        found = recipients_queries.rows(workshop)
        if only is None:
            chosen = recipients_queries.unsent(found)
        else:
            chosen = [row for row in found if row.recipient.pk == only and row.may_be_sent]
        for row in chosen:
            _set(row.recipient, State.WAITING)
            mailing.send_report.enqueue(row.recipient.pk, by.pk, site)
        if chosen:
            write.refetch()
            audit_log.record_change(workshop, ["recipients"], by=by)


def _refuse_too_early(workshop: Workshop) -> None:
    if workshop.is_rehearsal:
        raise Refused(_("This is a rehearsal: no mail goes out from it."))
    if not workshop.is_closed:
        raise Refused(_("Close the workshop first. What is sent then stays as it is."))
    last = recipients_queries.gone_on(workshop)
    if last and last < timezone.localdate():
        raise Refused(_("The time for keeping the addresses is over, so nothing more can be sent to them."))


def withdraw(*, workshop: Workshop, recipient_id: int, by: User) -> None:
    """The links that went there open nothing any more."""
    with live.writing(workshop, after_closing=AFTER) as write:
        recipient = _in(workshop, recipient_id)
        gone, _rows = ReportLink.objects.filter(recipient=recipient).delete()
        if gone or recipient.state == State.SENT:
            _set(recipient, State.WITHDRAWN)
            write.refetch()
            audit_log.record_change(workshop, ["recipients"], by=by)


def correct(*, workshop: Workshop, recipient_id: int, address: str, by: User) -> None:
    """An address that was mistyped becomes another one, in its place: nobody is added.

    Refused once somebody has opened what went there. Links that went to the old one end.
    """
    with live.writing(workshop, after_closing=AFTER) as write:
        recipient = _in(workshop, recipient_id)
        if recipient.opened_on:
            raise Refused(_("Somebody has opened what was sent to this address, so it stays."))
        if workshop.named.filter(address=address).exclude(pk=recipient.pk).exists():
            raise NotSaved({"address": _("This address is on the list already.")}, {})
        if recipient.address == address:
            return
        recipient.links.all().delete()
        recipient.address, recipient.sent_on = address, None
        recipient.save(update_fields=["address", "sent_on"])
        _set(recipient, State.UNSENT)
        secure_deletion.schedule()
        write.refetch()
        audit_log.record_change(workshop, ["recipients"], by=by)


def _in(workshop: Workshop, recipient_id: int) -> Recipient:
    found = workshop.named.filter(pk=recipient_id).first()
    if found is None:
        raise Gone(_("This address is no longer on the list. Look at the list again."))
    return found


def _set(recipient: Recipient, state: State) -> None:
    recipient.state, recipient.problem, recipient.changed_at = state, "", timezone.now()
    recipient.save(update_fields=["state", "problem", "changed_at"])


def note_opened(*, workshop: Workshop, link: ReportLink) -> None:
    """Somebody has pressed *open* on the page of their link. The day and no more is kept.

    A link that has just ended tells nothing of the address that has taken the place of its own.
    """
    with live.writing(workshop, after_closing=AFTER):
        standing = ReportLink.objects.filter(pk=link.pk).values("recipient")
        workshop.named.filter(pk__in=standing).update(opened_on=timezone.localdate())


def forget_due() -> int:
    """Addresses and links that have had their time, for reminders too; how many workshops had some."""
    count, typed = 0, Subscriber.objects.filter(user=None)
    kept = Workshop.objects.filter(Q(named__isnull=False) | Q(subscribers__in=typed)).distinct()
    for workshop in kept.select_related("organisation"):
        last = recipients_queries.gone_on(workshop)
        if last and last < timezone.localdate():
            with suppress(Gone):  # deleted meanwhile
                _forget(workshop=workshop)
                count += 1
    return count


def _forget(*, workshop: Workshop) -> None:
    with live.writing(workshop, after_closing=live.AfterClosing.RETENTION) as write:
        workshop.named.all().delete()
        workshop.subscribers.filter(user=None).delete()
        secure_deletion.schedule()
        write.refetch()
