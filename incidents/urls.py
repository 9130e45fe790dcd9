from django.urls import URLPattern, URLResolver, include, path

from incidents.views import (
    attachments,
    course,
    declare,
    details,
    following,
    index,
    modes,
    page,
    people,
    relations,
    services,
    timeline,
)

app_name = "incidents"

on_a_timeline: list[URLPattern] = [
    path("", timeline.timeline, name="timeline"),
    path("new/", timeline.add_entry, name="add_entry"),
    path("quick/", timeline.add_quickly, name="add_quickly"),
    path("<int:pk>/", timeline.edit_entry, name="edit_entry"),
    path("<int:pk>/delete/", timeline.delete_entry, name="delete_entry"),
    path("<int:pk>/restore/", timeline.restore_entry, name="restore_entry"),
    path("<int:pk>/star/", timeline.star_entry, name="star_entry"),
    path("gaps/", timeline.answer_gap, name="answer_gap"),
    path("gaps/<int:pk>/reopen/", timeline.reopen_gap, name="reopen_gap"),
]

on_an_incident: list[URLPattern | URLResolver] = [
    path("", page.incident, name="incident"),
    path("edit/", details.edit, name="edit"),
    path("milestones/", details.set_milestones, name="set_milestones"),
    path("record/", details.record, name="record"),
    path("follow/", following.follow, name="follow"),
    path("severity/", course.change_severity, name="change_severity"),
    path("mitigate/", course.mitigate, name="mitigate"),
    path("resolve/", course.resolve, name="resolve"),
    path("reopen/", course.reopen, name="reopen"),
    path("decide/", course.decide_write_up, name="decide_write_up"),
    path("people/", people.list_person, name="list_person"),
    path("people/<str:handle>/<str:role>/remove/", people.unlist_person, name="unlist_person"),
    path("visibility/", people.change_visibility, name="change_visibility"),
    path("emergency/", people.break_glass, name="break_glass"),
    path("links/", relations.add_link, name="add_link"),
    path("links/<int:pk>/remove/", relations.remove_link, name="remove_link"),
    path("related/", relations.relate, name="relate"),
    path("related/<int:pk>/remove/", relations.unrelate, name="unrelate"),
    path("tags/", relations.tag, name="tag"),
    path("attachments/", attachments.attach, name="attach"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/file/", attachments.download, name="download"),
    path("attachments/<int:pk>/small/", attachments.thumbnail, name="thumbnail"),
    path("attachments/<int:pk>/remove/", attachments.remove_attachment, name="remove_attachment"),
    path("attachments/<int:pk>/restore/", attachments.restore_attachment, name="restore_attachment"),
    path("timeline/", include(on_a_timeline)),
]

urlpatterns = [
    path("incidents/", index.index, name="index"),
    path("incidents/new/", declare.declare, name="declare"),
    path("incidents/new/verdict/", declare.verdict, name="verdict"),
    path("incidents/<str:reference>/", include(on_an_incident)),
    path("settings/failure-modes/", modes.modes, name="modes"),
    path("settings/failure-modes/<int:pk>/", modes.edit_mode, name="edit_mode"),
    path("settings/failure-modes/<int:pk>/merge/", modes.merge_mode, name="merge_mode"),
    path("settings/failure-modes/<int:pk>/move/", modes.move_mode, name="move_mode"),
    path("settings/failure-modes/<int:pk>/retire/", modes.retire_mode, name="retire_mode"),
    path("settings/failure-modes/<int:pk>/restore/", modes.restore_mode, name="restore_mode"),
    path("services/", services.services, name="services"),
    path("services/new/<slug:team>/", services.add_service, name="add_service"),
    path("services/<slug:slug>/", services.service, name="service"),
    path("services/<slug:slug>/follow/", following.follow_service, name="follow_service"),
    path("services/<slug:slug>/edit/", services.edit_service, name="edit_service"),
    path("services/<slug:slug>/archive/", services.archive_service, name="archive_service"),
    path("services/<slug:slug>/restore/", services.restore_service, name="restore_service"),
]
