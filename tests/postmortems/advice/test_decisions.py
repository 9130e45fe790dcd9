from dataclasses import replace

from incidents.models import TimelineEntry
from postmortems.advice import advise
from postmortems.draft import Draft
from tests.builders.incidents import an_entry
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast
from tests.postmortems.advice.write_ups import SOUND, keys


def test_it_asks_what_was_known_when_a_decision_says_nothing_of_it() -> None:
    [advice] = advise(replace(SOUND, undocumented=("**Restart** everything", "Roll back")))
    assert advice.title == "2 decisions do not say what was known at the time"
    assert advice.section == "timeline"
    assert advice.places == ("Restart everything", "Roll back")
    assert not advice.alarms


def test_one_word_on_it_is_enough(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    an_entry(postmortem.incident, cast, 15, "Roll back", kind="decision")
    an_entry(postmortem.incident, cast, 16, "Restart", kind="decision", missing="Who held the connections.")
    assert Draft(postmortem).snapshot.undocumented == ("Roll back",)
    assert "decisions" in keys(Draft(postmortem).advice)
    TimelineEntry.objects.filter(text="Roll back").update(options="Roll back or wait.")
    assert "decisions" not in keys(Draft(postmortem).advice)
