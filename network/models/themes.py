"""Themes of several workshops that coordinators have put together by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models import Organisation, Theme
from workshops.models.base import not_blank
from workshops.text.collation import Alphabetical

NAME_LENGTH = 160


class SharedTheme(models.Model):
    """What comes up in several workshops, under one name. Coordinators of its organisation keep it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="shared_themes")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    themes = models.ManyToManyField(Theme, through="SharedThemeEntry", related_name="shared_in")

    class Meta:
        verbose_name = _("shared theme")
        verbose_name_plural = _("shared themes")
        ordering = (Alphabetical("name"), "pk")
        constraints = [not_blank("name", "shared_theme_name")]

    def __str__(self) -> str:
        return self.name


class SharedThemeEntry(models.Model):
    """A workshop's theme is in one shared theme of each organisation: what counts it counts it once."""

    shared = models.ForeignKey(SharedTheme, models.CASCADE, related_name="entries")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="shared_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organisation", "theme"), name="shared_theme_once")]

    def __str__(self) -> str:
        return str(self.pk)
