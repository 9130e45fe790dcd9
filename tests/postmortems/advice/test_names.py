from dataclasses import replace

import pytest

from postmortems.advice import advise
from postmortems.advice.names import candidates
from postmortems.snapshot import Person, Text
from tests.postmortems.advice.write_ups import SOUND, saying
from tests.postmortems.test_checks import texts


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Mara Oyelaran restarted the pods.", ("Mara Oyelaran",)),
        ("Then Mara restarted the pods.", ("Mara",)),
        ("Mara’s change was reverted with Tomas Brandt.", ("Mara", "Tomas Brandt")),
        ("We asked **Tomas Brandt**, who knew.", ("Tomas Brandt",)),
    ],
)
def test_it_finds_people_by_their_names(said: str, named: tuple[str, ...]) -> None:
    [found] = saying(said)
    assert found.places == named
    assert found.section == "what_happened"
    assert not any(name in found.title for name in named), "lists show the title"


@pytest.mark.parametrize(
    "said",
    [
        "@mara restarted the pods.",
        "The Mara cluster was restarted.",
        "Mara Pipelines was restarted.",
        "Tomas restarted the pods.",
        "Deploy Bot restarted the pods.",
        "`Mara Oyelaran` is the author in the log.",
        "mara-worker and Mara-2 were restarted.",
        "Tomas Brandtner is nobody we know.",
        "Somebody else altogether, Ines Kowal, restarted the pods.",
    ],
)
def test_it_leaves_handles_machines_and_strangers_alone(said: str) -> None:
    assert saying(said) == []


@pytest.mark.parametrize("name", ["Will Power", "Mark Stone", "Grace Okafor", "April Ito", "Ruby Larsen"])
def test_it_takes_no_ordinary_word_for_a_first_name(name: str) -> None:
    first = name.split()[0]
    people = (Person(name, is_involved=True),)
    assert advise(replace(SOUND, people=people, texts=texts(wrong=f"{first} it be known.", what_happened=first))) == []
    assert len(advise(replace(SOUND, people=people, texts=texts(what_happened=f"{name} said so.")))) == 1


def test_it_looks_up_only_what_could_be_a_name() -> None:
    said = "The Payment API failed. Vincent van Dale's team, and Tomas Brandt, saw it at Acme."
    assert {"Vincent van Dale", "Tomas Brandt"} <= candidates([Text("a", "A", said)])
    assert candidates([Text("a", "A", "nobody has a name here. Nor Here.")]) == {"Nor Here"}
