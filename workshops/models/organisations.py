from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from workshops.models.name_keys import NameKey, key_of
from workshops.text.collation import Alphabetical


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A facilitator, coordinator or operator; signs in by e-mail. Participants have no account."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def coordinated(self) -> frozenset[int]:
        """Ids of the organisations whose coordinator this is."""
        if not (self.is_active and self.is_staff):
            return frozenset()
        mine = self.memberships.filter(role=Membership.Role.COORDINATOR)
        return frozenset(mine.values_list("organisation_id", flat=True))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def named(self, name: str) -> OrganisationQuerySet:
        """The one of this name, however it is written; none or one."""
        return self.filter(name_key=key_of(name))


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=120)
    name_key = NameKey()
    language = models.CharField(
        _("language of its e-mails"),
        max_length=2,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        default="fi",
    )
    contact = models.EmailField(
        _("address for questions"),
        blank=True,
        help_text=_(
            "An e-mail address of the organisation, never of a person. "
            "Whoever comes when a workshop has ended is told to ask there."
        ),
    )
    area = models.ForeignKey(
        "Area",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("area"),
        help_text=_("Its members read what is shared with this area and with its region."),
    )
    notes_kept_days = models.PositiveSmallIntegerField(
        _("days that notes are kept after a workshop closes"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    feedback_form = models.JSONField(default=list, blank=True, editable=False)  # none: the usual one
    feedback_version = models.PositiveIntegerField(default=0, editable=False)  # how often it was saved
    demo = models.BooleanField(_("made by the demo command"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = (Alphabetical("name"),)
        constraints = [
            models.UniqueConstraint(fields=("name_key",), name="organisation_name"),
            models.CheckConstraint(
                condition=models.Q(notes_kept_days__range=(1, 3650)), name="organisation_notes_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.FACILITATOR)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=("user", "organisation", "role"), name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=("facilitator", "coordinator")), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
