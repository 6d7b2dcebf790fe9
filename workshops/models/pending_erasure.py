from __future__ import annotations

from django.db import models


class PendingErasure(models.Model):
    """Something has been deleted whose words may still be in the database's files.

    The row goes when the files have been written anew, which may have to be tried again.
    """

    def __str__(self) -> str:
        return str(self.pk)
