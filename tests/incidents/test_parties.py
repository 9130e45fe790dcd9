from incidents.parties import suggested
from tests.builders.incidents import an_entry, an_incident
from tests.cast import Cast, signed_in


def test_the_form_of_an_entry_suggests_who_may_have_been_told(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, who="@bob, the vendor", told="customers")
    names = suggested(incident)
    assert names[0] == "@alice"
    assert {"@bob", "the vendor", "customers", "Leadership"} <= set(names)
    assert "Customers" not in names
    page = signed_in(cast.alice).get(f"/incidents/{incident.reference}/timeline/new/").content.decode()
    assert '<option value="the vendor"></option>' in page
    assert page.count(' list="') == 2


def test_a_message_says_how_people_were_told(cast: Cast) -> None:
    incident = an_incident(cast)
    given = {"at": "2025-11-10T10:40", "kind": "communication", "text": "Payments fail", "who": "@alice"}
    given |= {"told": "Customers", "source": "status", "certainty": "evidenced"}
    page = signed_in(cast.alice).post(f"/incidents/{incident.reference}/timeline/new/", given, follow=True)
    html = page.content.decode()
    assert "First notice to customers 10 min after the start." in html
    assert "Status page" in html


def test_the_page_says_where_the_drawing_will_come_from(cast: Cast) -> None:
    incident = an_incident(cast)
    html = signed_in(cast.alice).get(incident.get_absolute_url()).content.decode()
    assert "Communication and Escalation" in html
