"""Routes of comments."""

from django.urls import URLPattern, path

from postmortems.views import comments

routes: list[URLPattern] = [
    path("<str:reference>/comments/", comments.comments, name="comments"),
    path("<str:reference>/discussion/", comments.discussion, name="discussion"),
    path("<str:reference>/comments/add/", comments.start_thread, name="start_thread"),
    path("<str:reference>/comments/<int:pk>/edit/", comments.edit_comment, name="edit_comment"),
    path("<str:reference>/comments/<int:pk>/remove/", comments.remove_comment, name="remove_comment"),
    path("<str:reference>/comments/<int:pk>/restore/", comments.restore_comment, name="restore_comment"),
    path("<str:reference>/comments/<int:pk>/accept/", comments.accept_suggestion, name="accept_suggestion"),
    path("<str:reference>/comments/<int:pk>/decline/", comments.decline_suggestion, name="decline_suggestion"),
    path("<str:reference>/threads/<int:pk>/reply/", comments.reply, name="reply"),
    path("<str:reference>/threads/<int:pk>/resolve/", comments.resolve_thread, name="resolve_thread"),
    path("<str:reference>/threads/<int:pk>/reopen/", comments.reopen_thread, name="reopen_thread"),
]
