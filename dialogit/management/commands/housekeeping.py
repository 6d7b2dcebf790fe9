"""``manage.py housekeeping``: what has had its time goes away. Safe to run as often as one likes."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import undo
from workshops.services import images, rehearsals, retention, traces


class Command(BaseCommand):
    help = (
        "Deletes notes that have had their time, rehearsals that are a day old, expired sessions and "
        "pictures that belong to nothing any more. "
        "Run it every hour, or at least once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        undo.forget_old()
        SessionStore.clear_expired()
        if purged := retention.purge_due():
            words = ngettext(
                "Notes of %(count)s workshop deleted.", "Notes of %(count)s workshops deleted.", purged
            )
            self.stdout.write(words % {"count": purged})
        ended = rehearsals.clear_old()
        words = ngettext("%(count)s rehearsal deleted.", "%(count)s rehearsals deleted.", ended)
        self.stdout.write(words % {"count": ended})
        if not traces.remove():
            self.stdout.write(
                _("Traces of what was deleted are in the database's files still. The next run tries again.")
            )
        if swept := images.sweep_files():
            words = ngettext("%(count)s picture deleted.", "%(count)s pictures deleted.", swept)
            self.stdout.write(words % {"count": swept})
