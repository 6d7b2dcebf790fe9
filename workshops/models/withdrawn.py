from __future__ import annotations

import uuid

from django.db import models

from workshops.models.workshop import Workshop


class Withdrawn(models.Model):
    """The id of something that its writer has taken back, until the workshop closes; never what it said.

    A post that was on its way when its text was withdrawn, from a phone without a network, finds it here
    and does not come back.

    For about a minute (`services.withdrawing`) its writer can bring it back. ``stood`` is where it stood, ids
    and flags; ``proof`` shows who may, ``words`` that it says the same, and the writer's key alone can make
    either. The words themselves are on the writer's phone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="withdrawn")
    kind = models.CharField(max_length=16, blank=True, editable=False)
    proof = models.CharField(max_length=64, blank=True, editable=False)
    words = models.CharField(max_length=64, blank=True, editable=False)
    stood = models.JSONField(default=dict, editable=False)
    until = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return str(self.pk)
