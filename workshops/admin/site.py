"""The coordinators' door: one admin site, entered through the same sign-in as everything else."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import can_coordinate
from workshops.models import User
from workshops.queries import coordinator_scope


class CoordinatorSite(AdminSite):
    site_header = site_title = "Dialogit"
    index_title = _("Coordination")
    enable_nav_sidebar = False
    order = ("Workshop", "Practice", "User", "MembershipInvitation", "Organisation", "Area")
    own_cards = ("Workshop", "User", "MembershipInvitation")  # on the first page, or told on another's

    def get_urls(self) -> list[Any]:
        """Without the way to pages of things: ours have none, and it looks for whatever id it is given."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def has_permission(self, request: HttpRequest) -> bool:
        return can_coordinate(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The admin has no sign-in of its own, so its throttle and wording are everyone's."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the order in which a coordinator works, each with a line about itself."""
        apps = super().get_app_list(request, app_label)
        apps.sort(key=lambda app: app["app_label"] != "workshops")
        for app in apps:
            app["models"].sort(key=lambda entry: self._place(entry["object_name"]))
            for entry in app["models"]:
                entry["has_own_card"] = entry["object_name"] in self.own_cards
                entry["about"] = getattr(self._registry[entry["model"]], "about", "")
        return apps

    def _place(self, name: str) -> int:
        return self.order.index(name) if name in self.order else len(self.order)

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        overview = {"overview": coordinator_scope.overview(cast(User, request.user))}
        return super().index(request, overview | (extra_context or {}))

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """There is one index, in the order in which a coordinator works."""
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


site = CoordinatorSite(name="admin")
