import pytest

from postmortems.slices import Drawing, drawn


def line(drawing: Drawing) -> str:
    """- through, ~ less, | stopped or never reached; the last one is what lies behind the last layer."""
    lines = [each.line for each in drawing.slices] + [drawing.end]
    return "".join("|" if each is None else "~" if each.is_less else "-" for each in lines)


@pytest.mark.parametrize(
    ("outcomes", "expected", "said"),
    [
        ("", "|", ""),
        ("o", "--", "The only layer had a hole."),
        ("ooo", "----", "Each of the 3 layers had a hole."),
        ("oox", "---|", "2 of 3 layers had a hole. What held: layer 3."),
        ("oxo", "--~~", "2 of 3 layers had a hole. What held: layer 2."),
        ("oxx", "--||", "1 of 3 layers had a hole. What held: layer 2, layer 3."),
        ("xx", "-||", "No layer had a hole. What held: layer 1, layer 2."),
    ],
)
def test_the_line_ends_behind_the_last_hole(outcomes: str, expected: str, said: str) -> None:
    drawing = drawn([(f"layer {n}", "held" if each == "x" else "hole") for n, each in enumerate(outcomes, 1)])
    assert line(drawing) == expected
    assert drawing.said == said


def test_slices_never_touch_and_names_fit_however_many_there_are() -> None:
    drawing = drawn([("A layer with a name that is much too long", "hole")] * 25)
    xs = [each.x for each in drawing.slices]
    assert all(after - before >= 60 for before, after in zip(xs, xs[1:], strict=False))
    assert xs[-1] < drawing.width
    assert all(len(each.label) <= 12 for each in drawing.slices)
