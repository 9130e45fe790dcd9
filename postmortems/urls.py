from django.urls import include, path

from postmortems import comment_urls, template_urls, writing_urls
from postmortems.views import categories, coverage, history, images, language, lists, reading, review

app_name = "postmortems"

write_ups = [
    path("<str:reference>/", reading.postmortem, name="postmortem"),
    path("<str:reference>/follow/", reading.follow, name="follow"),
    path("<str:reference>/amend/", reading.amend, name="amend"),
    path("<str:reference>/drop-amendment/", reading.drop_amendment, name="drop_amendment"),
    path("<str:reference>/publish/", reading.publish, name="publish"),
    path("<str:reference>/review/", review.review, name="review"),
    path("<str:reference>/review/request/", review.request_review, name="request_review"),
    path("<str:reference>/review/verdict/", review.give_verdict, name="give_verdict"),
    path("<str:reference>/review/read/", review.mark_all_read, name="mark_all_read"),
    path("<str:reference>/review/read/<slug:section>/", review.mark_read, name="mark_read"),
    path("<str:reference>/review/waive/<str:gate>/", review.waive, name="waive"),
    path("<str:reference>/review/waivers/<int:pk>/withdraw/", review.withdraw_waiver, name="withdraw_waiver"),
    path("<str:reference>/coverage/", coverage.coverage, name="coverage"),
    path("<str:reference>/coverage/<int:pk>/renew/", coverage.renew_risk, name="renew_risk"),
    path("<str:reference>/coverage/<int:pk>/turn/", coverage.turn_into_action, name="turn_into_action"),
    path("<str:reference>/history/", history.history, name="history"),
    path("<str:reference>/history/compare/", history.compare, name="compare"),
    path("<str:reference>/history/<int:number>/", history.revision, name="revision"),
    path("<str:reference>/history/<int:number>/restore/", history.restore, name="restore"),
    path("<str:reference>/history/<int:number>/restore/<slug:key>/", history.restore_section, name="restore_section"),
    *comment_urls.routes,
    *writing_urls.routes,
]

urlpatterns = [
    path("postmortems/", include(write_ups)),
    path("settings/templates/", include(template_urls.routes)),
    path("attachments/<str:reference>/<slug:key>.<slug:suffix>", images.image, name="image"),
    path("reviews/", lists.reviews, name="reviews"),
    path("settings/language/", language.language, name="language"),
    path("settings/categories/", categories.categories, name="categories"),
    path("settings/categories/<slug:key>/", categories.edit_category, name="edit_category"),
    path("settings/categories/<slug:key>/move/", categories.move_category, name="move_category"),
    path("settings/categories/<slug:key>/merge/", categories.merge_category, name="merge_category"),
    path("settings/categories/<slug:key>/archive/", categories.archive_category, name="archive_category"),
    path("settings/categories/<slug:key>/restore/", categories.restore_category, name="restore_category"),
]
