"""Who hosts when: sub-regions take turns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.series import Series
from workshops.models import Organisation, Workshop
from workshops.models.base import not_blank

REGION_LENGTH = 120


class Turn(models.Model):
    """``order`` counts from 1 within the series. ``workshop`` is what the host made of it.

    ``reminded_on`` is of this host and this day: with either of them changed nobody has been reminded.
    """

    series = models.ForeignKey(Series, models.CASCADE, related_name="turns")
    order = models.PositiveSmallIntegerField()
    region = models.CharField(_("sub-region"), max_length=REGION_LENGTH)
    host = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="turns",
        verbose_name=_("organised by"),
    )
    begins_on = models.DateField(_("when"), null=True, blank=True)
    workshop = models.ForeignKey(Workshop, models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ("order", "pk")
        constraints = [not_blank("region", "turn_region")]

    def __str__(self) -> str:
        return self.region
