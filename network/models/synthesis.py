"""What coordinators make of many workshops: findings in people's own words, and what follows from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.series import Series
from workshops.models import Area, Organisation, Workshop
from workshops.models.base import TEXT_LENGTH, not_blank

TITLE_LENGTH, FOREWORD_LENGTH, FINDING_LENGTH = 120, 2000, 2000


class Synthesis(models.Model):
    """Coordinators of ``organisation`` write it. ``series``, ``whose``, ``area`` and ``year`` say of which
    workshops it is: the selection that was on the page when it was begun. ``reached`` are the organisations
    that whoever began it looks after, whose workshops are in it too.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="syntheses", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    foreword = models.TextField(_("foreword"), max_length=FOREWORD_LENGTH, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="syntheses")
    whose = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    reached = models.ManyToManyField(Organisation, related_name="+")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")
        ordering = ("-created", "-pk")
        constraints = [not_blank("title", "synthesis_title")]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    synthesis = models.ForeignKey(Synthesis, models.CASCADE, related_name="findings")
    title = models.CharField(_("finding"), max_length=TITLE_LENGTH)
    text = models.TextField(_("in more words"), max_length=FINDING_LENGTH, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = [not_blank("title", "finding_title")]

    def __str__(self) -> str:
        return self.title


class Quote(models.Model):
    """A copy of what was written in ``workshop``; it goes with the workshop, and of a note with the notes.

    ``source`` is what was copied: its kind, and its id as text, so that it is taken into a finding once.
    """

    class Kind(models.TextChoices):
        PEARL = "pearl", _("Pearl")
        THEME = "theme", _("Theme")
        HEARD = "heard", _("What was heard")
        NOTE = "note", _("Note from a table")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="quotes")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    source = models.CharField(max_length=36, editable=False)
    text = models.CharField(max_length=TEXT_LENGTH, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("finding", "kind", "source"), name="quoted_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("pearl", "theme", "heard", "note")), name="quote_kind"
            ),
            not_blank("text", "quote_text"),
        ]

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    synthesis = models.ForeignKey(Synthesis, models.CASCADE, related_name="proposals")
    text = models.CharField(_("proposal"), max_length=TEXT_LENGTH)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = [not_blank("text", "proposal_text")]

    def __str__(self) -> str:
        return self.text
