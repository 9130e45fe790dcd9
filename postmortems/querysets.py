from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject

from actions.models import Action
from activity.models import Follow
from incidents.models import Incident
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class PostmortemQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Write-ups are as visible as their incident."""
        return self.exclude(incident__in=Incident.objects.hidden_from(user).values("pk"))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def unpublished(self) -> Self:
        return self.filter(published_at__isnull=True)

    def in_review(self) -> Self:
        return self.filter(state__in=["in_review", "approved"])

    def under_review(self) -> Self:
        """Sent to reviewers and not published yet, whatever they said."""
        return self.filter(state__in=["in_review", "changes_requested", "approved"])

    def waiting_for(self, user: User) -> Self:
        """Write-ups in review of which this reviewer has not answered the latest revision sent."""
        return self.filter(state="in_review", reviewers__user=user, reviewers__answered_at__isnull=True)

    def written_by(self, user: User) -> Self:
        return self.filter(authorships__user=user)

    def for_reading(self, user: User) -> Self:
        """With all that the reading view needs to know before it looks for the laid out document."""
        follows = Follow.objects.filter(user=user, subject_type="postmortems.postmortem", subject_id=OuterRef("pk"))
        actions = Action.objects.filter(incident=OuterRef("incident")).order_by().values("incident")
        versions = actions.annotate(total=Sum("version") + Count("pk")).values("total")
        return self.select_related("incident").annotate(
            is_followed=Exists(follows), action_versions=Subquery(versions), revision_number=F("revision__number")
        )

    def with_names(self) -> Self:
        """With the incident, and `service_names`, `author_handles` as lists, by one query."""
        from postmortems.models import Authorship

        services = Incident.services.through.objects.filter(incident=OuterRef("incident")).order_by("service__name")
        authors = Authorship.objects.filter(postmortem=OuterRef("pk")).order_by("-leads", "pk")
        return self.select_related("incident").annotate(
            service_names=ArraySubquery(services.values("service__name")),
            author_handles=ArraySubquery(authors.values("user__handle")),
        )

    def with_answers(self) -> Self:
        """`answers`: per reviewer handle and, once they answered the revision sent last, when."""
        from postmortems.models import Reviewer

        rows = Reviewer.objects.filter(postmortem=OuterRef("pk")).order_by("pk")
        shape = JSONObject(handle=F("user__handle"), answered=F("answered_at"))
        return self.annotate(answers=ArraySubquery(rows.values(json=shape)))

    def with_list_data(self) -> Self:
        return self.select_related("incident").prefetch_related("incident__services", "incident__teams")


class HangingOnPostmortem(LockingQuerySet[Any]):
    """Rows that hang on a write-up and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        return self.exclude(postmortem__incident__in=Incident.objects.hidden_from(user).values("pk"))


class KeptRows(models.Manager.from_queryset(HangingOnPostmortem)):  # type: ignore[misc]
    """Rows of a block that were not removed; a removed one stays so that removing can be undone."""

    def get_queryset(self) -> HangingOnPostmortem:
        rows: HangingOnPostmortem = super().get_queryset().filter(removed_at__isnull=True)
        return rows


class TemplateQuerySet(LockingQuerySet[Any]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)
