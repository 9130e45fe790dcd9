"""All routes; every verb has one path."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("account/", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("activity.urls")),
    path("", include("incidents.urls")),
    path("", include("postmortems.urls")),
    path("", include("meetings.urls")),
    path("actions/", include("actions.urls")),
    path("", include("exchange.urls")),
    path("", include("library.urls")),
    path("", include("tickets.urls")),
    path("", include("signals.urls")),
    path("", include("insights.urls")),
    path("", include("learning.urls")),
    path("", include("webhooks.urls")),
    path("", include("api.urls")),
    path("", include("overview.urls")),
]

handler403 = "config.errors.forbidden"

if not settings.PRODUCTION:
    from kit.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
