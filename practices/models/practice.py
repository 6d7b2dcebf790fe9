from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practices.models.reading import PracticeQuerySet
from workshops.models import Area, Organisation, Sharing, Workshop
from workshops.models.base import TEXT_LENGTH, not_blank

TITLE_LENGTH, THEME_LENGTH, KEYWORDS_LENGTH = 120, 160, 240


class Practice(models.Model):
    """What a workshop agreed to share.

    Where it comes from is a copy in words, made when it is shared: the workshop's notes are deleted in their
    time, and what was agreed to be told stays. ``provenance`` is a list of where the theme grew: a zone's
    key, the name of the theme group and its notes. ``zones`` are keys of `workshops.extension.origin_marks`.
    """

    contribution = models.OneToOneField(
        "workshops.Contribution", models.SET_NULL, null=True, blank=True, related_name="practice"
    )
    workshop = models.ForeignKey(
        Workshop,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("workshop"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("organisation"),
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="practices", verbose_name=_("areas"))
    title = models.CharField(_("name"), max_length=TITLE_LENGTH, blank=True)
    text = models.CharField(_("what it is"), max_length=TEXT_LENGTH)
    needed = models.CharField(_("what is needed to try it"), max_length=TEXT_LENGTH, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=TEXT_LENGTH, blank=True)
    keywords = models.CharField(_("keywords"), max_length=KEYWORDS_LENGTH, blank=True)
    theme = models.CharField(_("the theme it comes from"), max_length=THEME_LENGTH, blank=True)
    zones = models.CharField(max_length=60, blank=True, editable=False)  # ",2,3," so that one is found in it
    provenance = models.JSONField(default=list, editable=False)
    focus_area = models.CharField(
        _("focus area"), max_length=12, choices=Workshop.FocusArea, default=Workshop.FocusArea.GROWTH
    )
    own_focus = models.CharField(_("our own focus area"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        default="fi",
    )
    sharing = models.CharField(_("shared with"), max_length=12, choices=Sharing, default=Sharing.WORKSHOP)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [
            models.Index(fields=("withdrawn", "sharing", "-created", "-id"), name="practice_newest"),
            models.Index(fields=("theme",), name="practice_theme"),
            models.Index(fields=("changed",), name="practice_changed"),
        ]
        constraints = [
            not_blank("text", "practice_text"),
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="practice_sharing"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2200)), name="practice_year"),
        ]

    def __str__(self) -> str:
        return self.title or self.text

    @property
    def zone_keys(self) -> list[str]:
        return [key for key in self.zones.split(",") if key]

    @property
    def keyword_list(self) -> list[str]:
        return [word.strip() for word in self.keywords.split(",") if word.strip()]

    @property
    def explained(self) -> str:
        """The text, where the name does not say all of it."""
        return self.text if self.title else ""


class Experience(models.Model):
    """*We took this into use*, with how it went. Nobody is named, and nobody can find out who wrote.

    For some weeks the device it came from can prove that it is its own, as with notes (``proof``). Of one
    that was removed the day is kept and whether its writer did it, and no word.
    """

    class Remover(models.TextChoices):
        WRITER = "writer"
        COORDINATOR = "coordinator"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="experiences")
    text = models.CharField(_("how it went"), max_length=TEXT_LENGTH)
    created = models.DateField(auto_now_add=True)  # the day is enough
    proof = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "wiped"
    removed_on = models.DateField(null=True, editable=False)
    removed_by = models.CharField(max_length=11, choices=Remover, blank=True, editable=False)

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        ordering = ("-created", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(~Q(text="") & Q(removed_on=None, removed_by=""))
                | Q(text="", proof=None, removed_on__isnull=False, removed_by__in=("writer", "coordinator")),
                name="experience_text",
            )
        ]

    def __str__(self) -> str:
        return self.text


class SearchDocument(models.Model):
    """A practice as keys of words (`workshops.text.words`), for the database's own full text search.

    What indexes it stands in `practices.queries.search_index`.
    """

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="document")
    title = models.TextField(editable=False)
    about = models.TextField(editable=False)
    rest = models.TextField(editable=False)


class Word(models.Model):
    """A word that stands in some practice, by which a slip of the finger is forgiven.

    A slip spares one half of a word: the one half is looked for in ``folded``, the other in ``backwards``.
    """

    text = models.CharField(max_length=60, unique=True, editable=False)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    backwards = models.CharField(max_length=120, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.text
