"""The coordinators' door: one admin site, entered through the same sign-in as everything else."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from workshops.permissions import can_coordinate


class CoordinatorSite(AdminSite):
    site_header = site_title = "Dialogit"
    index_title = _("Coordination")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return can_coordinate(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The admin has no sign-in of its own, so its throttle and wording are everyone's."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")


site = CoordinatorSite(name="admin")
