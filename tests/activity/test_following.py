from activity import workflow
from tests.builders.incidents import an_incident
from tests.cast import Cast


def test_it_follows_once_and_stops(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.follow(incident, by=cast.bob)
    workflow.follow(incident, by=cast.bob)
    assert workflow.followers(incident) == [cast.bob]
    workflow.unfollow(incident, by=cast.bob)
    assert not workflow.is_following(incident, cast.bob)
