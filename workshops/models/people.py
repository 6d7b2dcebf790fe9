from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import Workshop


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> ParticipantQuerySet:
        """Who has not been taken off, shared devices too."""
        return self.filter(removed=False)

    def people(self) -> ParticipantQuerySet:
        """Those of them who are one person each."""
        return self.present().filter(shared=False)


class Participant(models.Model):
    """Someone in the room. ``key_hash`` tells their device again; no other fact about a person is kept.

    ``shared`` is a device that several people write with: it counts as nobody.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    key_hash = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=40, blank=True)
    home_unit = models.CharField(_("home unit"), max_length=60, blank=True)
    group = models.ForeignKey("OpenSpaceGroup", models.SET_NULL, null=True, blank=True, related_name="people")
    removed = models.BooleanField(default=False)
    shared = models.BooleanField(_("This is a shared device that stays at a table"), default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=("workshop", "key_hash"), name="participant_once"),
        ]
        indexes = [models.Index(fields=("key_hash",), name="participant_key")]

    def __str__(self) -> str:
        return self.name or str(_("participant"))


class PhoneCode(models.Model):
    """A code that brings one participant over to a new phone, once and until ``until``; its hash alone."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, related_name="phone_code", primary_key=True
    )
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return str(self.participant)
