"""Those who have been asked by mail and have not answered; accepted or withdrawn a row is deleted.

Whether an address has an account is asked only of whoever opens the link.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.models.organisations import Membership, Organisation, User
from workshops.models.recipients import Recipient
from workshops.models.workshop import Workshop


class InvitationQuerySet(models.QuerySet[Any]):
    def with_sender(self) -> InvitationQuerySet:
        """Each with ``sender_may``: one counts for as long as whoever sent it may still invite."""
        return self.annotate(sender_may=self.model.sender_may_invite())

    def standing(self) -> InvitationQuerySet:
        """Those whose link works."""
        return self.with_sender().filter(expires_on__gte=timezone.localdate(), sender_may=True)


class Invitation(models.Model):
    """``problem`` says why the last mail was not handed over; links of one ``salt`` open no other kind."""

    salt: ClassVar[str]

    class State(models.TextChoices):
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    email = models.EmailField(_("e-mail"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"))
    state = models.CharField(max_length=7, choices=State, default=State.SENDING, editable=False)
    problem = models.CharField(
        max_length=7, choices=Recipient.Problem, default="", blank=True, editable=False
    )
    changed_at = models.DateTimeField(editable=False)
    expires_on = models.DateField(editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("email",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state__in=("sending", "sent", "failed"), problem__in=("", "away", "refused")),
                name="%(class)s_state",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @classmethod
    def sender_may_invite(cls) -> Exists:
        raise NotImplementedError


class FacilitatorInvitation(Invitation):
    """To facilitate a workshop."""

    salt = "facilitator-invitation"
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="facilitator_invitations")

    class Meta(Invitation.Meta):
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(fields=("workshop", "email"), name="facilitator_invited_once"),
        ]

    @classmethod
    def sender_may_invite(cls) -> Exists:
        """Operators, whoever facilitates the workshop, and whoever coordinates its organisation."""
        coordinates = Q(
            is_staff=True,
            memberships__organisation=OuterRef("workshop__organisation"),
            memberships__role=Membership.Role.COORDINATOR,
        )
        facilitates = Q(facilitations__workshop=OuterRef("workshop"))
        senders = User.objects.filter(pk=OuterRef("by"), is_active=True)
        return Exists(senders.filter(Q(is_superuser=True) | coordinates | facilitates))


class MembershipInvitation(Invitation):
    """To an organisation, as facilitator or coordinator."""

    salt = "membership-invitation"
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=Membership.Role, default=Membership.Role.FACILITATOR
    )

    class Meta(Invitation.Meta):
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(fields=("organisation", "email", "role"), name="member_invited_once"),
            models.CheckConstraint(condition=Q(role__in=("facilitator", "coordinator")), name="invited_role"),
        ]

    @classmethod
    def sender_may_invite(cls) -> Exists:
        """Operators, and whoever coordinates the organisation."""
        coordinates = Q(
            is_staff=True,
            memberships__organisation=OuterRef("organisation"),
            memberships__role=Membership.Role.COORDINATOR,
        )
        senders = User.objects.filter(pk=OuterRef("by"), is_active=True)
        return Exists(senders.filter(Q(is_superuser=True) | coordinates))
