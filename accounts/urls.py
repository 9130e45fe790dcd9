from django.urls import path

from accounts.views import calendars, chat, invitations, people, profile, teams

app_name = "accounts"

urlpatterns = [
    path("settings/", profile.settings_home, name="settings"),
    path("settings/profile/", profile.profile, name="profile"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/<slug:handle>/email/", profile.change_email, name="change_email"),
    path("settings/people/<slug:handle>/role/", people.change_role, name="change_role"),
    path("settings/people/<slug:handle>/deactivate/", people.deactivate, name="deactivate"),
    path("settings/people/<slug:handle>/reactivate/", people.reactivate, name="reactivate"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/new/", teams.team_create, name="team_create"),
    path("settings/calendars/", calendars.calendars, name="calendars"),
    path("settings/calendars/new/", calendars.calendar_create, name="calendar_create"),
    path("settings/calendars/<slug:slug>/", calendars.calendar, name="calendar"),
    path("settings/calendars/<slug:slug>/rename/", calendars.calendar_rename, name="calendar_rename"),
    path("settings/calendars/<slug:slug>/remove/", calendars.calendar_remove, name="calendar_remove"),
    path("settings/calendars/<slug:slug>/days/", calendars.day_add, name="day_add"),
    path("settings/calendars/<slug:slug>/import/", calendars.days_import, name="days_import"),
    path("settings/calendars/<slug:slug>/days/<int:pk>/remove/", calendars.day_remove, name="day_remove"),
    path(
        "settings/calendars/<slug:slug>/days/<int:pk>/restore/",
        calendars.day_remove,
        {"back": True},
        name="day_restore",
    ),
    path("settings/invitations/", invitations.invitations, name="invitations"),
    path("settings/invitations/new/", invitations.invite, name="invite"),
    path("settings/invitations/<int:pk>/resend/", invitations.resend, name="resend"),
    path("settings/invitations/<int:pk>/revoke/", invitations.revoke, name="revoke"),
    path("people/", people.people_search, name="people_search"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("teams/<slug:slug>/", teams.team, name="team"),
    path("teams/<slug:slug>/edit/", teams.team_edit, name="team_edit"),
    path("teams/<slug:slug>/chat/", chat.chat, name="chat"),
    path("teams/<slug:slug>/chat/test/", chat.chat_test, name="chat_test"),
    path("teams/<slug:slug>/chat/remove/", chat.chat_remove, name="chat_remove"),
    path("teams/<slug:slug>/chat/<int:pk>/<str:what>/", chat.chat_message, name="chat_message"),
    path("teams/<slug:slug>/archive/", teams.archive_team, name="archive_team"),
    path("teams/<slug:slug>/unarchive/", teams.unarchive_team, name="unarchive_team"),
    path("teams/<slug:slug>/members/", teams.add_member, name="add_member"),
    path("teams/<slug:slug>/members/<slug:handle>/remove/", teams.remove_member, name="remove_member"),
    path("teams/<slug:slug>/members/<slug:handle>/restore/", teams.restore_member, name="restore_member"),
    path("invitation/<slug:token>/", invitations.invitation, name="invitation"),
]
