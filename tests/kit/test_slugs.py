import pytest

from kit import slugs


@pytest.mark.parametrize(
    ("name", "taken", "found"),
    [
        ("Payments & Billing", (), "payments-billing"),
        ("Payments", ("payments",), "payments-2"),
        ("Payments", ("payments", "payments-2", "payments-4"), "payments-3"),
        ("決済", (), "team"),
        ("決済", ("team",), "team-2"),
        ("Name " * 40, (), ("name-" * 14).strip("-")),
    ],
)
def test_it_makes_an_address_that_nobody_has(name: str, taken: tuple[str, ...], found: str) -> None:
    assert slugs.free(name, taken, otherwise="team") == found


def test_it_makes_keys_with_other_joints() -> None:
    assert slugs.free("What went well", {"what_went_well"}, otherwise="section", between="_") == "what_went_well_2"
