from django.urls import path

from tickets.views import knocking, linking, trackers

app_name = "tickets"

urlpatterns = [
    path("settings/trackers/", trackers.trackers, name="trackers"),
    path("settings/trackers/new/", trackers.add, name="add"),
    path("settings/trackers/<int:pk>/", trackers.tracker, name="tracker"),
    path("settings/trackers/<int:pk>/edit/", trackers.edit, name="edit"),
    path("settings/trackers/<int:pk>/check/", trackers.check, name="check"),
    path("settings/trackers/<int:pk>/pause/", trackers.pause, name="pause"),
    path("settings/trackers/<int:pk>/resume/", trackers.resume, name="resume"),
    path("settings/trackers/<int:pk>/remove/", trackers.remove, name="remove"),
    path("actions/<int:number>/ticket/", linking.link, name="link"),
    path("tickets/<int:pk>/unlink/", linking.unlink, name="unlink"),
    path("tickets/<int:pk>/compare/", linking.look_again, name="look_again"),
    path("in/tickets/<str:door>/", knocking.knock, name="knock"),
]
