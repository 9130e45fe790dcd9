import pytest

from activity import workflow
from activity.models import Notice
from kit.errors import Refused
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast


def channels(notices: list[Notice]) -> set[str]:
    return {notice.channel for notice in notices}


def test_it_tells_in_the_inbox_and_by_mail(cast: Cast) -> None:
    assert channels(told(an_incident(cast), cast.bob)) == {"inbox", "email"}


def test_it_tells_once_per_key_however_often_it_is_asked(cast: Cast) -> None:
    incident = an_incident(cast)
    told(incident, cast.bob, key="ladder:1")
    assert len(told(incident, cast.bob, key="ladder:1")) == 2


def test_it_tells_a_mailing_list_once_per_key(cast: Cast) -> None:
    incident = an_incident(cast)
    told(incident, addresses=["standup@acme.example"], key="ladder:1")
    assert len(told(incident, addresses=["standup@acme.example"], key="ladder:1")) == 1


def test_it_respects_what_a_person_chose(cast: Cast) -> None:
    workflow.set_preference(cast.bob, kind="write_up_needed", channel="email", wanted=False)
    assert channels(told(an_incident(cast), cast.bob)) == {"inbox"}


def test_it_keeps_the_ladder_in_the_inbox(cast: Cast) -> None:
    with pytest.raises(Refused, match="always appears"):
        workflow.set_preference(cast.bob, kind="ladder_overdue", channel="inbox", wanted=False)


def test_it_does_not_tell_people_who_left(cast: Cast) -> None:
    cast.bob.is_active = False
    cast.bob.save()
    assert told(an_incident(cast), cast.bob) == []
