from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.calendars import Calendar, DayOff
from accounts.models import Invitation, Membership, Team, User
from kit.records import Records

# Registered by the packages themselves, and writable: rights come from the policy table, addresses from the profile.
for model in (Group, EmailAddress, EmailConfirmation):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class UserRecords(Records):
    list_display = ("handle", "name", "email", "role", "is_active", "time_zone", "joined_at")
    list_filter = ("role", "is_active")
    search_fields = ("handle", "name", "email")
    exclude = ("password",)


@admin.register(Team)
class TeamRecords(Records):
    list_display = ("name", "lead", "manager", "time_zone", "archived_at")
    list_select_related = ("lead", "manager")
    search_fields = ("name", "slug")
    raw_id_fields = ("lead", "manager")


@admin.register(Membership)
class MembershipRecords(Records):
    list_display = ("team", "user", "joined_at")
    list_select_related = ("team", "user")
    search_fields = ("team__name", "user__handle")
    raw_id_fields = ("team", "user")


@admin.register(Invitation)
class InvitationRecords(Records):
    list_display = ("email", "role", "team", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("team", "invited_by")
    search_fields = ("email",)
    raw_id_fields = ("team", "invited_by", "accepted_by")
    exclude = ("seed", "token_hash")


@admin.register(Calendar)
class CalendarRecords(Records):
    list_display = ("name", "slug", "created_at")
    search_fields = ("name", "slug")


@admin.register(DayOff)
class DayOffRecords(Records):
    list_display = ("calendar", "day", "name", "yearly", "removed_at")
    list_select_related = ("calendar",)
    search_fields = ("name", "calendar__name")
