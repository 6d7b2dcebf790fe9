"""``manage.py housekeeping``: what has had its time goes away. Safe to run as often as one likes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.queries import turns as turns_queries
from network.services import folders, series_invitations, turns
from practices.services import experiences
from workshops import undo
from workshops.queries import reminders as reminders_queries
from workshops.refusals import MailServerAway
from workshops.services import (
    builds,
    images,
    invitations,
    recipients,
    rehearsals,
    reminder_asking,
    reminders,
    retention,
    secure_deletion,
    tasks,
    withdrawing,
)


class Command(BaseCommand):
    help = (
        "Deletes notes and addresses that have had their time, rehearsals that are a day old, expired "
        "sessions, and documents and pictures that are of no use any more. Sends reminders that are due. "
        "Run it every hour, or at least once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        undo.forget_old()
        withdrawing.forget_old()
        SessionStore.clear_expired()
        if purged := retention.purge_due():
            words = ngettext(
                "Notes of %(count)s workshop deleted.", "Notes of %(count)s workshops deleted.", purged
            )
            self.stdout.write(words % {"count": purged})
        retention.forget_calls()
        experiences.forget_proofs()
        ended = rehearsals.clear_old()
        words = ngettext("%(count)s rehearsal deleted.", "%(count)s rehearsals deleted.", ended)
        self.stdout.write(words % {"count": ended})
        tasks.forget_old()
        builds.delete_expired()
        folders.sweep()
        invitations.forget_old()
        reminder_asking.forget_unanswered()
        series_invitations.forget_old()
        if gone := recipients.forget_due():
            words = ngettext(
                "Addresses of %(count)s workshop deleted.", "Addresses of %(count)s workshops deleted.", gone
            )
            self.stdout.write(words % {"count": gone})
        if not secure_deletion.erase_pending():
            self.stdout.write(
                _("Traces of what was deleted are in the database's files still. The next run tries again.")
            )
        if swept := images.sweep_files():
            words = ngettext("%(count)s picture deleted.", "%(count)s pictures deleted.", swept)
            self.stdout.write(words % {"count": swept})
        self._remind()

    def _remind(self) -> None:
        """Last, so that a mail server that is away holds nothing else up."""
        if not (reminders_queries.workshops_to_remind() or turns_queries.to_remind().exists()):
            return
        if not settings.SITE_ADDRESS:
            self.stderr.write(_("No reminders are sent: SITE_ADDRESS does not say where their links lead."))
            return
        try:
            sent = reminders.send_due(settings.SITE_ADDRESS) + turns.send_due(settings.SITE_ADDRESS)
        except MailServerAway:
            self.stderr.write(_("The mail server does not answer. The next run sends the reminders."))
            return
        if sent:
            words = ngettext("%(count)s reminder sent.", "%(count)s reminders sent.", sent)
            self.stdout.write(words % {"count": sent})
