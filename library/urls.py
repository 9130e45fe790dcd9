from django.urls import path

from library.views import moved, saved, search

app_name = "library"
urlpatterns = [
    path("library/", search.search, name="search"),
    path("postmortems/", moved.postmortems, name="postmortems"),
    path("library/searches/", saved.searches, name="searches"),
    path("library/searches/save/", saved.save_search, name="save_search"),
    path("library/searches/<int:pk>/rename/", saved.rename_search, name="rename_search"),
    path("library/searches/<int:pk>/remove/", saved.remove_search, name="remove_search"),
    path("library/searches/<int:pk>/restore/", saved.restore_search, name="restore_search"),
    path("library/searches/<int:pk>/follow/", saved.follow_search, name="follow_search"),
    path("library/searches/<int:pk>/unfollow/", saved.unfollow_search, name="unfollow_search"),
]
