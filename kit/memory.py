"""What this process showed last, so that a page of many parts asks the cache for none of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Keeps what was used last, bounded by the sum of the sizes."""

    def __init__(self, room: int, size: Callable[[Value], int]) -> None:
        self.room, self.size = room, size
        self.kept: OrderedDict[Hashable, Value] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def put(self, key: Hashable, value: Value) -> None:
        with self.lock:
            if key in self.kept:
                self.room += self.size(self.kept.pop(key))
            self.room -= self.size(value)
            self.kept[key] = value
            while self.room < 0:
                self.room += self.size(self.kept.popitem(last=False)[1])

    def clear(self) -> None:
        with self.lock:
            self.room += sum(map(self.size, self.kept.values()))
            self.kept.clear()
