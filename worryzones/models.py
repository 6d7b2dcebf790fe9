from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from workshops.models import Participant, Theme, Workshop
from workshops.models.base import Hidable, Provable, Sharable, Written, known_level, not_blank, why_of_hidden
from workshops.models.open_space import PLACE_LENGTH
from workshops.text.places import LINK_LENGTH
from worryzones import zones


class Cafe(models.Model):
    """Four tables, one for each zone. Large rooms have several cafés side by side; one is ``alone``."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="cafes")
    number = models.PositiveSmallIntegerField(_("number"))
    alone = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("workshop", "number"), name="cafe_number")]

    def __str__(self) -> str:
        return str(self.number)


class CafeGroup(models.Model):
    """People who walk from table to table together. ``number`` 1–4 says where they start.

    ``phoneless`` counts those among them who have no phone of their own: a number, never a person.
    ``small`` says that the facilitator lets it be of one or two, in which everyone knows who wrote.
    """

    cafe = models.ForeignKey(Cafe, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField(_("number"))
    phoneless = models.PositiveSmallIntegerField(_("people without a phone"), default=0)
    small = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("cafe", "number")
        constraints = [
            models.UniqueConstraint(fields=("cafe", "number"), name="cafe_group_number"),
            models.CheckConstraint(condition=Q(number__range=(1, 4)), name="cafe_group_one_of_four"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As it is called out, with what that means to the reader of another language."""
        cafe = self.cafe
        return zones.group_name(self.number, None if cafe.alone else cafe.number, cafe.workshop.language)

    @property
    def called(self) -> str:
        """The name alone, where there is no room for more."""
        with override(self.cafe.workshop.language):
            return self.name


class Table(models.Model):
    """A zone's table. Its host stays while groups come and go.

    ``keeper`` is the group that the facilitator chose to name the themes of a table left vacant; without
    a choice ``rotation.tend`` gives it one.
    """

    cafe = models.ForeignKey(Cafe, models.CASCADE, related_name="tables")
    zone_number = models.PositiveSmallIntegerField(_("zone"))
    host = models.OneToOneField(
        Participant, models.SET_NULL, null=True, blank=True, related_name="hosted_table"
    )
    keeper = models.ForeignKey(CafeGroup, models.SET_NULL, null=True, blank=True, related_name="kept_tables")

    class Meta:
        ordering = ("cafe", "zone_number")
        constraints = [
            models.UniqueConstraint(fields=("cafe", "zone_number"), name="table_zone"),
            models.CheckConstraint(condition=Q(zone_number__in=zones.NUMBERS), name="table_one_of_four"),
        ]

    def __str__(self) -> str:
        return str(self.zone.label)

    @property
    def zone(self) -> zones.Zone:
        return zones.BY_NUMBER[self.zone_number]


class TablePlace(models.Model):
    """Where a table is that is not simply in the room. Settled beforehand, when there are no tables yet."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="table_places")
    cafe_number = models.PositiveSmallIntegerField(_("number"))
    zone_number = models.PositiveSmallIntegerField(_("zone"))
    place = models.CharField(_("place"), max_length=PLACE_LENGTH + LINK_LENGTH, blank=True)

    class Meta:
        ordering = ("cafe_number", "zone_number")
        constraints = [
            models.UniqueConstraint(
                fields=("workshop", "cafe_number", "zone_number"), name="table_place_one"
            ),
            models.CheckConstraint(condition=Q(zone_number__in=zones.NUMBERS), name="table_place_zone"),
        ]

    def __str__(self) -> str:
        return self.place


class Seat(models.Model):
    """Which group a participant walks with. Replaced on a move: where they were is not kept."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="seat")
    group = models.ForeignKey(CafeGroup, models.CASCADE, related_name="seats")


class SharedDevice(models.Model):
    """At which table a shared device stands. It stands for no person: it has no seat and walks nowhere."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="stand")
    table = models.ForeignKey(Table, models.CASCADE, related_name="devices")


class ThemeGroup(models.Model):
    """Notes that a table puts together; its name is the title of the theme it proposes."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="theme_groups")
    theme = models.OneToOneField(Theme, models.CASCADE, related_name="theme_group")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.theme.title


class Note(Written, Hidable, Sharable):
    class Kind(models.TextChoices):
        SITUATION = "situation", _("Situation")
        HELPS = "helps", _("What helps")

    workshop_path = "table__cafe__workshop"
    table = models.ForeignKey(Table, models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.SITUATION)
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    theme_group = models.ForeignKey(ThemeGroup, models.SET_NULL, null=True, blank=True, related_name="notes")

    class Meta:
        verbose_name = pgettext_lazy("one", "note")
        verbose_name_plural = _("notes")
        ordering = ("-created", "pk")
        indexes = [models.Index(fields=("table", "-created"))]
        constraints = [
            not_blank("text", "note_text"),
            why_of_hidden("note_why_hidden"),
            known_level("note_sharing"),
            models.CheckConstraint(condition=Q(kind__in=("situation", "helps")), name="note_kind"),
            models.CheckConstraint(condition=Q(round__range=(0, 4)), name="note_round"),
        ]


class Ours(Provable):
    """One device says of a note: ours too."""

    workshop_path = "note__table__cafe__workshop"
    note = models.ForeignKey(Note, models.CASCADE, related_name="ours")


class Prompt(models.Model):
    """A question of a zone as one workshop words it in one language; without any it asks the usual ones."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="prompts")
    zone_number = models.PositiveSmallIntegerField(_("zone"))
    language = models.CharField(_("language"), max_length=2, default="fi")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("question"), max_length=240)

    class Meta:
        ordering = ("zone_number", "order")
        constraints = [
            models.UniqueConstraint(
                fields=("workshop", "language", "zone_number", "order"), name="prompt_order"
            ),
            models.CheckConstraint(condition=Q(zone_number__in=zones.NUMBERS), name="prompt_zone"),
            not_blank("text", "prompt_text"),
        ]

    def __str__(self) -> str:
        return self.text
