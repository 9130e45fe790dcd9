from django.urls import path

from actions.views import bulk, declining, export, lists, making, page, together, verbs

app_name = "actions"

urlpatterns = [
    path("", lists.index, name="index"),
    path("board/", lists.board, name="board"),
    path("export/", export.export, name="export"),
    path("new/", making.create, name="create"),
    path("follow-up/", verbs.follow_up, name="follow_up"),
    path("standup/<slug:slug>/", together.standup, name="standup"),
    path("escalated/", together.escalated, name="escalated"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("<int:number>/", page.action, name="action"),
    path("<int:number>/edit/", making.edit, name="edit"),
    path("<int:number>/follow/", page.follow, name="follow"),
    path("<int:number>/update/", verbs.update, name="update"),
    path("<int:number>/complete/", verbs.complete, name="complete"),
    path("<int:number>/drop/", verbs.drop, name="drop"),
    path("<int:number>/reprioritise/", verbs.reprioritise, name="reprioritise"),
    path("<int:number>/decide/", verbs.decide, name="decide"),
    path("<int:number>/snooze/", verbs.snooze, name="snooze"),
    path("<int:number>/wake/", verbs.wake, name="wake"),
    path("<int:number>/decline/", declining.decline, name="decline"),
    path("<int:number>/take-back/", declining.take_back, name="take_back"),
    path("<int:number>/check/", verbs.check, name="check"),
    path("<int:number>/reopen/", verbs.reopen, name="reopen"),
]
