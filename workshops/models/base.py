"""What participants write has the same few fields everywhere; here they are once."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

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


def not_blank(field: str, name: str) -> models.CheckConstraint:
    """The field holds more than nothing; forms strip white space before it comes here."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=name)
