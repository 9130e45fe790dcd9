from django.urls import path

from activity.views import deliveries, inbox, outbox, preferences

app_name = "activity"

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.mark_all_read, name="mark_all_read"),
    path("inbox/<int:pk>/", inbox.open_notice, name="open_notice"),
    path("settings/notices/", preferences.preferences, name="preferences"),
    path("settings/notices/follows/<int:pk>/", preferences.unfollow, name="unfollow"),
    path("settings/notices/<str:kind>/<str:channel>/", preferences.set_preference, name="set_preference"),
    path("settings/outbox/", outbox.outbox, name="outbox"),
    path("settings/outbox/<int:pk>/", outbox.mail, name="mail"),
    path("settings/deliveries/", deliveries.deliveries, name="deliveries"),
    path("settings/deliveries/<int:pk>/again/", deliveries.try_again, name="try_again"),
    path("settings/deliveries/<int:pk>/stop/", deliveries.give_up, name="give_up"),
]
