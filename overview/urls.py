from django.urls import path

from overview.views import digest, home, jump, summaries

app_name = "overview"

urlpatterns = [
    path("", home.home, name="home"),
    path("summaries/", summaries.summaries, name="summaries"),
    path("digest/", digest.newest, name="newest_digest"),
    path("digest/<slug:month>/", digest.digest, name="digest"),
    path("jump/", jump.jump, name="jump"),
    path("jump/finished/", jump.finished, name="jump_finished"),
]
