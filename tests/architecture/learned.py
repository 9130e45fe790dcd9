"""What one team learns from another's write-up, at each visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from activity.models import Follow
from incidents.models import Tag
from learning.models import External, Question, ReadingItem, Theme
from tests.builders.reviews import published

if TYPE_CHECKING:
    from tests.architecture.world import World


def learn(world: World, visibility: str, sees: frozenset[str]) -> None:
    """Search is asked, which mallory leads; she sees the question where she sees the write-up."""
    cast = world.cast
    postmortem = published(cast, visibility=visibility, title=f"Published, seen by {visibility}")
    # The reviewers of a restricted one are listed on it.
    sees = sees | {"erin"} if visibility == "restricted" else sees
    common: dict[str, Any] = {"sees": sees, "label": visibility}
    world.add("published", postmortem.reference, about=postmortem, **common)
    question = Question.objects.create(postmortem=postmortem, team=cast.search)
    world.add("question", postmortem.reference, "search", about=question, **common)
    item = ReadingItem.objects.create(team=cast.payments, postmortem=postmortem, added_by=cast.alice)
    world.add("reading item", "payments", item.pk, about=item, **common)
    if visibility == "organisation":
        mode = Tag.objects.create(kind=Tag.Kind.FAILURE_MODE, name="Meltdown")
        world.add("mode", mode.pk)
        follow = Follow.objects.create(user=cast.bob, subject_type="accounts.team", subject_id=cast.search.pk)
        world.add("follow", follow.pk)
        known = External.objects.create(url="https://x.example/1", title="Theirs", summary="So.", added_by=cast.bob)
        world.add("external", known.pk, about=known)
        theme = Theme.objects.create(name="Pools", slug="pools", made_by=cast.bob)
        world.add("theme", "pools", about=theme)
        world.add("theme page", "own", "pools")
        world.add("theme page", "tag", str(mode.pk))
        world.add("theme page", "service", "payment-api")
