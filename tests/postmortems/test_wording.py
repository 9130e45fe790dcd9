"""What becomes of a hint about wording: its words are taken, or the sentence is kept as it is."""

import pytest
from django.test import Client

from activity.models import Activity
from incidents import workflow as incidents
from kit.errors import Refused
from postmortems import workflow
from postmortems.draft import Draft
from postmortems.models import KeptWording, Postmortem
from tests.builders.postmortems import a_complete_draft, a_draft, section, write
from tests.builders.typing import Ear, typed
from tests.cast import Cast, signed_in

KEY = "what_happened"
BLAMES = "The engineer forgot to run the migration."
TURNED = "Nothing reminded anyone to run the migration."


def a_blaming_draft(cast: Cast, text: str = BLAMES) -> Postmortem:
    postmortem = a_draft(cast)
    write(postmortem, KEY, text, by=cast.alice)
    return postmortem


def fingerprint(postmortem: Postmortem) -> str:
    return Draft(postmortem).found[0][1].fingerprint


def asked(postmortem: Postmortem) -> int:
    return len(Draft(postmortem).hints)


def post(client: Client, postmortem: Postmortem, verb: str, mark: str, **kwargs):  # type: ignore[no-untyped-def]
    return client.post(f"/postmortems/{postmortem.reference}/sections/{KEY}/wording/{mark}/{verb}/", **kwargs)


def test_it_puts_the_suggested_words_in_place(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast, f"At ten it broke. {BLAMES} Then it was rolled back.")
    answer = post(signed_in(cast.bob), postmortem, "use", fingerprint(postmortem))
    assert answer["Location"].endswith(f"#section-{KEY}")
    text = section(postmortem)
    assert text.body == f"At ten it broke. {TURNED} Then it was rolled back."
    assert text.changed_by == cast.bob
    assert asked(postmortem) == 0


def test_it_keeps_what_is_typed_beside_it(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    mark = fingerprint(postmortem)
    typed(postmortem, " It was late.", cast.alice.pk)
    workflow.use_wording(postmortem, by=cast.bob, key=KEY, fingerprint=mark)
    assert section(postmortem).body == f"{TURNED} It was late."


def test_it_refuses_a_sentence_that_was_changed(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    mark = fingerprint(postmortem)
    write(postmortem, KEY, BLAMES.replace("migration", "script"), by=cast.alice)
    answer = post(signed_in(cast.bob), postmortem, "use", mark)
    assert answer.status_code == 409 and b"changed meanwhile" in answer.content
    with pytest.raises(Refused, match="changed meanwhile"):
        workflow.keep_wording(postmortem, by=cast.bob, key=KEY, fingerprint=mark)
    assert section(postmortem).body == "The engineer forgot to run the script."


def test_it_refuses_where_there_are_no_other_words(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast, "The outage was caused by human error.")
    with pytest.raises(Refused, match="no other words"):
        workflow.use_wording(postmortem, by=cast.bob, key=KEY, fingerprint=fingerprint(postmortem))


def test_it_asks_nobody_again_about_a_sentence_that_is_kept(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    post(signed_in(cast.bob), postmortem, "keep", fingerprint(postmortem))
    page = signed_in(cast.alice).get(f"/postmortems/{postmortem.reference}/edit/").content.decode()
    assert "1 sentence kept as it is" in page and "wording hint" not in page
    write(postmortem, KEY, f"First this. **{BLAMES}**", by=cast.alice)
    assert asked(postmortem) == 0
    write(postmortem, KEY, BLAMES.replace("migration", "script"), by=cast.alice)
    assert asked(postmortem) == 1


def test_it_is_kept_for_this_write_up_only(cast: Cast) -> None:
    postmortem, other = a_blaming_draft(cast), a_blaming_draft(cast)
    workflow.keep_wording(postmortem, by=cast.bob, key=KEY, fingerprint=fingerprint(postmortem))
    assert (asked(postmortem), asked(other)) == (0, 1)


def test_it_can_be_asked_about_again(cast: Cast) -> None:
    postmortem, bob = a_blaming_draft(cast), signed_in(cast.bob)
    mark = fingerprint(postmortem)
    answer = post(bob, postmortem, "keep", mark, headers={"HX-Request": "true"})
    undo = f"/postmortems/{postmortem.reference}/wording/{mark}/reconsider/"
    assert undo in answer["HX-Trigger"] and "kept as it is" in answer.content.decode()
    bob.post(undo)
    assert asked(postmortem) == 1
    bob.post(undo)
    assert asked(postmortem) == 1


def test_it_remembers_the_sentence_and_nobody(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    before = Activity.objects.count()
    for person in (cast.bob, cast.alice):
        workflow.keep_wording(postmortem, by=person, key=KEY, fingerprint=fingerprint(postmortem))
    row = KeptWording.objects.get()
    assert {field.name for field in row._meta.fields} == {"id", "postmortem", "fingerprint", "at"}
    assert Activity.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_it_tells_open_pages(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    ear = Ear()
    workflow.keep_wording(postmortem, by=cast.bob, key=KEY, fingerprint=fingerprint(postmortem))
    assert any('"outline"' in words for words in ear.heard())


def test_it_lets_nobody_but_writers(cast: Cast) -> None:
    postmortem = a_blaming_draft(cast)
    for verb in ("use", "keep"):
        assert post(signed_in(cast.carol), postmortem, verb, fingerprint(postmortem)).status_code == 403
    page = signed_in(cast.carol).get(f"/postmortems/{postmortem.reference}/edit/").content.decode()
    assert "Use this" not in page and "Keep mine" not in page and "forgot" in page


def test_it_knows_the_people_of_the_incident(cast: Cast) -> None:
    cast.lena.name = "Oriane Vasquelle"
    cast.lena.save()
    postmortem = a_blaming_draft(cast, "Oriane broke the build. Later lena restarted the pods by mistake.")
    assert asked(postmortem) == 0
    incidents.list_person(postmortem.incident, by=cast.alice, user=cast.lena, role="responder")
    assert [hint.quote.split()[0] for _, hint in Draft(postmortem).hints] == ["Oriane", "lena"]


def test_reviewers_are_asked_about_what_is_not_kept(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    write(postmortem, "lessons", BLAMES, by=cast.alice)
    workflow.request_review(postmortem, by=cast.alice, reviewers=[cast.erin])
    reviewer = signed_in(cast.erin)
    page = reviewer.get(f"/postmortems/{postmortem.reference}/review/").content.decode()
    assert "Worth a look: wording" in page and "What would have reminded" in page
    workflow.keep_wording(postmortem, by=cast.bob, key="lessons", fingerprint=fingerprint(postmortem))
    page = reviewer.get(f"/postmortems/{postmortem.reference}/review/").content.decode()
    assert "Worth a look: wording" not in page
