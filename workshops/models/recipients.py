from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import Workshop


class Recipient(models.Model):
    """An address to which the report was promised. It goes some days after the notes do.

    ``problem`` says why the last mail was not handed over. ``opened_on`` is a day and no more.
    """

    class State(models.TextChoices):
        UNSENT = "unsent"
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"

    class Problem(models.TextChoices):
        NONE = ""
        AWAY = "away", _("The mail server does not answer.")
        REFUSED = "refused", _("The mail server does not accept this address. Check that it is right.")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="named")
    address = models.EmailField(_("e-mail address"))
    state = models.CharField(max_length=9, choices=State, default=State.UNSENT, editable=False)
    problem = models.CharField(max_length=7, choices=Problem, default="", blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    sent_on = models.DateField(null=True, editable=False)
    opened_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("recipient")
        ordering = ("address",)
        constraints = [
            models.UniqueConstraint(fields=("workshop", "address"), name="recipient_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=("unsent", "waiting", "sending", "sent", "failed", "withdrawn"),
                    problem__in=("", "away", "refused"),
                ),
                name="recipient_state",
            ),
        ]

    def __str__(self) -> str:
        return f"recipient {self.pk}"


class ReportLink(models.Model):
    """A link to the report that went out by mail; of its token only a hash is kept."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField()

    def __str__(self) -> str:
        return f"link {self.pk}"
