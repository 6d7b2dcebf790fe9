from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.models.base import TEXT_LENGTH, Provable, Written, not_blank
from workshops.models.workshop import Workshop


class Heard(Written):
    """One line of "what I heard today"."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="heard")
    hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        ordering = ("created", "pk")
        constraints = [not_blank("text", "heard_text")]


class Need(models.Model):
    """A shared development need and how far ahead it reaches."""

    class Horizon(models.TextChoices):
        MONTHS = "months", _("in the coming months")
        YEARS = "years", _("in the coming years")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="needs")
    text = models.CharField(_("need"), max_length=240)
    horizon = models.CharField(_("when"), max_length=6, choices=Horizon, default=Horizon.MONTHS)

    class Meta:
        ordering = ("horizon", "pk")
        constraints = [
            not_blank("text", "need_text"),
            models.CheckConstraint(condition=Q(horizon__in=("months", "years")), name="need_horizon"),
        ]

    def __str__(self) -> str:
        return self.text


class Agreement(models.Model):
    """What happens next. Going on and stopping are both good outcomes."""

    class Decision(models.TextChoices):
        GO_ON = "go_on", _("The process goes on")
        ENOUGH = "enough", _("This is enough for now")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="agreement")
    last_word = models.TextField(_("the organiser’s last word"), max_length=TEXT_LENGTH, blank=True)
    how_themes = models.TextField(_("how we work on the themes"), max_length=1000, blank=True)
    how_results = models.TextField(_("how the results are used"), max_length=1000, blank=True)
    decision = models.CharField(_("does the process go on"), max_length=6, choices=Decision, blank=True)
    next_at = models.DateTimeField(_("next date"), null=True, blank=True)
    next_place = models.CharField(_("where we meet next"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=("", "go_on", "enough")), name="agreement_decision"
            )
        ]

    def __str__(self) -> str:
        return self.get_decision_display()


class Task(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", _("to do")
        DOING = "doing", _("under way")
        DONE = "done", _("done")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="tasks")
    what = models.CharField(_("what"), max_length=240)
    responsible = models.CharField(_("responsible role"), max_length=80)
    due = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=5, choices=Status, default=Status.OPEN)

    class Meta:
        ordering = ("due", "pk")
        constraints = [
            not_blank("what", "task_what"),
            models.CheckConstraint(condition=Q(status__in=("open", "doing", "done")), name="task_status"),
        ]

    def __str__(self) -> str:
        return self.what


class AgreementComment(Written):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="comments")

    class Meta:
        ordering = ("created", "pk")
        constraints = [not_blank("text", "agreement_comment_text")]


class FeedbackAnswer(Provable):
    """One anonymous answer; each score is 1–5 or missing. ``proof`` lets a device answer once."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="feedback")
    heard = models.PositiveSmallIntegerField(null=True, blank=True)
    learnt = models.PositiveSmallIntegerField(null=True, blank=True)
    shared = models.PositiveSmallIntegerField(null=True, blank=True)
    ease = models.PositiveSmallIntegerField(null=True, blank=True)
    recommend = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(_("in your own words"), max_length=TEXT_LENGTH, blank=True)

    SCORES = ("heard", "learnt", "shared", "ease", "recommend")

    class Meta:
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{score: None}) | Q(**{f"{score}__range": (1, 5)}), name=f"feedback_{score}"
                )
                for score in ("heard", "learnt", "shared", "ease", "recommend")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DebriefNote(models.Model):
    """A main point that the second facilitator writes down while ``step``'s slide ``slide`` is on."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="debrief")
    phase = models.CharField(max_length=12, editable=False)
    slide = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.CharField(_("main point"), max_length=TEXT_LENGTH)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created",)
        constraints = [
            not_blank("text", "debrief_text"),
            models.CheckConstraint(
                condition=Q(phase__in=phases.having("has_main_points")), name="debrief_phase"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PrivateNote(models.Model):
    """A facilitator's own notes on a workshop; no one else sees them."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="private_notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="private_notes")
    text = models.TextField(_("your own notes"), max_length=4000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("workshop", "user"), name="private_note_once"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
