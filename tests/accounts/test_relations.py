from tests.cast import Cast


def test_it_knows_what_people_are_to_a_team(cast: Cast) -> None:
    assert cast.payments.relations(cast.alice) == {"team_member", "tech_lead"}
    assert cast.payments.relations(cast.erin) == {"team_member", "manager"}
    assert cast.payments.relations(cast.mallory) == set()
