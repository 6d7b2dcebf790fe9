from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.alphabet import Alphabetical


class Area(models.Model):
    """Who takes part: since 2023 social and health care belongs to the wellbeing services counties.

    One that has become part of another keeps its name in the workshops where it took part, and is offered
    to no new one. ``merged_into`` is never merged itself: see `services.areas`.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        COUNTY = "county", _("wellbeing services county")
        OTHER = "other", _("other community")

    kind = models.CharField(_("kind of area"), max_length=12, choices=Kind, default=Kind.MUNICIPALITY)
    name = models.CharField(_("name"), max_length=120)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("now part of"),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = (Alphabetical("name"),)
        constraints = [
            models.UniqueConstraint(fields=("kind", "name"), name="area_name"),
            models.CheckConstraint(
                condition=Q(kind__in=("municipality", "county", "other")), name="area_kind"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="area_merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name
