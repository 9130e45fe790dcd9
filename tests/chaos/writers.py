"""People who write into a section over HTTP and remember what they were told is saved."""

import html
import http.client
import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

TOKEN = "a" * 32
PAUSE_SECONDS = 0.1


@dataclass
class Draft:
    """A write-up on a site, and the cookie of somebody who may write in it."""

    port: int
    reference: str
    cookie: str


class Writer(threading.Thread):
    """Adds line after line to one section until told to stop, from what the page shows after each save.

    A save whose answer never came is sent again: sometimes as it was, sometimes with another line.
    """

    def __init__(self, name: str, draft: Draft, key: str, seed: int) -> None:
        super().__init__(name=name, daemon=True)
        self.draft = draft
        self.key = key
        self.rng = random.Random(seed)
        self.done = threading.Event()
        self.lines = 0
        self.known: list[str] = []
        self.unsaved: list[str] = []
        self.acknowledged: list[str] = []
        self.saves = self.conflicts = self.unanswered = 0
        self.trouble: BaseException | None = None

    @property
    def heard(self) -> int:
        """How often it was told what became of a text."""
        return self.saves + self.conflicts

    def run(self) -> None:
        try:
            self.load()
            while not self.done.wait(self.rng.uniform(0, PAUSE_SECONDS)):
                if not self.unsaved or self.rng.random() < 0.5:
                    self.lines += 1
                    self.unsaved.append(f"{self.name} wrote line {self.lines}.")
                self.save()
        except BaseException as error:
            self.trouble = error

    def save(self) -> None:
        base, body = "\n".join(self.known), "\n".join([*self.known, *self.unsaved])
        status, answer = self.request("POST", "sections/" + self.key, {"body": body, "base": base})
        if status == 302:
            self.saves += 1
        elif status == 409:
            self.conflicts += 1
        elif status == 0 or status >= 500:
            self.unanswered += 1
            return
        else:
            raise AssertionError(f"{status} for a save: {answer[:500]}")
        # Saved, or kept beside the saved text and said so: either way it may not be lost from now on.
        self.acknowledged += self.unsaved
        self.unsaved = []
        self.load()

    def load(self) -> None:
        """As somebody who opens the page."""
        while not self.done.is_set():
            status, page = self.request("GET", "edit")
            if status == 200:
                form = page.split(f'/sections/{self.key}/"', 1)[1]
                found = re.search(r'name="base" value="([^"]*)"', form)
                assert found, form[:500]
                self.known = html.unescape(found[1]).split("\n")
                return
            self.done.wait(PAUSE_SECONDS)

    def request(self, method: str, page: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status (0: no answer) and text."""
        headers = {"Cookie": f"{self.draft.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.draft.port, timeout=30)
        try:
            connection.request(method, f"/postmortems/{self.draft.reference}/{page}/", urlencode(form or {}), headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()


@contextmanager
def writing(draft: Draft, *, seed: int) -> Iterator[list[Writer]]:
    """Two people on one section, who get into each other's way, and one who is alone on another."""
    sections = {"ann": "what_happened", "ben": "what_happened", "cai": "resolution"}
    writers = [Writer(f"{name}{seed}", draft, key, seed + n) for n, (name, key) in enumerate(sections.items())]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.done.set()
        for writer in writers:
            writer.join(timeout=60)
        for writer in writers:
            if writer.trouble is not None:
                raise writer.trouble
