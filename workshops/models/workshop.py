from __future__ import annotations

import math
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.models.areas import Area
from workshops.models.base import not_blank
from workshops.models.organisations import Organisation, User
from workshops.models.sharing import Sharing
from workshops.text.places import LINK_LENGTH

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 8
MAX_PEOPLE = 500  # in one workshop: what its pages and seating are made and measured for
ROOM_TO_SPARE = 1.5  # times those expected, when nobody has settled how many may join


def new_code(length: int = CODE_LENGTH) -> str:
    """So many of 32 characters that nobody mistakes for another (no 0/O, 1/I)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def usual_minutes() -> dict[str, int]:
    return {phase.key: phase.minutes for phase in phases.TIMED}


class Workshop(models.Model):
    """One whole process: both dialogues, agreement, feedback.

    ``rev`` grows by one in the transaction of each write. The timer runs when ``ends_at`` is set, is paused
    when ``remaining`` (seconds) is, else it is off. ``minutes_given`` is what each step had as it began.
    """

    class FocusArea(models.TextChoices):
        GROWTH = "growth", _("growth and learning")
        WELLBEING = "wellbeing", _("well-being")
        LEADERSHIP = "leadership", _("leadership")
        OWN = "own", _("our own")

    class Screen(models.TextChoices):
        """What the projector does: goes along, stays as it is, or shows nothing but paper."""

        FOLLOWS = "follows", _("The projector follows")
        HELD = "held", _("The projector stays as it is")
        BLANK = "blank", _("The picture on the projector is hidden")

    class LastTime(models.TextChoices):
        """Of which workshop the welcome tells what was agreed and how it went."""

        NOTHING = "", _("Nothing is shown")
        LATEST = "latest", _("The latest workshop of the organisation")
        CHOSEN = "chosen", _("The workshop chosen below")

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    title = models.CharField(_("title"), max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="workshops", verbose_name=_("organisation")
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="workshops", verbose_name=_("areas"))
    focus_area = models.CharField(_("focus area"), max_length=12, choices=FocusArea, default=FocusArea.GROWTH)
    own_focus = models.CharField(_("our own focus area"), max_length=120, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        default="fi",
    )
    dialogue_1_at = models.DateTimeField(_("first dialogue"), null=True, blank=True)
    dialogue_2_at = models.DateTimeField(_("second dialogue"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120 + LINK_LENGTH, blank=True)
    minutes = models.JSONField(_("minutes of each phase"), default=usual_minutes)
    minutes_today = models.JSONField(default=dict, editable=False)
    minutes_given = models.JSONField(default=dict, editable=False)
    acute_crisis = models.BooleanField(_("an acute crisis is going on"), default=False)
    open_conflict = models.BooleanField(_("the community is in open conflict"), default=False)
    recipients = models.TextField(_("who will receive the summary"), blank=True, max_length=1000)
    sharing = models.CharField(
        _("how far practices may be shared"), max_length=12, choices=Sharing, default=Sharing.WORKSHOP
    )
    votes_each = models.PositiveSmallIntegerField(_("votes for each person"), default=3)
    expected = models.PositiveSmallIntegerField(_("how many are expected"), null=True, blank=True)
    max_people = models.PositiveSmallIntegerField(_("how many at most"), null=True, blank=True)
    joining_open = models.BooleanField(default=True, editable=False)
    has_joined = models.BooleanField(default=False, editable=False)  # somebody, who was told what stands here
    joined_since_removal = models.PositiveSmallIntegerField(null=True, editable=False)  # None: nobody is
    asks_home_unit = models.BooleanField(_("ask people for their work unit when they join"), default=False)
    last_time = models.CharField(
        _("what was agreed last time"), max_length=6, choices=LastTime, default=LastTime.NOTHING, blank=True
    )
    former = models.ForeignKey(  # deleted meanwhile: nothing is shown instead of it
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("former workshop")
    )
    phoneless = models.PositiveSmallIntegerField(_("people without a phone"), default=0, editable=False)
    has_withdrawn = models.BooleanField(default=False, editable=False)  # a text, whose id is remembered
    has_hidden = models.BooleanField(default=False, editable=False)  # a text, of which its writer is told
    ticked = models.JSONField(default=list, editable=False)  # keys of the checklist (queries.checklist)
    took_part_1 = models.PositiveSmallIntegerField(default=0, editable=False)
    took_part_2 = models.PositiveSmallIntegerField(default=0, editable=False)
    pearls_each = models.PositiveSmallIntegerField(_("pearls for each group"), default=3)

    phase = models.CharField(_("phase"), max_length=12, default=phases.FIRST, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=0, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    remaining = models.PositiveIntegerField(null=True, editable=False)
    rings = models.PositiveIntegerField(default=0, editable=False)
    slide = models.PositiveSmallIntegerField(default=0, editable=False)
    page = models.PositiveSmallIntegerField(null=True, editable=False)  # of a slide; None: they turn
    code_shown = models.BooleanField(default=False, editable=False)  # over all that the projector shows
    screen = models.CharField(max_length=7, choices=Screen, default=Screen.FOLLOWS, editable=False)
    points_shown = models.BooleanField(default=True, editable=False)
    results_shown = models.BooleanField(default=False, editable=False)
    feedback_ended = models.BooleanField(default=False, editable=False)
    feedback_form = models.JSONField(default=list, blank=True, editable=False)  # what is asked here
    report_shared = models.BooleanField(_("participants may read the report"), default=False)
    foreword = models.TextField(_("foreword of the report"), blank=True, max_length=1000)
    left_out = models.JSONField(default=list, editable=False)  # keys of sections of the report
    one_page = models.JSONField(default=dict, editable=False)  # its boxes that were reworded, by key
    rev = models.PositiveBigIntegerField(default=0, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    purge_notes_on = models.DateField(_("notes are deleted on"), null=True, blank=True)
    notes_purged_on = models.DateField(null=True, editable=False)
    is_template = models.BooleanField(_("template of the organisation"), default=False, editable=False)
    is_archived = models.BooleanField(default=False, editable=False)  # by its facilitators, for all of them
    rehearsal_of = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="rehearsal", editable=False
    )
    facilitators = models.ManyToManyField(User, through="Facilitation", related_name="workshops")

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ("-created",)
        constraints = [
            not_blank("title", "workshop_title"),
            models.CheckConstraint(condition=Q(phase__in=phases.KEYS), name="workshop_phase"),
            models.CheckConstraint(
                condition=Q(phase="cafe", round__range=(1, 4)) | (~Q(phase="cafe") & Q(round=0)),
                name="workshop_round",
            ),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(remaining=None), name="workshop_one_timer"),
            models.CheckConstraint(
                condition=(Q(phase="closed") & Q(closed_at__isnull=False))
                | (~Q(phase="closed") & Q(closed_at=None)),
                name="workshop_closed",
            ),
            models.CheckConstraint(
                condition=Q(screen__in=("follows", "held", "blank")), name="workshop_screen"
            ),
            models.CheckConstraint(
                condition=Q(last_time__in=("", "latest", "chosen")), name="workshop_last_time"
            ),
            models.CheckConstraint(
                condition=Q(votes_each__range=(1, 20), pearls_each__range=(1, 20)), name="workshop_limits"
            ),
            models.CheckConstraint(
                condition=Q(max_people=None) | Q(max_people__range=(1, MAX_PEOPLE)),
                name="workshop_max_people",
            ),
            models.CheckConstraint(
                condition=Q(rehearsal_of=None) | Q(is_template=False), name="workshop_rehearsal_no_template"
            ),
            models.CheckConstraint(
                condition=Q(is_archived=False) | Q(phase__in=phases.AT_REST), name="workshop_archived_at_rest"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.focus_area == self.FocusArea.OWN and not self.own_focus:
            raise ValidationError({"own_focus": _("Say in a few words what your own focus area is.")})

    @property
    def step(self) -> str:
        return phases.step_of(self.phase, self.round)

    @property
    def spoken_code(self) -> str:
        """The code as people read it aloud: ``K7M2-QFXA``."""
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def is_closed(self) -> bool:
        return self.phase == phases.LAST

    @property
    def is_rehearsal(self) -> bool:
        """A copy to practise in: in no list or figure, and deleted after a day."""
        return self.rehearsal_of_id is not None

    @property
    def ceiling(self) -> int:
        """How many devices may be in it. To a rehearsal as many simulated people come as are asked for."""
        if self.is_rehearsal or not (self.max_people or self.expected):
            return MAX_PEOPLE
        return self.max_people or min(MAX_PEOPLE, math.ceil(ROOM_TO_SPARE * (self.expected or 0)))

    @property
    def traits(self) -> phases.Phase:
        """What is particular to the phase that it is in."""
        return phases.BY_KEY[self.phase]

    @property
    def dialogue(self) -> int:
        return self.traits.dialogue

    @property
    def sharing_levels(self) -> list[tuple[str, StrPromise]]:
        """How far a group may share what it wrote; nothing is offered where it may not leave the workshop."""
        return Sharing.up_to(self.sharing) if self.sharing != Sharing.WORKSHOP else []

    @property
    def asks_sharing(self) -> bool:
        """Whether people say now what they share."""
        return bool(self.traits.marks_shared and self.sharing_levels)

    def minutes_of(self, phase: str) -> int:
        planned = self.minutes.get(phase, phases.BY_KEY[phase].minutes)
        return self.minutes_today.get(phase, planned)

    def minutes_of_step(self, step: str) -> int:
        """What it had when it was entered; what it will have if it never was."""
        return self.minutes_given.get(step, self.minutes_of(phases.parts_of(step)[0]))

    def seconds_left(self, now: datetime | None = None) -> int | None:
        """Whole seconds until time is up, negative when it has run over; None when the timer is off."""
        if self.ends_at is None:
            return self.remaining
        return round((self.ends_at - (now or timezone.now())).total_seconds())
