from __future__ import annotations

from django.conf import settings
from django.db import models


class NetworkCalendar(models.Model):
    """That a coordinator subscribes to their network's dates. The secret address is ``nonce``, signed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_calendar")
    nonce = models.CharField(max_length=32, unique=True, editable=False)

    def __str__(self) -> str:
        return str(self.pk)
