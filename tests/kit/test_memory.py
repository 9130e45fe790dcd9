from kit.memory import Memory


def test_it_forgets_what_was_used_longest_ago() -> None:
    memory = Memory[str](6, len)
    memory.put("first", "aa")
    memory.put("second", "bb")
    memory.put("third", "cc")
    assert memory.get("first") == "aa"
    memory.put("fourth", "dd")
    assert [memory.get(key) for key in ("first", "second", "third", "fourth")] == ["aa", None, "cc", "dd"]


def test_it_counts_a_replaced_value_once() -> None:
    memory = Memory[str](6, len)
    for _ in range(5):
        memory.put("one", "aaaa")
    memory.put("two", "bb")
    assert memory.get("one") == "aaaa"


def test_it_does_not_keep_what_is_larger_than_all_of_it() -> None:
    memory = Memory[str](3, len)
    memory.put("small", "a")
    memory.put("large", "aaaa")
    assert memory.get("large") is None
    memory.put("other", "bbb")
    assert memory.get("other") == "bbb"


def test_it_has_all_its_room_again_when_it_is_cleared() -> None:
    memory = Memory[str](4, len)
    memory.put("one", "aaaa")
    memory.clear()
    memory.put("two", "bbbb")
    assert memory.get("one") is None
    assert memory.get("two") == "bbbb"
