"""The material folder: the papers of many workshops as one zip, made part by part in the worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from network.models.synthesis import Synthesis
from workshops.models import Workshop


class Folder(models.Model):
    """``seed`` is of its link, empty where there is none: the key is made of it and the server's secret.

    Both are there until ``kept_until``, or until one of its workshops is deleted or its notes are purged.
    """

    class State(models.TextChoices):
        MAKING = "making"
        READY = "ready"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="folders")
    title = models.CharField(max_length=240, editable=False)
    language = models.CharField(max_length=2, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.MAKING)
    asked_at = models.DateTimeField(auto_now_add=True)
    kept_until = models.DateField()
    seed = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("seed",), condition=~models.Q(seed=""), name="folder_seed_once"),
            models.CheckConstraint(condition=models.Q(state__in=("making", "ready")), name="folder_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return f"folders/{self.pk}.zip"


class FolderPart(models.Model):
    """The papers of a workshop, or with ``is_synthesis`` those of a synthesis.

    ``tries`` counts how often the worker began; one that fails twice is left out. ``told_of`` are the
    workshops that a synthesis is made of: it may quote the notes of any.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        MADE = "made"
        LEFT_OUT = "left_out"

    folder = models.ForeignKey(Folder, models.CASCADE, related_name="parts")
    workshop = models.ForeignKey(Workshop, models.SET_NULL, null=True, related_name="+")
    is_synthesis = models.BooleanField(default=False)
    synthesis = models.ForeignKey(Synthesis, models.SET_NULL, null=True, related_name="+")
    told_of = models.ManyToManyField(Workshop, related_name="+")
    title = models.CharField(max_length=120, editable=False)
    order = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("folder", "order"), name="folder_part_order"),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "made", "left_out")), name="folder_part_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return f"folders/{self.folder_id}-{self.order}.zip"

    @property
    def place(self) -> str:
        """The name of its own folder within the zip."""
        return f"{self.order:03}"
