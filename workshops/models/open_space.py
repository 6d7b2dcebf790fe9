from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.models.base import Hidable, Provable, Sharable, Written, known_level, not_blank, why_of_hidden
from workshops.models.themes import Theme
from workshops.models.workshop import Workshop
from workshops.text.places import LINK_LENGTH, read

DESCRIPTION_LENGTH = 240
PLACE_LENGTH = 60  # of a group's or a table's place, without the link


class OpenSpaceGroup(models.Model):
    """A group at work on a theme, in a place that people can find. It ends itself."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="groups")
    letter = models.CharField(_("letter"), max_length=2)
    place = models.CharField(_("place"), max_length=PLACE_LENGTH + LINK_LENGTH, blank=True)
    ended = models.BooleanField(_("ended"), default=False)

    class Meta:
        verbose_name = _("Open Space group")
        verbose_name_plural = _("Open Space groups")
        ordering = ("theme", "letter")
        constraints = [
            models.UniqueConstraint(fields=("theme", "letter"), name="open_space_group_letter"),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.letter, read(self.place).told)))


class Contribution(Written, Hidable, Sharable):
    """What a group writes; a pearl is one of the few things it wants everyone to carry home."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Practice")  # what the day is for
        WORKS = "works", _("Works")
        TURNING_POINT = "turning_point", _("Turning point")
        SUCCESS = "success", _("Success")
        FAILURE = "failure", _("Failure")
        ESSENCE = "essence", _("Essence")
        CAME_UP = "came_up", _("Came up")  # the main themes of the talk
        KEYWORD = "keyword", _("Keyword")

    workshop_path = "group__theme__workshop"
    group = models.ForeignKey(OpenSpaceGroup, models.CASCADE, related_name="contributions")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    pearl = models.BooleanField(pgettext_lazy("one", "pearl"), default=False)
    pearl_order = models.PositiveSmallIntegerField(default=0, editable=False)  # services.pearls.order_for

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ("created", "pk")
        constraints = [
            not_blank("text", "contribution_text"),
            why_of_hidden("contribution_why_hidden"),
            known_level("contribution_sharing"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=(
                        "works",
                        "turning_point",
                        "success",
                        "failure",
                        "essence",
                        "came_up",
                        "practice",
                        "keyword",
                    )
                ),
                name="contribution_kind",
            ),
        ]


class Picture(Provable, Hidable):
    """A photo of a flip chart or a drawing, with its description in words."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="pictures")
    group = models.ForeignKey(OpenSpaceGroup, models.CASCADE, null=True, blank=True, related_name="pictures")
    image = models.ImageField(_("picture"), upload_to="pictures/")
    width = models.PositiveSmallIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveSmallIntegerField(_("height"), default=0, editable=False)
    description = models.CharField(_("description"), max_length=DESCRIPTION_LENGTH)
    pearl = models.BooleanField(pgettext_lazy("one", "pearl"), default=False)
    pearl_order = models.PositiveSmallIntegerField(default=0, editable=False)  # services.pearls.order_for
    created = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("created", "pk")
        constraints = [
            not_blank("description", "picture_description"),
            why_of_hidden("picture_why_hidden"),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def text(self) -> str:
        """Told as a pearl it is read like any other text of the group."""
        return self.description
