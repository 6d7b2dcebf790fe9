from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from workshops.course.called_out import called_out
from workshops.models.base import Provable, Written, not_blank
from workshops.models.workshop import Workshop

JOKER = "joker"
JOKER_TITLE = _("What matters right now")


class Theme(models.Model):
    """What Open Space may work on: named by a table, or the joker, which is always selected.

    ``title`` is the table's own wording, ``question`` the facilitator's. ``mark`` is the key of the mark
    that shows where it came from (``extension.origin_marks``). A merged theme lives on in ``merged_into``.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="themes")
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("as a question"), max_length=160, blank=True)
    mark = models.CharField(max_length=12, blank=True, editable=False)
    is_joker = models.BooleanField(_("joker theme"), default=False, editable=False)
    selected = models.BooleanField(_("selected"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    reason = models.CharField(_("why"), max_length=240, blank=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "theme")
        verbose_name_plural = _("themes")
        ordering = ("is_joker", "order", "pk")
        constraints = [
            not_blank("title", "theme_title"),
            models.UniqueConstraint(fields=("workshop",), condition=Q(is_joker=True), name="theme_one_joker"),
            models.CheckConstraint(
                condition=Q(is_joker=False) | Q(selected=True, merged_into=None), name="theme_joker_stays"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(selected=False), name="theme_merged_not_selected"
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def wording(self) -> str:
        """As it is called out in the room; the joker's usual title with what it means to the reader."""
        return self.question or (self._joker_title() if self.is_joker else self.title)

    @property
    def is_question(self) -> bool:
        """Whether people can talk about it as it is called out: some tables name their themes so."""
        return bool(self.question) or self.title.rstrip().endswith("?")

    def _joker_title(self) -> str:
        for language, _name in settings.LANGUAGES:
            with override(language):
                is_usual = self.title == str(JOKER_TITLE)
            if is_usual:
                return called_out(JOKER_TITLE, language)
        return self.title


class ThemeVote(Provable):
    """One vote of one device on one theme; a device has at most one on each."""

    workshop_path = "theme__workshop"
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="votes")


class JokerTopic(Written):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="joker_topics")
    chosen = models.BooleanField(_("chosen"), default=False)

    class Meta:
        ordering = ("created", "pk")
        constraints = [
            not_blank("text", "joker_topic_text"),
            models.UniqueConstraint(
                fields=("workshop",), condition=Q(chosen=True), name="joker_topic_one_chosen"
            ),
        ]


class JokerSupport(Provable):
    workshop_path = "topic__workshop"
    topic = models.ForeignKey(JokerTopic, models.CASCADE, related_name="supports")
