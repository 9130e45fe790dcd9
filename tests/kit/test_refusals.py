import pytest

from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/jump/", "/people/", "/library/elsewhere/"])
def test_a_character_that_no_text_has_is_a_bad_request(cast: Cast, path: str) -> None:
    response = signed_in(cast.bob).get(path, {"q": "a\x00b"})
    assert response.status_code == 400
    assert "could not read what was sent" in response.content.decode()
