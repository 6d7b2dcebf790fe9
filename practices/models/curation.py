"""What coordinators put right in the library."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice
from workshops.models import Sharing


class Curation(models.Model):
    """What a coordinator has put right of a practice. It stands where the workshop shares the practice anew.

    A practice that was ``merged_into`` another is withdrawn as well, so nothing that finds practices has to
    know of merging; its address leads to the other one. ``before`` holds the words that the workshop had
    shared, by field; without ``keeps_before`` nobody keeps them, now or later. ``highest`` is the level that
    it was brought down to.
    """

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="curation")
    merged_into = models.ForeignKey(
        Practice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )
    worded_on = models.DateField(_("worded by a coordinator on"), null=True, blank=True)
    before = models.JSONField(default=dict, editable=False)
    keeps_before = models.BooleanField(default=True, editable=False)
    keeps_notes = models.BooleanField(default=True, editable=False)
    highest = models.CharField(max_length=12, choices=Sharing, default=Sharing.EVERYONE, editable=False)

    class Meta:
        verbose_name = _("curation")
        verbose_name_plural = _("curations")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="practice_merged_into_another"
            ),
            models.CheckConstraint(condition=Q(highest__in=Sharing.values), name="curation_highest"),
        ]

    def __str__(self) -> str:
        return str(self.practice_id)
