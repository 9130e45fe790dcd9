from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class DebriefAdminSite(admin.AdminSite):
    """Read-mostly windows on the rows, for administrators only; what changes state goes through the verbs."""

    site_header = "Debrief administration"
    site_title = "Debrief administration"
    index_title = "Records"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_administrator", False))

    def get_urls(self) -> list[Any]:
        """Without the door that turns any row's number into its address, whoever may know of it."""
        return [route for route in super().get_urls() if getattr(route, "name", None) != "view_on_site"]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No sign-in of its own: Django's form would let a stranger guess passwords without a pause.

        Strangers never come here, they are sent to the one front door.
        """
        if not self.has_permission(request):
            raise PermissionDenied("Only administrators read the records.")
        return HttpResponseRedirect(reverse("admin:index"))


class DebriefAdminConfig(AdminConfig):
    default_site = "config.admin_site.DebriefAdminSite"
