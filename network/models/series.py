"""Workshops that belong together: a project, a year, a round of dialogues on one theme."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.models import Area, FacilitatorInvitation, Organisation, Recipient, User, Workshop
from workshops.models.base import not_blank
from workshops.text.collation import Alphabetical

NAME_LENGTH, PURPOSE_LENGTH = 120, 1000


class Series(models.Model):
    """Coordinators of ``organisation`` look after it. Its workshops begin with the words of ``template``."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="series", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    purpose = models.TextField(_("what it is for"), max_length=PURPOSE_LENGTH, blank=True)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    template = models.ForeignKey(
        Workshop,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("workshop whose questions and script the others begin with"),
    )
    areas = models.ManyToManyField(
        Area, blank=True, related_name="series", verbose_name=_("areas meant to take part")
    )
    workshops = models.ManyToManyField(Workshop, through="SeriesWorkshop", related_name="series")
    members = models.ManyToManyField(Organisation, through="SeriesMember", related_name="series_joined")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = (Alphabetical("name"), "pk")
        constraints = [
            not_blank("name", "series_name"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(begins_on__lte=F("ends_on")),
                name="series_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeriesWorkshop(models.Model):
    """``is_seminar``: it is for all who take part in the series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="entries")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="series_entries")
    is_seminar = models.BooleanField(_("a seminar for all"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("series", "workshop"), name="in_series_once")]

    def __str__(self) -> str:
        return str(self.pk)


class SeriesMember(models.Model):
    """An organisation that has accepted an invitation: its coordinators put workshops into the series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="series_memberships")
    joined_on = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("series", "organisation"), name="series_member_once")]

    def __str__(self) -> str:
        return str(self.pk)


class SeriesInvitation(models.Model):
    """Sent to a coordinator of another organisation, who says which one joins; then it is deleted.

    The link's key is made of ``seed`` and the server's secret: the table alone opens none. ``problem`` says
    why the last mail was not handed over.
    """

    State = FacilitatorInvitation.State
    sender_may = True  # it stands, though whoever sent it has left

    series = models.ForeignKey(Series, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.SENDING)
    problem = models.CharField(max_length=7, choices=Recipient.Problem, default="", blank=True)
    changed_at = models.DateTimeField()
    seed = models.CharField(max_length=32, unique=True, editable=False)
    expires_on = models.DateField()

    class Meta:
        ordering = ("email",)
        constraints = [
            models.UniqueConstraint(fields=("series", "email"), name="series_invited_once"),
            models.CheckConstraint(
                condition=Q(state__in=("sending", "sent", "failed"), problem__in=("", "away", "refused")),
                name="series_invitation_state",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
