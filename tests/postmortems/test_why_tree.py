"""The five whys as a tree: moving, hanging elsewhere, evidence, and what is frozen of it."""

import pytest

from accounts.models import User
from incidents import workflow as incidents
from kit.errors import Refused
from postmortems import comparison, content, tree, workflow
from postmortems.draft import Draft
from postmortems.models import Postmortem, Why
from postmortems.workflow.returning import bring_back_whys
from tests.builders.incidents import an_entry
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in


def grown(cast: Cast) -> tuple[Postmortem, dict[str, Why]]:
    """a → b → c → d, and below b a second hypothesis e → f."""
    postmortem = a_draft(cast)
    made: dict[str, Why] = {}
    for name, above in (("a", ""), ("b", "a"), ("c", "b"), ("d", "c"), ("e", "b"), ("f", "e")):
        made[name] = workflow.add_why(
            postmortem, by=cast.bob, question=f"{name}?", answer=f"{name}.", parent=made.get(above)
        )
    return postmortem, made


def drawn(postmortem: Postmortem) -> str:
    """Questions in order of reading, forks in brackets."""

    def said(branches: tuple[tree.Branch, ...]) -> str:
        lines = ["".join(names[key] for key in each.keys) + said(each.fork) for each in branches]
        return f"[{' '.join(lines)}]" if len(lines) > 1 else "".join(lines)

    rows = Why.objects.filter(postmortem=postmortem).order_by("order", "pk")
    names = {row.pk: row.question[0] for row in rows}
    return said(tree.branches({row.pk: row.parent_id for row in rows}))


def post(by: User, postmortem: Postmortem, rest: str, **data: object):  # type: ignore[no-untyped-def]
    url = f"/postmortems/{postmortem.reference}/{rest}"
    return signed_in(by).post(url, data, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("name", "way", "after"),
    [
        ("c", "up", "ac[bd ef]"),
        ("c", "down", "ab[dc ef]"),
        ("e", "up", "ae[cd bf]"),
        ("b", "down", "ac[bd ef]"),
        ("e", "earlier", "ab[ef cd]"),
        ("c", "later", "ab[ef cd]"),
        ("c", "earlier", "ab[cd ef]"),
        ("a", "up", "ab[cd ef]"),
        ("d", "down", "ab[cd ef]"),
    ],
)
def test_a_why_changes_places_and_the_tree_keeps_its_shape(cast: Cast, name: str, way: str, after: str) -> None:
    postmortem, made = grown(cast)
    assert drawn(postmortem) == "ab[cd ef]"
    assert post(cast.bob, postmortem, f"whys/{made[name].pk}/move/", way=way).status_code == 200
    assert drawn(postmortem) == after


def test_a_move_is_undone_by_the_opposite_one(cast: Cast) -> None:
    postmortem, made = grown(cast)
    before = content.present_hash(postmortem)
    workflow.move_why(made["d"], by=cast.bob, way="up")
    workflow.move_why(made["d"], by=cast.bob, way="up")
    workflow.move_why(made["d"], by=cast.bob, way="down")
    workflow.move_why(made["d"], by=cast.bob, way="down")
    assert (drawn(postmortem), content.present_hash(postmortem)) == ("ab[cd ef]", before)


def test_a_branch_hangs_elsewhere_and_never_below_itself(cast: Cast) -> None:
    postmortem, made = grown(cast)
    address = f"whys/{made['e'].pk}/hang/"
    assert post(cast.bob, postmortem, address, below=made["d"].pk).status_code == 200
    assert drawn(postmortem) == "abcdef"
    assert post(cast.bob, postmortem, address, below="").status_code == 200
    assert drawn(postmortem) == "[abcd ef]"
    assert post(cast.bob, postmortem, address, below=made["f"].pk).status_code == 422
    with pytest.raises(Refused, match="below itself"):
        workflow.hang_why(made["e"], by=cast.bob, below=made["f"])


def test_it_says_what_goes_with_a_rung_and_brings_all_of_it_back(cast: Cast) -> None:
    postmortem, made = grown(cast)
    address = f"whys/{made['c'].pk}/remove/"
    asked = signed_in(cast.bob).get(f"/postmortems/{postmortem.reference}/{address}").content.decode()
    assert "d?" in asked and "f?" not in asked
    answer = post(cast.bob, postmortem, address)
    assert f"whys/{made['c'].pk}/restore/" in answer["HX-Trigger"]
    assert drawn(postmortem) == "abef"
    post(cast.bob, postmortem, f"whys/{made['c'].pk}/restore/")
    assert drawn(postmortem) == "ab[cd ef]"


