from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from incidents.models import Incident
from incidents.querysets import visible_if
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# The reading view is opened most: written out, these two cost a tenth of what building the same queries costs.
_FOLLOWED = """EXISTS (SELECT FROM activity_follow AS f WHERE f.user_id = %s
    AND f.subject_type = 'postmortems.postmortem' AND f.subject_id = postmortems_postmortem.id)"""
_ACTION_VERSIONS = """(SELECT count(*) || '.' || sum(a.version) FROM actions_action AS a
    WHERE a.incident_id = postmortems_postmortem.incident_id)"""
# One text per related incident, from either side: its key, and "closed" unless everybody may know of it.
_RELATED = """ARRAY(SELECT i.id || CASE i.visibility WHEN 'organisation' THEN '' ELSE ' closed' END
    FROM incidents_incidentrelation AS r
    JOIN incidents_incident AS i ON i.id IN (r.incident_id, r.other_id) AND i.id <> postmortems_postmortem.incident_id
    WHERE r.incident_id = postmortems_postmortem.incident_id OR r.other_id = postmortems_postmortem.incident_id)"""


class PostmortemQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Write-ups are as visible as their incident."""
        return self.filter(visible_if(user, "incident__"))

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
        """`is_followed`; `action_versions`, which changes with every change to the incident's actions; `related_to`."""
        return self.annotate(
            is_followed=RawSQL(_FOLLOWED, [user.pk], models.BooleanField()),  # noqa: S611 (no input in the text)
            action_versions=RawSQL(_ACTION_VERSIONS, [], models.TextField()),  # noqa: S611
            related_to=RawSQL(_RELATED, [], ArrayField(models.TextField())),  # noqa: S611
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
        return self.filter(visible_if(user, "postmortem__incident__"))


class KeptRows(models.Manager.from_queryset(HangingOnPostmortem)):  # type: ignore[misc]
    """Rows of a block that were not removed; a removed one stays so that removing can be undone."""

    def get_queryset(self) -> HangingOnPostmortem:
        rows: HangingOnPostmortem = super().get_queryset().filter(removed_at__isnull=True)
        return rows


class ThreadQuerySet(HangingOnPostmortem):
    def in_the_way(self) -> Self:
        """Open, and about what the text says: not those in which a published write-up is discussed."""
        from postmortems.models.comment import DISCUSSION

        return self.filter(resolved_at__isnull=True).exclude(at=DISCUSSION)


class Threads(models.Manager.from_queryset(ThreadQuerySet)):  # type: ignore[misc]
    """With their write-up, whose title each notice of them says."""

    def get_queryset(self) -> ThreadQuerySet:
        rows: ThreadQuerySet = super().get_queryset().select_related("postmortem__incident")
        return rows


class TemplateQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """How write-ups are laid out is no secret inside the organisation."""
        return self if user.is_active else self.none()

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class LanguageQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """The words of the checker are no secret within the organisation."""
        return self if user.is_active else self.none()

    def present(self) -> Any:
        """The one row, or an unsaved empty one."""
        return self.filter(pk=1).first() or self.model(pk=1)


class FactorCategoryQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """What factors are sorted by is no secret within the organisation."""
        return self if user.is_active else self.none()

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class TemplateVersionQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """A draft is shown to those who can edit it."""
        if not user.is_active:
            return self.none()
        return self if user.is_administrator else self.published()

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class TemplateSectionQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        if not user.is_active:
            return self.none()
        return self if user.is_administrator else self.filter(version__published_at__isnull=False)

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)
