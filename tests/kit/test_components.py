import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template import Context, Template
from django.utils import timezone

MOMENT = datetime(2025, 11, 10, 10, 30, tzinfo=UTC)
EVIL = '"><script>alert(1)</script>'


def shown(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def person(handle: str, name: str = "Ana Silva") -> SimpleNamespace:
    return SimpleNamespace(handle=handle, name=name, get_absolute_url=lambda: f"/people/{handle}/")


class Sample(forms.Form):
    title = forms.CharField(help_text="One line.")
    kind = forms.ChoiceField(choices=[("a", "Apple"), ("b", "Pear")], widget=forms.RadioSelect, required=False)
    told = forms.BooleanField(required=False)


def test_it_shows_a_time_in_the_reader_s_zone_with_utc_beside_it() -> None:
    with timezone.override("Europe/Berlin"):
        html = shown("{% when moment %}", moment=MOMENT)
    assert ">10 Nov 2025, 11:30<" in html
    assert 'datetime="2025-11-10T10:30:00Z"' in html
    assert "10 Nov 2025, 10:30 UTC" in html


def test_it_shows_utc_when_asked_whatever_the_reader_s_zone() -> None:
    with timezone.override("Asia/Kolkata"):
        assert ">10:30<" in shown('{% when moment "time" utc=True %}', moment=MOMENT)


def test_it_shows_a_date_without_a_zone_and_nothing_for_nothing() -> None:
    assert shown("{% when day %}", day=date(2025, 11, 3)) == '<time datetime="2025-11-03">3 Nov 2025</time>'
    assert shown('{% when none empty="not yet" %}', none=None) == "not yet"


def test_it_says_near_miss_instead_of_a_severity() -> None:
    assert ">SEV2<" in shown("{% sev severity kind %}", severity="sev2", kind="outage")
    assert ">Near miss<" in shown("{% sev severity kind %}", severity="sev4", kind="near_miss")


def test_it_escapes_whatever_people_wrote() -> None:
    marks = "{% person who link=True %}{% status value label %}{% when none empty=label %}{% ring 20 label label %}"
    html = shown(marks, who=person("ana", EVIL), value=EVIL, label=EVIL, none=None)
    assert "<script" not in html


def test_it_counts_the_people_it_does_not_draw() -> None:
    html = shown("{% avatars people most=2 %}", people=[person("ana"), person("bo"), person("chi")])
    assert "+1" in html
    assert 'aria-label="@ana, @bo, @chi"' in html


def test_it_ties_help_and_error_to_the_field() -> None:
    html = shown("{% field form.title %}", form=Sample({"title": ""}))
    control = re.search(r"<input[^>]*>", html)
    assert control is not None
    assert 'aria-describedby="id_title_error id_title_help"' in control[0]
    assert control[0].count("aria-invalid") == 1
    assert 'id="id_title_error"' in html
    assert 'id="id_title_help"' in html


def test_it_groups_choices_under_their_question() -> None:
    html = shown('{% field form.kind look="options" %}{% field form.told %}', form=Sample())
    assert html.count('class="option"') == 2
    assert "<legend" in html
    assert 'class="check" for="id_told"' in html


def test_it_lists_every_error_with_a_link_and_stays_away_without() -> None:
    assert 'href="#id_title"' in shown("{% error_summary form %}", form=Sample({"title": "", "kind": "z"}))
    assert "error-summary" not in shown("{% error_summary form %}", form=Sample({"title": "x"}))
    assert "error-summary" not in shown("{% error_summary form %}", form=Sample())
