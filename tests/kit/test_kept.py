from collections.abc import Iterator

from django.template import Context, Template


def counted() -> tuple[Template, Iterator[int]]:
    return Template("{% kept key %}{{ next }}{% endkept %}"), iter(range(100))


def shown(template: Template, numbers: Iterator[int], key: object) -> str:
    return template.render(Context({"key": key, "next": lambda: next(numbers)}))


def test_it_renders_the_inside_once_for_each_key() -> None:
    template, numbers = counted()
    assert [shown(template, numbers, key) for key in ("a", "a", "b", "a", ("b", 1), ("b", 1))] == [*"001022"]


def test_it_keeps_nothing_without_a_key() -> None:
    template, numbers = counted()
    assert [shown(template, numbers, key) for key in ("", None, "")] == [*"012"]


def test_it_does_not_mix_up_two_places_with_the_same_key() -> None:
    first, second = Template("{% kept 'k' %}one{% endkept %}"), Template("{% kept 'k' %}two{% endkept %}")
    assert (first.render(Context()), second.render(Context()), first.render(Context())) == ("one", "two", "one")
