"""What a document draws: defences, decision points, the flow of messages and what-ifs."""

from typing import Any

from django.urls import reverse

from incidents.models import Incident
from postmortems import content, workflow
from postmortems.models import Postmortem, TemplateVersion
from postmortems.workflow.revisions import take
from tests.builders.defences import fill
from tests.builders.incidents import an_entry
from tests.builders.postmortems import a_complete_draft, a_draft, section, write
from tests.builders.reviews import a_draft as a_reviewable_draft
from tests.builders.reviews import approve, sent
from tests.cast import Cast, signed_in

SHOWN = (
    "1 of 2 layers had a hole. What held: Response.",
    "Meant to stop: Changes that keep what they take",
    "What limited the damage",
    "Half of the traffic was spared.",
    "What if it had been night?",
    "Nobody was <em>on call</em>.",
    "Decision points",
    "The pool was full &amp; nobody knew why.",
    "Nothing was written down of what was known.",
    "First notice to customers 42 min after the start.",
    "<b>@alice</b> told <b>Customers</b>",
)


def tell(incident: Incident, cast: Cast) -> None:
    decision = {"kind": "decision", "who": "@alice"}
    an_entry(incident, cast, 12, "Restart everything", known="The pool was full & nobody knew why.", **decision)
    an_entry(incident, cast, 22, "Roll back", **decision)
    an_entry(incident, cast, 42, "Payments fail", kind="communication", who="@alice", told="Customers", source="mail")


def a_full_one(cast: Cast) -> Postmortem:
    postmortem = a_reviewable_draft(cast)
    tell(postmortem.incident, cast)
    fill(postmortem, cast.bob)
    return workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])


def page(user: Any, name: str, postmortem: Postmortem, *args: Any) -> str:
    return signed_in(user).get(reverse(f"postmortems:{name}", args=[postmortem.reference, *args])).content.decode()


def test_it_shows_them_to_reviewers_and_readers(cast: Cast) -> None:
    postmortem = a_full_one(cast)
    review = page(cast.alice, "review", postmortem)
    assert [words for words in SHOWN if words not in review] == []
    approve(postmortem, cast.alice)
    workflow.publish(postmortem, by=cast.bob)
    for name, args in (("postmortem", ()), ("revision", (1,))):
        html = page(cast.carol, name, postmortem, *args)
        assert [words for words in SHOWN if words not in html] == [], name


def test_it_escapes_what_people_wrote(cast: Cast) -> None:
    postmortem, bad = a_draft(cast), "<script>alert(1)</script>"
    workflow.add_defence(postmortem, by=cast.bob, layer=bad, purpose=bad, detail=bad)
    workflow.add_mitigator(postmortem, by=cast.bob, text=bad, effect=bad)
    workflow.add_whatif(postmortem, by=cast.bob, question=bad, answer=bad)
    an_entry(postmortem.incident, cast, 3, bad, kind="communication", who=bad, told=bad)
    an_entry(postmortem.incident, cast, 4, bad, kind="decision", known=bad, options=bad, missing=bad)
    pages = [page(cast.bob, name, postmortem) for name in ("postmortem", "edit")]
    pages.append(signed_in(cast.bob).get(postmortem.incident.get_absolute_url()).content.decode())
    assert not any("<script>alert" in html for html in pages)


def test_a_revision_from_before_still_reads(cast: Cast) -> None:
    postmortem = a_full_one(cast)
    old = sent(postmortem).content
    for name in content.LATER:
        old.pop(name)
    revision = take(postmortem, by=cast.bob, reason="restored", text=old)
    html = page(cast.carol, "revision", postmortem, revision.number)
    assert "Decision points" in html
    assert "1 of 2 layers" not in html
    address = reverse("postmortems:compare", args=[postmortem.reference])
    compared = signed_in(cast.carol).get(address, {"from": revision.number, "to": 1}).content.decode()
    assert "Limited the damage: A flag switched it off" in compared


def test_they_cost_no_query_more(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    postmortem = a_full_one(cast)
    for name, most in (("postmortem", 12), ("review", 15), ("edit", 12)):
        client, address = signed_in(cast.alice), reverse(f"postmortems:{name}", args=[postmortem.reference])
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
    client, address = signed_in(cast.alice), postmortem.incident.get_absolute_url()
    with django_assert_max_num_queries(12):
        assert "Who told whom" in client.get(address).content.decode()


def test_a_text_under_defences_stays_above_the_rows_when_it_moves(cast: Cast) -> None:
    """Standard had a text alone there, once."""
    postmortem = a_complete_draft(cast)
    postmortem.sections.filter(key="defences").update(block="")
    write(postmortem, "defences", "Review did not ask about pools.", by=cast.alice)
    version = TemplateVersion.objects.get(pk=postmortem.template_version_id)
    draft = workflow.open_draft(version.template, by=cast.root)
    workflow.edit_checklist(draft, by=cast.root, edits=draft.edits, checklist=[*draft.checklist, "Layers are named"])
    workflow.move_to_version(postmortem, by=cast.alice, version=workflow.publish_template(draft, by=cast.root))
    row = section(postmortem, "defences")
    assert (row.block, row.prose, row.body) == ("defences", True, "Review did not ask about pools.")


def test_rows_stay_when_a_version_shows_them_nowhere(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    workflow.add_mitigator(postmortem, by=cast.alice, text="A flag")
    draft = workflow.open_draft(postmortem.template_version.template, by=cast.root)
    workflow.remove_section(draft.sections.get(key="defences"), by=cast.root)
    workflow.remove_section(draft.sections.get(key="what_if"), by=cast.root)
    moved = workflow.move_to_version(postmortem, by=cast.alice, version=workflow.publish_template(draft, by=cast.root))
    rows = {row.key: row.block for row in moved.sections.all()}
    assert rows["defences"] == "defences"
    assert "what_if" not in rows
