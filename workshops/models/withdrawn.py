from __future__ import annotations

import uuid

from django.db import models

from workshops.models.workshop import Workshop


class Withdrawn(models.Model):
    """The id of something that its writer has taken back, until the workshop closes; nothing of what it was.

    A post that was on its way when its text was withdrawn, from a phone without a network, finds it here
    and does not come back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
