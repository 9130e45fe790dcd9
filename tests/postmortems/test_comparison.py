"""What changed between two frozen write-ups: words of a text, rows and fields of a block."""

import copy
from typing import Any

import pytest

from postmortems.comparison import SectionChange, compare, laid
from postmortems.content import Content, freeze
from tests.builders.incidents import an_incident
from tests.builders.reviews import a_draft
from tests.cast import Cast

# Of a duration only its length and its state are told; the rest is the same for every incident.
UNSAID = {("durations", "key"), ("durations", "short"), ("durations", "formula")}


@pytest.fixture
def content(cast: Cast) -> Content:
    from incidents import workflow

    postmortem = a_draft(cast)
    other = an_incident(cast, title="The same library")
    workflow.relate(postmortem.incident, by=cast.alice, other=other, kind="similar", reason="Same library")
    return freeze(postmortem)


def changed(old: Content, new: Content, **kwargs: Any) -> dict[str, SectionChange]:
    return {each.key: each for each in compare(old, new, **kwargs) if each.is_changed}


def said(change: SectionChange) -> list[tuple[str, str, dict[str, str]]]:
    """(change, words, fields) of each row, as one would read it aloud."""
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}

    def aloud(pieces: Any) -> str:
        return "".join(signs[piece.op].format(piece.text) for piece in pieces)

    return [(row.change, aloud(row.pieces), {f.label: aloud(f.pieces) for f in row.fields}) for row in change.rows]


def test_it_says_nothing_of_the_same_text(content: Content) -> None:
    assert changed(content, copy.deepcopy(content)) == {}


def test_it_names_the_fields_of_an_action_that_changed(content: Content) -> None:
    new = copy.deepcopy(content)
    number = new["actions"][0]["number"]
    new["actions"][0] |= {"owner": "erin", "due_on": "2026-02-01"}
    was = content["actions"][0]["due_on"]
    found = changed(content, new)
    assert list(found) == ["actions"]
    [(change, words, fields)] = said(found["actions"])
    assert (change, words) == ("changed", f"ACT-{number} Alert when the pool is 80 percent full")
    assert fields["Owner"] == "[-@bob-][+@erin+]"
    assert fields["Deadline"].endswith("[+1 Feb 2026+]")
    assert ("no date" in fields["Deadline"]) == (was is None)


def test_it_finds_a_row_again_that_was_reworded_and_corrected(content: Content) -> None:
    new = copy.deepcopy(content)
    new["timeline"][3] |= {"at": "2025-11-10T10:53:00+00:00", "text": "What was seen after nearly 20 minutes"}
    new["whys"][1]["question"] = "Why was the pool empty for so long?"
    found = changed(content, new)
    assert [row.change for row in found["timeline"].rows] == ["changed"]
    rows = said(found[next(key for key in found if key != "timeline")])
    assert rows[0][:2] == ("changed", "Why was the pool empty[+ for so long+]?")
    assert rows[1][2] == {"Follows from": "[-Why was the pool empty?-][+Why was the pool empty for so long?+]"}


def test_it_tells_rows_that_moved(content: Content) -> None:
    new = copy.deepcopy(content)
    new["factors"] = [{**new["factors"][0], "text": "A second factor"}, *new["factors"]]
    again = copy.deepcopy(new)
    again["factors"][0], again["factors"][1] = again["factors"][1], again["factors"][0]
    [change] = changed(new, again).values()
    assert change.said == "1 moved"


def test_it_tells_added_and_removed_rows_with_all_that_they_say(content: Content) -> None:
    new = copy.deepcopy(content)
    new["impact"] = [{**new["impact"][0], "label": "minutes of downtime", "value": "80", "area": "technical"}]
    rows = said(changed(content, new)["impact"])
    assert [(change, words) for change, words, _ in rows] == [
        ("added", "[+80 minutes of downtime+]"),
        ("removed", "[-1,200 customers affected-]"),
    ]
    assert rows[0][2]["Area"] == "[+Technical+]"


def test_it_names_no_related_incident_that_the_reader_may_not_know(content: Content) -> None:
    without = {**content, "related": []}
    number = content["related"][0]["number"]
    assert changed(without, content, related=()) == {}
    [change] = changed(without, content, related={number}).values()
    assert said(change)[0][1] == f"[+INC-{number}+]"


def test_it_shows_data_that_no_section_shows(content: Content) -> None:
    new = {**content, "layers_of_defence": [{"name": "Review", "hole": "Nobody looked at the pool"}]}
    [change] = changed(content, new).values()
    assert (change.key, change.title) == ("data-layers_of_defence", "Layers of defence")
    assert said(change) == [("added", "[+Review+]", {"Hole": "[+Nobody looked at the pool+]"})]


def test_it_tells_of_defences_and_what_limited_the_damage_in_their_section(content: Content) -> None:
    defence = {"layer": "Review", "purpose": "", "outcome": "hole", "detail": "Nobody saw it", "closed_by": 3}
    before = {**content, "defences": [defence], "mitigators": [{"text": "Retries", "effect": "Half the orders"}]}
    after = {**before, "defences": [{**defence, "closed_by": 4}], "mitigators": []}
    found = changed(before, after)
    assert list(found) == [next(each["key"] for each in content["sections"] if each["block"] == "defences")]
    assert [row for change in found.values() for row in said(change)] == [
        ("changed", "Review", {"Closed by": "[-ACT-3-][+ACT-4+]"}),
        ("removed", "[-Retries-]", {"Effect": "[-Half the orders-]"}),
    ]


def spoilt(value: Any) -> Any:
    """Another value of the kind; times and days half a year on."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [*value, 7] if value else [7]
    return f"2031{value[4:]}" if value[:2] == "20" and "-" in value else f"{value}x"


def test_no_field_of_any_row_changes_unsaid(content: Content) -> None:
    """Whatever makes an approval stale can be read on the page that says so."""
    skipped = {("sections", "block"), ("sections", "key"), ("whys", "parent"), ("durations", "seconds")}
    for part, rows in content.items():
        if not isinstance(rows, list) or not rows:
            continue
        for name, value in rows[0].items():
            if (part, name) in skipped or (value is None and name.endswith(("_on", "_until", "_at"))):
                continue
            new = copy.deepcopy(content)
            new[part][0][name] = spoilt(value)
            if part == "timeline" and name == "milestone":
                new[part][0][name] = "detected"
            if not changed(content, new):
                assert (part, name) in UNSAID, name
    for name in ("title", "severity", "kind"):
        assert changed(content, {**content, name: "other"}), name
    assert changed(content, {**content, "sections": content["sections"][::-1]})


def test_it_knows_the_same_text_in_another_revision(content: Content) -> None:
    new = copy.deepcopy(content)
    for each in new["sections"]:
        each["body"] = f"\n{each['body']}\n\n"
    assert {key: each.digest for key, each in laid(new).items()} == {
        key: each.digest for key, each in laid(content).items()
    }
    new["sections"][0]["body"] = "Other words."
    first = new["sections"][0]["key"]
    assert [key for key, each in laid(new).items() if each.digest != laid(content)[key].digest] == [first]