def test_an_answer_has_evidence_of_the_incident_only(cast: Cast) -> None:
    postmortem, made = grown(cast)
    mine, other = an_entry(postmortem.incident, cast, 5, "The pool is full"), an_entry(a_draft(cast).incident, cast, 5)
    given = {"question": "a?", "answer": "a.", "version": 1, "evidence_label": "", "evidence_url": ""}
    path = f"whys/{made['a'].pk}/"
    assert post(cast.bob, postmortem, path, **given, evidence_entry=other.pk).status_code == 422
    linked = given | {"evidence_url": "https://graphs.acme.example/pool"}
    assert b"Say what the link shows" in post(cast.bob, postmortem, path, **linked).content
    linked |= {"evidence_label": "Pool usage"}
    answer = post(cast.bob, postmortem, path, **linked, evidence_entry=mine.pk).content.decode()
    assert "Pool usage" in answer and "The pool is full" in answer
    with pytest.raises(Refused, match="removed"):
        workflow.edit_why(made["b"], by=cast.bob, version=1, evidence_entry_id=other.pk)


def test_it_freezes_the_tree_and_its_evidence_and_brings_them_back(cast: Cast) -> None:
    postmortem, made = grown(cast)
    entry = an_entry(postmortem.incident, cast, 5, "The pool is full")
    workflow.edit_why(made["f"], by=cast.bob, version=1, evidence_label="Usage", evidence_entry_id=entry.pk)
    frozen = content.freeze(postmortem)
    assert [(why["question"], why["parent"]) for why in frozen["whys"]] == [
        *(("a?", None), ("b?", 0), ("c?", 1), ("d?", 2), ("e?", 1), ("f?", 4))
    ]
    evidence = {"label": "Usage", "at": entry.at.isoformat(), "entry": "The pool is full"}
    assert frozen["whys"][5]["evidence"] == evidence
    assert all("evidence" not in why for why in frozen["whys"][:5])
    Why.objects.filter(postmortem=postmortem).update(question="x?")
    bring_back_whys(postmortem, frozen["whys"])
    assert content.freeze(postmortem) == frozen
    incidents.delete_entry(entry, by=cast.alice)
    bring_back_whys(postmortem, frozen["whys"])
    assert content.freeze(postmortem)["whys"][5]["evidence"] == {"label": "Usage"}


def test_a_review_sees_that_a_rung_moved(cast: Cast) -> None:
    postmortem, made = grown(cast)
    before = content.freeze(postmortem)
    workflow.move_why(made["e"], by=cast.bob, way="earlier")
    changed = {each.key: each for each in comparison.compare(before, content.freeze(postmortem))}
    [section] = [each for each in before["sections"] if each["block"] == "whys"]
    assert changed[section["key"]].is_changed


def test_the_depth_that_counts_leads_to_a_root(cast: Cast) -> None:
    postmortem, made = grown(cast)

    def gate() -> tuple[bool, str]:
        found = next(each for each in Draft(postmortem).gates if each.key == "whys_depth")
        return found.holds, found.sentence

    assert gate() == (True, "The whys go 4 deep")
    workflow.mark_root(made["b"], by=cast.bob)
    assert gate() == (False, "The whys go 2 deep to a root cause; ask at least 3 times")
    workflow.mark_root(made["d"], by=cast.bob)
    assert gate() == (True, "The whys go 4 deep to a root cause")


def test_others_read_it_and_do_not_move_it(cast: Cast) -> None:
    postmortem, made = grown(cast)
    for path in (f"whys/{made['c'].pk}/move/", f"whys/{made['c'].pk}/hang/"):
        assert post(cast.carol, postmortem, path, way="up").status_code == 403
    assert post(cast.bob, postmortem, f"whys/{made['c'].pk}/move/", way="sideways").status_code == 409
    other = a_draft(cast)
    assert post(cast.bob, other, f"whys/{made['c'].pk}/move/", way="up").status_code == 404
