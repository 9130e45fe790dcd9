from django.urls import path

from webhooks.views import endpoints

app_name = "webhooks"

urlpatterns = [
    path("settings/webhooks/", endpoints.endpoints, name="endpoints"),
    path("settings/webhooks/new/", endpoints.add, name="add"),
    path("settings/webhooks/<int:pk>/", endpoints.endpoint, name="endpoint"),
    path("settings/webhooks/<int:pk>/edit/", endpoints.edit, name="edit"),
    path("settings/webhooks/<int:pk>/secret/", endpoints.change_secret, name="change_secret"),
    path("settings/webhooks/<int:pk>/pause/", endpoints.pause, name="pause"),
    path("settings/webhooks/<int:pk>/resume/", endpoints.resume, name="resume"),
    path("settings/webhooks/<int:pk>/test/", endpoints.test, name="test"),
    path("settings/webhooks/<int:pk>/remove/", endpoints.remove, name="remove"),
    path("settings/webhooks/deliveries/<int:pk>/again/", endpoints.send_again, name="send_again"),
]
