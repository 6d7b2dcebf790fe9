from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.agreement import Task
from workshops.models.base import Provable
from workshops.models.workshop import Workshop

NEXT_TIME_LENGTH = 2000


class TaskAnswer(Provable):
    """How a task looks to one who took part, from 1 to 5; written after closing, gone with the notes.

    ``counted``: it stands in the figure that is shown, which takes in answers by fives. ``proof`` lets a
    device answer once, and change its answer until it is counted.
    """

    workshop_path = "task__workshop"
    task = models.ForeignKey(Task, models.CASCADE, related_name="answers")
    score = models.PositiveSmallIntegerField()
    counted = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="task_answer_score"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Subscriber(models.Model):
    """Somebody who is reminded by mail: a facilitator (``user``), or an address that somebody typed.

    ``stopped``: a facilitator wants no reminders of this workshop. An address that wants none is deleted.
    ``asked_at``: the one mail went that asks an address whether it wants them; before it is ``confirmed`` no
    other does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="subscribers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(_("e-mail address"), blank=True)
    stopped = models.BooleanField(default=False, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    confirmed = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("workshop", "address"), condition=~Q(address=""), name="subscriber_address_once"
            ),
            models.UniqueConstraint(fields=("workshop", "user"), name="subscriber_user_once"),
            models.CheckConstraint(
                condition=Q(address="", user__isnull=False) | (~Q(address="") & Q(user=None, stopped=False)),
                name="subscriber_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Reminder(models.Model):
    """That a subscriber has been reminded ``about`` one thing on its day; written before the mail goes."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=40, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("subscriber", "about"), name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class CalendarFeed(models.Model):
    """That the workshop's dates can be subscribed to. The secret address is ``nonce`` with a signature."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=32, unique=True, editable=False)

    def __str__(self) -> str:
        return f"feed {self.pk}"


class NextTime(models.Model):
    """What the facilitators would do alike and otherwise next time; the coordinators read it too."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="next_time")
    text = models.TextField(_("for next time"), max_length=NEXT_TIME_LENGTH, blank=True)

    def __str__(self) -> str:
        return self.text[:40]
