from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.organisations import User
from workshops.models.workshop import Workshop


class Facilitation(models.Model):
    """``is_guest``: of another organisation, asked for this one workshop, and no member of the workshop's."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead facilitator")
        SECOND = "second", _("second facilitator")

    user = models.ForeignKey(User, models.CASCADE, related_name="facilitations", verbose_name=_("user"))
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="facilitations")
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.LEAD)
    is_guest = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("facilitation")
        verbose_name_plural = _("facilitations")
        constraints = [
            models.UniqueConstraint(fields=("user", "workshop"), name="facilitation_once"),
            models.UniqueConstraint(
                fields=("workshop",), condition=Q(role="lead"), name="facilitation_one_lead"
            ),
            models.CheckConstraint(condition=Q(role__in=("lead", "second")), name="facilitation_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
