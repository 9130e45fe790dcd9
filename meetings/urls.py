from django.urls import URLPattern, URLResolver, include, path

from meetings.views import after, driving, feeds, handing, lines, lists, page, planning, recollections, room

app_name = "meetings"

on_a_meeting: list[URLPattern | URLResolver] = [
    path("", page.meeting, name="meeting"),
    path("change/", planning.change, name="change"),
    path("cancel/", planning.cancel, name="cancel"),
    path("agenda/", planning.set_agenda, name="set_agenda"),
    path("prepared/<slug:check>/", planning.tick, name="tick"),
    path("invitation.ics", planning.calendar_file, name="calendar_file"),
    path("promises/<int:number>/", after.answer, name="answer"),
    path("promises/<int:number>/agree/", after.agree_date, name="agree_date"),
    path("survey/", after.answer_survey, name="answer_survey"),
    path("start/", driving.start, name="start"),
    path("end/", driving.end, name="end"),
    path("take-over/", handing.take_over, name="take_over"),
    path("recollections/", recollections.recollections, name="recollections"),
    path("recollections/agenda/", recollections.put_on_agenda, name="put_on_agenda"),
    path("recollections/decline/", recollections.decline, name="decline"),
    path("recollections/show/", driving.show, name="show"),
    path("recollections/<uuid:key>/", recollections.recollect, name="recollect"),
    path("recollections/<uuid:key>/forget/", recollections.forget, name="forget"),
    path("room/", room.room, name="room"),
    path("room/here/", room.here, name="here"),
    path("room/pieces/", room.retold, name="retold"),
    path("room/go/<int:position>/", driving.go, name="go"),
    path("room/pause/", driving.pause, name="pause"),
    path("room/extend/<int:position>/", driving.extend, name="extend"),
    path("room/another/", driving.ask_another, name="ask_another"),
    path("room/offer/", handing.offer, name="offer"),
    path("room/accept/", handing.accept, name="accept"),
    path("room/turn-down/", handing.turn_down, name="turn_down"),
    path("room/hand/", room.raise_hand, name="raise_hand"),
    path("room/capture/", room.capture, name="capture"),
    path("room/notes/", lines.write_down, name="write_down"),
    path("room/notes/<int:note>/remove/", lines.remove_note, name="remove_note"),
    path("room/notes/<int:note>/restore/", lines.restore_note, name="restore_note"),
    path("room/notes/<int:note>/owner/", lines.give_question, name="give_question"),
    path("room/notes/<int:note>/open/", lines.leave_open, name="leave_open"),
    path("room/notes/<int:note>/settle/", lines.settle, name="settle"),
    path("room/notes/<int:note>/unsettle/", lines.unsettle, name="unsettle"),
    path("room/silent/", driving.ask_silently, name="ask_silently"),
    path("room/silent/<int:question>/answer/", room.answer_silently, name="answer_silently"),
    path("room/silent/<int:question>/reveal/", driving.reveal, name="reveal"),
]

urlpatterns = [
    path("meetings/", lists.index, name="index"),
    path("meetings/new/<str:reference>/", planning.schedule, name="schedule"),
    path("meetings/clock/", room.server_time, name="server_time"),
    path("meetings/<int:pk>/", include(on_a_meeting)),
    path("settings/calendars/", feeds.feeds, name="feeds"),
    path("settings/calendars/<int:pk>/revoke/", feeds.revoke_feed, name="revoke_feed"),
    path("calendars/<str:token>.ics", feeds.feed, name="feed"),
]
