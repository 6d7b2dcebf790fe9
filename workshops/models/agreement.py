from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.models.base import TEXT_LENGTH, Hidable, Provable, Written, not_blank, why_of_hidden
from workshops.models.workshop import Workshop
from workshops.text.places import LINK_LENGTH


class Heard(Written, Hidable):
    """One line of "what I heard today"."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="heard")

    class Meta:
        ordering = ("created", "pk")
        constraints = [not_blank("text", "heard_text"), why_of_hidden("heard_why_hidden")]


class Need(models.Model):
    """A shared development need and how far ahead it reaches."""

    class Horizon(models.TextChoices):
        MONTHS = "months", _("in the coming months")
        YEARS = "years", _("in the coming years")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="needs")
    text = models.CharField(_("need"), max_length=240)
    horizon = models.CharField(_("when"), max_length=6, choices=Horizon, default=Horizon.MONTHS)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("horizon", "order", "pk")
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
    next_place = models.CharField(_("where we meet next"), max_length=120 + LINK_LENGTH, blank=True)
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
        DROPPED = "dropped", _("dropped")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="tasks")
    what = models.CharField(_("what"), max_length=240)
    responsible = models.CharField(_("responsible role"), max_length=80)
    due = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.OPEN)
    how = models.CharField(_("how it went"), max_length=240, blank=True)
    told_on = models.DateField(null=True, editable=False)  # the status and how it went
    order = models.PositiveSmallIntegerField(default=0, editable=False)  # among those due on the same day

    class Meta:
        ordering = ("due", "order", "pk")
        constraints = [
            not_blank("what", "task_what"),
            models.CheckConstraint(
                condition=Q(status__in=("open", "doing", "done", "dropped")), name="task_status"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Amendment(models.Model):
    """What changed in an agreement after it was confirmed, and on whose word; it is never changed itself.

    ``before`` and ``after`` hold what stood and what stands, as `queries.amendments` reads it from a row;
    one of them is empty where a need or a task was added or taken out.
    """

    class By(models.TextChoices):
        FACILITATORS = "facilitators", _("the facilitators")
        ORGANISER = "organiser", _("the organiser")
        RESPONSIBLE = "responsible", _("whoever is responsible for it")
        TOGETHER = "together", _("everyone together")

    class What(models.TextChoices):
        THEMES = "themes", _("How we work on the themes from here")
        RESULTS = "results", _("How the results are used")
        DECISION = "decision", _("Do we go on, or is this enough for now?")
        NEXT = "next", _("When we meet next")
        NEED = "need", _("A need that we share")
        TASK = "task", _("A task")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="amendments")
    at = models.DateTimeField(editable=False)
    by = models.CharField(_("who decided on it"), max_length=12, choices=By)
    what = models.CharField(max_length=8, choices=What, editable=False)
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(by__in=("facilitators", "organiser", "responsible", "together")),
                name="amendment_by",
            ),
            models.CheckConstraint(
                condition=Q(what__in=("themes", "results", "decision", "next", "need", "task")),
                name="amendment_what",
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()


class AgreementComment(Written):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="comments")

    class Meta:
        ordering = ("created", "pk")
        constraints = [not_blank("text", "agreement_comment_text")]


class FeedbackAnswer(Provable):
    """One anonymous answer with its scores. ``proof`` lets a device answer once."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="feedback")
    text = models.CharField(_("in your own words"), max_length=TEXT_LENGTH, blank=True)

    def __str__(self) -> str:
        return self.text


class FeedbackScore(models.Model):
    """What one answer says to one sentence, by the sentence's key. A sentence left out has none."""

    answer = models.ForeignKey(FeedbackAnswer, models.CASCADE, related_name="scores")
    key = models.CharField(max_length=40, editable=False)
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("answer", "key"), name="feedback_score_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="feedback_score_range"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.score}"


class DebriefNote(models.Model):
    """A main point that the second facilitator writes down while ``step``'s slide ``slide`` is on."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="debrief")
    phase = models.CharField(max_length=12, editable=False)
    slide = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.CharField(_("main point"), max_length=TEXT_LENGTH)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("order", "created", "pk")
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
