"""Whose database this is. The demo writes only into one that is empty or that it made itself."""

from __future__ import annotations

import os
import shutil

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from practices.queries import search_index
from workshops.models import Organisation, User, Workshop


def refuse_foreign() -> None:
    """Raises ``CommandError`` when something in the database is not the demo's. Changes nothing."""
    # Switching the journal mode would already change a file that belongs to somebody else.
    options = connection.settings_dict["OPTIONS"]
    command = options.pop("init_command", None)
    try:
        ours = is_ours()
    finally:
        connection.close()
        options |= {"init_command": command} if command else {}
    if not ours:
        raise CommandError(
            _(
                "DATABASE_URL points at a database with something else in it, and the demo will not touch "
                "it. Point it at an empty database, or leave it out: then the demo makes its own."
            )
        )


def is_ours() -> bool:
    tables = set(connection.introspection.table_names())
    if not tables:
        return True
    known = {*connection.introspection.django_table_names(), "django_migrations"}
    if any(not table.startswith(search_index.NAME) for table in tables - known):
        return False
    try:
        return _all_rows_are_ours()
    except DatabaseError:
        return False  # an older or half-made schema: not something the demo left behind


def _all_rows_are_ours() -> bool:
    """Every workshop has an organisation, so organisations and users speak for the rest."""
    if Organisation.objects.filter(demo=False).exists():
        return False
    if not Organisation.objects.exists():
        return not (User.objects.exists() or Workshop.objects.exists())
    return not User.objects.exclude(memberships__organisation__demo=True).exists()


def clear_folder() -> None:
    """The demo's own folder (``environment.enter``), empty: what an earlier run left there goes."""
    shutil.rmtree(settings.VAR_DIR)
    settings.STATIC_ROOT.mkdir(parents=True)  # stays empty: files are served from where they lie


def make_fresh() -> None:
    """The tables, with nothing in them."""
    is_thrown_away = not os.environ.get("DATABASE_URL")
    if is_thrown_away:
        # A file to be thrown away: tables straight from the models, in a fraction of the migrations' time.
        settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    if is_thrown_away:
        search_index.make(connection)
    if Organisation.objects.exists():
        call_command("flush", verbosity=0, interactive=False)
