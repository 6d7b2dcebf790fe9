from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.models.base import not_blank
from workshops.models.workshop import Workshop

SCRIPT_LENGTH = 600


class OwnScript(models.Model):
    """What the facilitators of one workshop say at a step instead of the usual words."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="scripts")
    step = models.CharField(max_length=16, editable=False)
    text = models.CharField(_("what you say"), max_length=SCRIPT_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("workshop", "step"), name="own_script_once"),
            models.CheckConstraint(condition=Q(step__in=phases.STEPS), name="own_script_step"),
            not_blank("text", "own_script_text"),
        ]

    def __str__(self) -> str:
        return self.text


class LastAct(models.Model):
    """The last act on the console that can be undone, and how: ``key`` names it in `workshops.undo`.

    ``details`` are ids and what stood in a row before. Nothing that somebody wrote is copied here.
    """

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="last_act", primary_key=True)
    key = models.CharField(max_length=32, editable=False)
    details = models.JSONField(editable=False)
    done_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.key


class Star(models.Model):
    """One facilitator's own mark on something that was written; no one else sees it. Gone at closing.

    ``thing`` is its id alone: a star on what its writer has taken back marks nothing, and is there again when
    that comes back.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="stars")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stars")
    thing = models.UUIDField(editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("user", "thing"), name="star_once")]

    def __str__(self) -> str:
        return str(self.thing)
