from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.models.name_keys import NameKey, key_of
from workshops.text.collation import Alphabetical


class AreaQuerySet(models.QuerySet["Area"]):
    def named(self, kind: str, name: str) -> AreaQuerySet:
        """The one of this name, however it is written; none or one."""
        return self.filter(kind=kind, name_key=key_of(name))

    def get_or_add(self, *, kind: str, name: str) -> tuple[Area, bool]:
        """As `get_or_create`: two who add it at once get the same one."""
        return self.get_or_create(kind=kind, name_key=key_of(name), defaults={"name": name})


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
    region = models.CharField(
        _("region"),
        max_length=120,
        blank=True,
        help_text=_("Areas of the same region read what is shared with the region, such as Lapland."),
    )
    sub_region = models.CharField(
        _("sub-region"),
        max_length=120,
        blank=True,
        help_text=_(
            "Areas of the same sub-region stand together where turns and even treatment are planned."
        ),
    )
    name_key = NameKey()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("now part of"),
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = (Alphabetical("name"),)
        constraints = [
            models.UniqueConstraint(fields=("kind", "name_key"), name="area_name"),
            models.CheckConstraint(
                condition=Q(kind__in=("municipality", "county", "other")), name="area_kind"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="area_merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name
