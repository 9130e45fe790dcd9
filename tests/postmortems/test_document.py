"""How a section's text is laid out below its title."""

import pytest

from postmortems.document import laid_out


@pytest.mark.parametrize("marks", ["#", "##", "###"])
def test_it_begins_with_the_heading_below_the_sections_own(marks: str) -> None:
    assert laid_out(f"{marks} Technical\n\nText.").startswith("<h3>Technical</h3>")


def test_it_takes_no_comment_in_code_for_a_heading() -> None:
    html = laid_out("```sh\n# restart it\n```\n\n### Technical")
    assert "<h3>Technical</h3>" in html
