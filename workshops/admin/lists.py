"""What every list of the admin says of itself: how many there are, in words, and how to begin when empty."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin, actions
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class CountedList(ChangeList):
    @property
    def told(self) -> str:
        return cast(Listed, self.model_admin).counted(self.result_count)

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.query or self.has_active_filters)


class Listed(ModelAdmin):
    """Each list says its number with a noun, which Finnish inflects after every number but one."""

    empty: ClassVar[Any] = ""  # how to begin, where nothing is in the list yet
    begin_with: ClassVar[tuple[tuple[str, Any], ...]] = ()  # links to where one begins, with their words

    def counted(self, count: int) -> str:
        raise NotImplementedError

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountedList

    def get_actions(self, request: HttpRequest) -> Any:
        """Django's words for deleting put the plural in quotes, which Finnish cannot inflect."""
        found = super().get_actions(request)
        if "delete_selected" in found:
            found["delete_selected"] = (_delete_selected, "delete_selected", _("Delete what is selected"))
        return found


def _delete_selected(admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
    """Django's own asks on its page; done and told it is here."""
    if not request.POST.get("post"):
        return actions.delete_selected(admin, request, queryset)
    _objects, _counts, lacking, protected = admin.get_deleted_objects(queryset, request)
    if lacking or protected:
        return actions.delete_selected(admin, request, queryset)
    count = len(queryset)
    admin.log_deletions(request, queryset)
    admin.delete_queryset(request, queryset)
    words = ngettext("%(count)s deleted.", "%(count)s deleted.", count) % {"count": count}
    admin.message_user(request, words, messages.SUCCESS)
    return None
