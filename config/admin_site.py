from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class DebriefAdminSite(admin.AdminSite):
    """Read-mostly windows on the rows, for administrators only; what changes state goes through the verbs."""

    site_header = "Debrief administration"
    site_title = "Debrief administration"
    index_title = "Records"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_administrator", False))


class DebriefAdminConfig(AdminConfig):
    default_site = "config.admin_site.DebriefAdminSite"
