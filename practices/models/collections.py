"""Practices that a coordinator puts together, such as the material folder of a training."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice
from workshops.models import Organisation
from workshops.models.base import not_blank
from workshops.text.collation import Alphabetical

NAME_LENGTH, FOREWORD_LENGTH = 120, 2000


class Collection(models.Model):
    """Its organisation's coordinators look after it together."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="collections", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    foreword = models.TextField(_("foreword"), max_length=FOREWORD_LENGTH, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        default="fi",
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = (Alphabetical("name"), "pk")
        constraints = [not_blank("name", "collection_name")]

    def __str__(self) -> str:
        return self.name


class CollectionEntry(models.Model):
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="entries")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="collected")
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("practice in a collection")
        verbose_name_plural = _("practices in a collection")
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=("collection", "practice"), name="collected_once")]

    def __str__(self) -> str:
        return str(self.pk)


class CollectionLink(models.Model):
    """A secret address. Its key is made of ``seed`` and the server's secret: the table alone opens none."""

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("anyone who has the link")
        ORGANISATION = "organisation", _("people of the organisation who sign in")

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="links")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.ANYONE)
    seed = models.CharField(max_length=32, unique=True, editable=False)
    expires_on = models.DateField()

    class Meta:
        verbose_name = _("link to a collection")
        verbose_name_plural = _("links to collections")
        ordering = ("audience",)
        constraints = [
            models.UniqueConstraint(fields=("collection", "audience"), name="collection_link_once"),
            models.CheckConstraint(
                condition=Q(audience__in=("anyone", "organisation")), name="collection_link_audience"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
