from django.urls import path

from overview.views import home, jump, summaries

app_name = "overview"

urlpatterns = [
    path("", home.home, name="home"),
    path("summaries/", summaries.summaries, name="summaries"),
    path("jump/", jump.jump, name="jump"),
]
