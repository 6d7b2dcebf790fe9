"""What participants write has the same few fields everywhere; here they are once."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from workshops.models.sharing import Sharing

TEXT_LENGTH = 500


class Provable(models.Model):
    """A thing a device can show to be its own, while nobody can list what one device wrote.

    ``proof`` is HMAC(device key, thing). It is wiped (null) when the workshop closes.
    ``workshop_path`` is the lookup from the model to its workshop. Ids are drawn by chance: counted ones
    would put side by side what one device marked in one moment.
    """

    workshop_path: ClassVar[str] = "workshop"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proof = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "wiped"

    class Meta:
        abstract = True


class Written(Provable):
    """A text of a participant. Its id comes from the client, so a repeated write is one row.

    ``created`` is exact until its step ends and then when the step began; ``pk`` orders what is alike.
    """

    text = models.CharField(_("text"), max_length=TEXT_LENGTH)
    created = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class WhyHidden(models.TextChoices):
    """Ready sentences by which a facilitator may tell a writer why something was hidden; nobody else is."""

    PERSON = "person", _("Somebody could be recognised from it.")
    HURTS = "hurts", _("It could hurt somebody.")
    TOPIC = "topic", _("It belongs to another topic.")
    TWICE = "twice", _("It has been said already.")
    UNCLEAR = "unclear", _("It needs more words to be understood.")


class Hidable(models.Model):
    """What a facilitator can take off everyone's screens (`services.hiding`)."""

    reasons = (("", _("No reason is given.")), *WhyHidden.choices)
    hidden = models.BooleanField(_("hidden"), default=False)
    why_hidden = models.CharField(max_length=7, choices=WhyHidden, blank=True, editable=False)

    class Meta:
        abstract = True


class Sharable(models.Model):
    """What its writers may share beyond the workshop: they say how far, and a facilitator confirms it.

    *This workshop* is not shared. ``reworded`` is a facilitator's wording, until its writer changes the text.
    """

    sharing = models.CharField(max_length=12, choices=Sharing, default=Sharing.WORKSHOP, editable=False)
    reworded = models.CharField(max_length=TEXT_LENGTH, blank=True)
    share_confirmed = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def told(self) -> str:
        """In the words in which it is shared."""
        return self.reworded or str(self)


def known_level(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name=name)


def why_of_hidden(name: str) -> models.CheckConstraint:
    """Only of what is hidden there is a reason for it."""
    reasons = Q(hidden=True, why_hidden__in=("person", "hurts", "topic", "twice", "unclear"))
    return models.CheckConstraint(condition=Q(why_hidden="") | reasons, name=name)


def not_blank(field: str, name: str) -> models.CheckConstraint:
    """The field holds more than nothing; forms strip white space before it comes here."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=name)
