import csv
import io

import pytest

from actions import workflow
from kit.csv import safe_cell
from tests.builders.actions import an_action
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in


def exported(cast: Cast, query: str = "", who: str = "bob") -> list[dict[str, str]]:
    response = signed_in(getattr(cast, who)).get(f"/actions/export/{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_it_exports_the_list_as_chosen(cast: Cast) -> None:
    action = an_action(cast, incident=an_incident(cast), done_when="Both, “70%” and 85%,\nfired.")
    an_action(cast, title="Cap the pool", priority="low")
    workflow.complete(an_action(cast, title="Done already"), by=cast.bob, evidence="Live.")
    (row,) = exported(cast, "?priority=high")
    assert row["Action"] == action.code and row["Done when"] == "Both, “70%” and 85%,\nfired."
    assert row["Incident"] == action.reference and row["Owner"] == "bob" and row["Due"] == "2025-11-24"
    assert [row["Evidence"] for row in exported(cast, "?state=done")] == ["Live."]


def test_it_is_a_file_nobody_keeps(cast: Cast) -> None:
    response = signed_in(cast.bob).get("/actions/export/")
    assert response["Content-Disposition"].startswith('attachment; filename="actions-')
    assert response["Cache-Control"] == "private, no-store"


def test_it_runs_nothing_in_a_spreadsheet(cast: Cast) -> None:
    an_action(cast, title='=HYPERLINK("https://evil.example")')
    assert exported(cast)[0]["Title"].startswith("'=HYPERLINK")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1"])
def test_it_disarms_what_begins_like_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Cap the pool", "70% = amber", "", "INC-1"])
def test_it_leaves_plain_text_alone(text: str) -> None:
    assert safe_cell(text) == text
