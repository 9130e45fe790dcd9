from django.urls import path

from library.views import search

app_name = "library"
urlpatterns = [path("library/", search.search, name="search")]
