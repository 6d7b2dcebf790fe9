"""What every page of the admin shares: reach, wording, and a log that names ids, never texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin import ShowFacets
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeData, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.permissions import can_coordinate
from workshops.admin.lists import Listed
from workshops.forms.texts import TextField
from workshops.models import User, Workshop
from workshops.models.name_keys import NameKey
from workshops.queries import coordinator_scope
from workshops.refusals import Gone
from workshops.services import audit_log
from workshops.text import dates


def user_of(request: HttpRequest) -> User:
    """Whoever got past the site's door is signed in."""
    return cast(User, request.user)


def link_to(workshop: Workshop) -> str:
    page = reverse("admin:workshops_workshop_change", args=[workshop.pk])
    return format_html('<a href="{}">{}</a>', page, workshop.title)


def day(moment: datetime | None) -> str:
    return dates.day(moment)


MAX_SEARCH_WORDS, MAX_SEARCH_LENGTH = 8, 200  # that are looked for
# What may follow a filter's own path in the address; a further relation never does.
COMPARISONS = {"id", "exact", "isnull", "year", "month", "day", "gte", "lt"}


def _parameter_of(item: Any) -> str:
    """The parameter of the address by which an entry of ``list_filter`` asks."""
    return getattr(item, "parameter_name", None) or (item if isinstance(item, str) else item[0])


def _asks(lookup: str, of: str) -> bool:
    following = lookup.removeprefix(of)
    return lookup.startswith(of) and set(following.split("__")) <= COMPARISONS | {""}


class Plain(BaseModelAdmin):
    """Fields without links to pop-up windows; words are guarded as anywhere else, options begin with a
    capital."""

    formfield_overrides: ClassVar[Any] = {
        models.CharField: {"form_class": TextField},
        models.TextField: {"form_class": TextField},
        models.EmailField: {"form_class": forms.EmailField},
    }

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field:
            choices: Any = field.choices
            field.choices = [(value, capfirst(words)) for value, words in choices]
        return field


class Reached(Plain, Listed):
    """Coordinators look at what belongs to their organisations; whoever may do more says so."""

    organisation_path: ClassVar[str] = "organisation"
    rehearsal_path: ClassVar[str] = ""  # where rows belong to a workshop: those of a rehearsal never show
    about: ClassVar[Any] = ""  # a line for the overview
    list_per_page = 50
    empty_value_display = mark_safe('<span class="none">–</span>')
    show_facets = ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if self.rehearsal_path:
            rows = coordinator_scope.real(rows, self.rehearsal_path)
        return coordinator_scope.within(rows, user_of(request), self.organisation_path)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves what was changed here: what somebody else changes meanwhile stays."""
        if not change:
            obj.save()
            return
        fields = obj._meta.concrete_fields
        changed = {field.name for field in fields if field.name in form.changed_data}
        keys = {field.name for field in fields if isinstance(field, NameKey) and "name" in changed}
        with live.holding(type(obj)._default_manager.filter(pk=obj.pk)) as held:
            if not held:
                raise Gone(_("A colleague has just deleted this. Look at the list again."))
            obj.save(update_fields=changed | keys)

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Django begins many with the name of a model, which is a small letter's."""
        whole = str(message)
        begun = capfirst(whole)
        told = mark_safe(begun) if isinstance(message, SafeData) else begun  # noqa: S308 - it was before
        super().message_user(request, told, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Of a page that somebody pasted its beginning: each word of it is a condition for each field."""
        beginning = " ".join(search_term[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS])
        return super().get_search_results(request, queryset, beginning)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_coordinate(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_coordinate(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the filters on the page ask, so that no hash is guessed at through the address."""
        offered = [_parameter_of(item) for item in self.list_filter] + [self.date_hierarchy or ""]
        return any(_asks(lookup, of=parameter) for parameter in offered if parameter)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        original = context.get("original")
        title = str(original) if original else context["title"]
        context |= {"title": title, "subtitle": None, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    # The log says who, when, which id and which fields: it outlives what it speaks of.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return audit_log.record(obj, ADDITION, message, by=user_of(request))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return audit_log.record(obj, CHANGE, message, by=user_of(request))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> list[LogEntry]:
        return [audit_log.record(obj, DELETION, "", by=user_of(request)) for obj in queryset]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        message = super().construct_change_message(request, form, [], add)
        names = [formset.prefix for formset in formsets or [] if formset.has_changed()]
        return [*message, {"changed": {"fields": names}}] if names else message
