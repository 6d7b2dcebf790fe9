from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.base import TEXT_LENGTH, not_blank


class Sharing(models.TextChoices):
    """How far a practice may travel; each level holds those before it."""

    WORKSHOP = "workshop", _("this workshop only")
    AREA = "area", _("our municipality or wellbeing services county")
    REGION = "region", _("our region")
    EVERYONE = "everyone", _("everyone")


class Practice(models.Model):
    """What a workshop agreed to share. Its provenance runs contribution → theme → theme group → notes."""

    contribution = models.OneToOneField(
        "Contribution", models.SET_NULL, null=True, blank=True, related_name="practice"
    )
    workshop = models.ForeignKey("Workshop", models.SET_NULL, null=True, blank=True, related_name="practices")
    text = models.CharField(_("text"), max_length=TEXT_LENGTH)
    sharing = models.CharField(_("shared with"), max_length=12, choices=Sharing, default=Sharing.WORKSHOP)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            not_blank("text", "practice_text"),
            models.CheckConstraint(condition=models.Q(sharing__in=Sharing.values), name="practice_sharing"),
        ]

    def __str__(self) -> str:
        return self.text
