from django.urls import URLPattern, URLResolver, include, path

from meetings.views import feeds, lists, page, planning

app_name = "meetings"

on_a_meeting: list[URLPattern | URLResolver] = [
    path("", page.meeting, name="meeting"),
    path("change/", planning.change, name="change"),
    path("cancel/", planning.cancel, name="cancel"),
    path("agenda/", planning.set_agenda, name="set_agenda"),
    path("prepared/<slug:check>/", planning.tick, name="tick"),
    path("invitation.ics", planning.calendar_file, name="calendar_file"),
]

urlpatterns = [
    path("meetings/", lists.index, name="index"),
    path("meetings/new/<str:reference>/", planning.schedule, name="schedule"),
    path("meetings/<int:pk>/", include(on_a_meeting)),
    path("settings/calendars/", feeds.feeds, name="feeds"),
    path("settings/calendars/<int:pk>/revoke/", feeds.revoke_feed, name="revoke_feed"),
    path("calendars/<str:token>.ics", feeds.feed, name="feed"),
]
