from django.urls import URLPattern, include, path, re_path

from api.doors import fitted
from api.product import api
from api.views import nowhere, reference, tokens

app_name = "api"

# Without the framework's own front page: it would be one more thing to keep safe.
OPERATIONS = [
    fitted(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]

urlpatterns = [
    path("api/", reference.reference, name="reference"),
    path("api/v1/", include(OPERATIONS)),
    re_path(r"^api/", nowhere.nowhere, name="nowhere"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/new/", tokens.make, name="make_token"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("settings/tokens/accounts/new/", tokens.make_account, name="make_service_account"),
]
