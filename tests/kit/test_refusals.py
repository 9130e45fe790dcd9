import pytest

from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["team", "service"])
def test_a_character_that_no_text_has_is_a_bad_request(cast: Cast, name: str) -> None:
    response = signed_in(cast.bob).get("/postmortems/", {name: "a\x00b"})
    assert response.status_code == 400
    assert "could not read what was sent" in response.content.decode()
