from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from workshops.models.workshop import Workshop


class Build(models.Model):
    """A document that the worker makes, is making or has made, of a workshop as it stood at ``rev``.

    The file lies in the storage of documents, named by ``file_name``. ``watched_at`` is when somebody last
    looked how far it is: what nobody waits for is not made.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="builds")
    form = models.CharField(max_length=12, editable=False)
    language = models.CharField(max_length=2, editable=False)
    rev = models.PositiveBigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    watched_at = models.DateTimeField(db_default=Now())
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("workshop", "form", "language", "rev"), name="build_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "making", "ready", "failed")), name="build_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.language} {self.state}"

    @property
    def file_name(self) -> str:
        return f"{self.workshop_id}-{self.pk}"
