"""All routes; every verb has one path."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("activity.urls")),
    path("", include("incidents.urls")),
    path("postmortems/", include("postmortems.urls")),
    path("actions/", include("actions.urls")),
    path("", include("overview.urls")),
]
