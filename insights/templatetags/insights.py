from typing import Any

from django import template

from insights.report import Report

register = template.Library()


@register.simple_tag
def report_of(data: dict[str, Any], reader: Any) -> Report:
    """The report of a quarter as this reader may see it, when it is shown."""
    return Report(reader, f"{int(data['year'])}-q{int(data['quarter'])}")
