from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts import policy
from accounts.models import User
from accounts.roles import OrganisationRole
from activity.notify import Telling
from activity.record import record
from activity.workflow import follow
from incidents import workflow as incidents
from kit import clock
from kit.errors import Refused
from postmortems.models import Authorship, Postmortem, Reviewer
from postmortems.workflow.editing import LOCKED


@transaction.atomic
def name_authors(postmortem: Postmortem, *, by: User, users: Sequence[User]) -> Postmortem:
    """The authors from now on; the first one leads. Reviewers cannot be authors, and somebody must be one."""
    policy.require("postmortems.change_authors", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_editable:
        raise Refused(LOCKED)
    before = [authorship.user.handle for authorship in postmortem.authorships.select_related("user")]
    named = appoint(postmortem, users, by=by)
    after = [user.handle for user in named]
    if before != after:
        data = {"before": before, "after": after}
        record("postmortem.authors_named", postmortem, by=by, data=data, notify=told(named, before))
    return postmortem


def appoint(postmortem: Postmortem, users: Sequence[User], *, by: User) -> list[User]:
    """Make these the authors, in this order, and let them see what they write about."""
    named = list({user.pk: user for user in users}.values())
    if reasons := _unfit(postmortem, named):
        raise Refused(reasons)
    since = {authorship.user_id: authorship.since for authorship in postmortem.authorships.all()}
    postmortem.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(postmortem=postmortem, user=user, leads=place == 0, since=since.get(user.pk) or clock.now())
        for place, user in enumerate(named)
    )
    for user in named:
        if user.pk not in since:
            incidents.admit(postmortem.incident, by=by, user=user)
            follow(postmortem, by=user)
    return named


def told(authors: Sequence[User], before: Sequence[str] = ()) -> list[Telling]:
    """Those who were no authors before hear of it, the one who leads in other words."""
    new = [user for user in authors if user.handle not in before]
    lead = [user for user in new if user == authors[0]]
    others = [user for user in new if user != authors[0]]
    return [
        Telling("author_named", to=lead, data={"leads": True}),
        Telling("author_named", to=others, data={"leads": False}),
    ]


def _unfit(postmortem: Postmortem, users: Sequence[User]) -> list[str]:
    if not users:
        return ["A write-up needs at least one author."]
    reviewing = set(Reviewer.objects.filter(postmortem=postmortem).values_list("user", flat=True))
    reasons = []
    for user in users:
        if not user.is_active:
            reasons.append(f"@{user.handle} no longer has an active account.")
        elif user.role == OrganisationRole.VIEWER:
            reasons.append(f"@{user.handle} can only read. Ask an administrator to make them a member first.")
        elif user.pk in reviewing:
            reasons.append(f"@{user.handle} reviews this write-up, so cannot be its author.")
    return reasons
