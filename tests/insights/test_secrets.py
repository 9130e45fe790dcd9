"""What a person may not see is in no number, list, file or report of theirs; and no number is about a person."""

from datetime import UTC, datetime

from django.urls import reverse

from accounts.models import User
from incidents import workflow as incidents
from insights import workflow
from insights.sources import SOURCES
from kit import clock
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

NOW = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
PAGES = ("index", "measures", "practice", "connections", "measures_file")


def everything(reader: User) -> str:
    """All that Insights shows somebody: pages, lists behind numbers, files, the report."""
    browser, texts = signed_in(reader), []
    with clock.at(NOW):
        addresses = [reverse(f"insights:{name}") for name in PAGES]
        addresses += [reverse("insights:report", args=["2025-q4"])]
        for name in SOURCES:
            addresses += [reverse("insights:rows", args=[name]), reverse("insights:rows_file", args=[name])]
        addresses += [reverse("insights:rows", args=["overdue"]) + "?week=4"]
        for address in addresses:
            response = browser.get(address)
            assert response.status_code == 200, address
            texts.append(b"".join(response).decode())
    return "\n".join(texts)


def counted(reader: User, rows: str) -> str:
    with clock.at(NOW):
        return (
            signed_in(reader).get(reverse("insights:rows", args=[rows])).content.decode().split('class="lede">')[1][:40]
        )


def test_a_restricted_incident_is_in_nothing_that_others_see(cast: Cast) -> None:
    postmortem = published(cast, title="Canary-word of a write-up", severity="sev1")
    incident = postmortem.incident
    earlier = a_resolved_incident(cast, title="Canary-word of an incident", severity="sev1")
    incidents.relate(incident, by=cast.alice, other=earlier, kind="recurrence", reason="Canary-word of a reason")
    for number in range(6):
        an_action(cast, incident=incident, title=f"Canary-word {number}", category="training")
    for row in (incident, earlier):
        incidents.change_visibility(row, by=cast.alice, visibility="restricted")
    seen = everything(cast.alice)
    assert "Canary-word of a write-up" in seen and "Canary-word 3" in seen
    for swept in (False, True):
        for reader in (cast.lena, cast.mallory, cast.root):
            shown = everything(reader)
            assert "Canary-word" not in shown, reader
            assert "INC-" not in shown and "ACT-" not in shown, reader
            assert counted(reader, "incidents").startswith("0 rows")
            assert counted(reader, "deadline").startswith("0 rows")
        if not swept:
            workflow.sweep()


def test_a_hidden_earlier_incident_does_not_make_one_come_back(cast: Cast) -> None:
    earlier, later = a_resolved_incident(cast), a_resolved_incident(cast)
    incidents.relate(later, by=cast.alice, other=earlier, kind="recurrence", reason="Again")
    assert counted(cast.lena, "recurring").startswith("1 row,")
    incidents.change_visibility(earlier, by=cast.alice, visibility="restricted")
    assert counted(cast.lena, "recurring").startswith("0 rows")
    assert counted(cast.alice, "recurring").startswith("1 row,")


def test_two_readers_with_different_rights_never_share_numbers(cast: Cast) -> None:
    hidden = a_resolved_incident(cast)
    incidents.change_visibility(hidden, by=cast.alice, visibility="restricted")
    a_resolved_incident(cast)
    for _ in range(2):
        assert counted(cast.alice, "incidents").startswith("2 rows")
        assert counted(cast.lena, "incidents").startswith("1 row,")


def test_nothing_is_told_of_the_actions_of_one_or_two_people(cast: Cast) -> None:
    """A team's completion is no number where it is that of a person."""
    for _ in range(8):
        an_action(cast, owner=cast.bob)
    with clock.at(NOW):
        page = signed_in(cast.lena).get(reverse("insights:measures"), {"team": "payments"}).content.decode()
    assert 'data-measure="deadline">Cannot conclude<' in page
    for owner in (cast.alice, cast.erin):
        an_action(cast, owner=owner)
    with clock.at(NOW):
        page = signed_in(cast.lena).get(reverse("insights:measures"), {"team": "payments"}).content.decode()
    assert 'data-measure="deadline">0%<' in page


def test_no_page_of_numbers_names_anybody(cast: Cast) -> None:
    published(cast, severity="sev1")
    for _ in range(8):
        an_action(cast, owner=cast.bob)
    browser = signed_in(cast.lena)
    with clock.at(NOW):
        for name in PAGES:
            html = b"".join(browser.get(reverse(f"insights:{name}"))).decode()
            main = html.split('<main id="main"')[-1]
            assert not [handle for handle in ("bob", "alice", "erin", "mallory") if f"@{handle}" in main], name
