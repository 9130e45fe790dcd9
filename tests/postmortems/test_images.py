import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kit import markdown, uploads
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Image, Postmortem
from postmortems.workflow import images
from tests.builders.images import PLACE, a_photo, a_png
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast, signed_in


def send(client: Client, postmortem: Postmortem, data: bytes, name: str = "pool [graph].png") -> HttpResponse:
    file = SimpleUploadedFile(name, data, content_type="text/html")
    return client.post(f"/postmortems/{postmortem.reference}/images/add/", {"image": file})  # type: ignore[return-value]


def test_it_keeps_a_picture_and_answers_what_shows_it(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.bob)
    answer = send(client, postmortem, a_png())
    assert answer.status_code == 201
    shown = answer.json()["markdown"]  # type: ignore[attr-defined]
    image = Image.objects.get()
    assert shown == f"![pool graph](/attachments/{postmortem.reference}/{image.key}.png#3x2)"
    html = markdown.render(shown)
    assert f'<img alt="pool graph" src="/attachments/{postmortem.reference}/{image.key}.png"' in html
    assert 'width="3"' in html and 'height="2"' in html and 'loading="lazy"' in html
    assert (image.width, image.height, image.by, bytes(image.data)) == (3, 2, cast.bob, a_png())


def test_it_is_served_as_nothing_but_a_picture(cast: Cast) -> None:
    postmortem = a_draft(cast)
    image = workflow.add_image(postmortem, by=cast.bob, data=a_png(), name="x.html")
    answer = signed_in(cast.carol).get(image.get_absolute_url())
    assert answer.content == a_png()
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_it_is_seen_by_those_who_see_the_incident(cast: Cast) -> None:
    postmortem = a_draft(cast, incident=a_resolved_incident(cast, visibility="team"))
    other = a_draft(cast)
    image = workflow.add_image(postmortem, by=cast.bob, data=a_png())
    address = image.get_absolute_url()
    assert signed_in(cast.mallory).get(address).status_code == 404
    assert signed_in(cast.bob).get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert signed_in(cast.bob).get(address.replace(postmortem.reference, other.reference)).status_code == 404
    assert signed_in(cast.bob).get(address.replace(".png", ".gif")).status_code == 404


def test_the_same_picture_is_kept_once(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.bob)
    assert send(client, postmortem, a_png()).content == send(client, postmortem, a_png()).content
    assert Image.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<script>alert(1)</script>"])
def test_it_refuses_what_is_no_picture_whatever_it_is_called(cast: Cast, data: bytes) -> None:
    answer = send(signed_in(cast.bob), a_draft(cast), data)
    assert answer.status_code == 409
    assert "no PNG, JPEG, GIF or WebP" in answer.json()["error"]  # type: ignore[attr-defined]
    assert not Image.objects.exists()


def test_it_refuses_what_is_too_large(cast: Cast) -> None:
    answer = send(signed_in(cast.bob), a_draft(cast), a_png() + bytes(images.MOST_BYTES))
    assert "up to 5 MB" in answer.json()["error"]  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="pixels large"):
        workflow.add_image(a_draft(cast), by=cast.bob, data=a_png(width=21_000, height=1))


def test_it_refuses_when_the_write_up_has_its_share(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    postmortem = a_draft(cast)
    workflow.add_image(postmortem, by=cast.bob, data=a_png())
    monkeypatch.setattr(images, "MOST_BYTES_TOGETHER", len(a_png()) + 10)
    with pytest.raises(Refused, match="together"):
        workflow.add_image(postmortem, by=cast.bob, data=a_png(width=4))


def test_a_body_beyond_all_limits_is_not_even_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)
    assert send(signed_in(cast.bob), a_draft(cast), bytes(2_000)).status_code == 400


def test_it_asks_for_a_picture(cast: Cast) -> None:
    answer = signed_in(cast.bob).post(f"/postmortems/{a_draft(cast).reference}/images/add/")
    assert (answer.status_code, answer.json()) == (400, {"error": "No picture was sent."})


def test_it_refuses_viewers_and_published_texts(cast: Cast) -> None:
    assert send(signed_in(cast.carol), a_draft(cast), a_png()).status_code == 403
    answer = send(signed_in(cast.bob), published(cast), a_png())
    assert "locked" in answer.json()["error"]  # type: ignore[attr-defined]


def test_a_published_text_goes_on_showing_it(cast: Cast) -> None:
    postmortem = a_draft(cast)
    image = workflow.add_image(postmortem, by=cast.bob, data=a_png(), name="Pool")
    write(postmortem, "what_happened", image.markdown, by=cast.bob)
    page = signed_in(cast.carol).get(postmortem.get_absolute_url()).content.decode()
    assert f'src="{image.get_absolute_url()}"' in page


def test_it_forgets_where_a_photo_was_taken(cast: Cast) -> None:
    image = workflow.add_image(a_draft(cast), by=cast.bob, data=a_photo(6))
    assert PLACE not in bytes(image.data)
    assert (image.width, image.height) == (7, 9)


def test_it_refuses_a_picture_that_breaks_off(cast: Cast) -> None:
    with pytest.raises(Refused, match="breaks off"):
        workflow.add_image(a_draft(cast), by=cast.bob, data=a_png()[:-8])
