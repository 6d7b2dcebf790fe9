"""Writes about the feedback form of an organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workshops.course.statements import Form
from workshops.models import Organisation
from workshops.refusals import Refused


def keep(*, organisation: Organisation, form: Form, version: int) -> None:
    """Refused when somebody else has saved it since it was read. Workshops that ask already keep theirs."""
    standing = Organisation.objects.filter(pk=organisation.pk, feedback_version=version)
    if not standing.update(feedback_form=form, feedback_version=version + 1):
        raise Refused(
            _(
                "Somebody else has saved this form since you opened it. Yours stands "
                "below and is not saved: look at theirs first, and if yours is to "
                "count, save once more."
            )
        )
