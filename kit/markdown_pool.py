"""A few processes that lay out Markdown, each killed and replaced when it takes too long."""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from kit.markdown_worker import READY, REPLY, REQUEST

ROOT = Path(__file__).parent.parent
# The worker ends itself after CPU_SECONDS of work; this is for the one that cannot, or gets no processor.
WALL_SECONDS = 3.0
START_SECONDS = 20.0
QUEUE_SECONDS = 3.0
SIZE = 2
KILLED = {-signal.SIGKILL, -signal.SIGTERM}
# Nothing else of the environment: the worker handles hostile text and has no business with keys and addresses.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Unanswered(Exception):
    """No answer. `is_lasting`: the text itself is to blame, so that asking again would cost as much again."""

    def __init__(self, reason: str, *, is_lasting: bool) -> None:
        super().__init__(reason)
        self.is_lasting = is_lasting


class Worker:
    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kit.markdown_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]), "PYTHONUTF8": "1"},
            start_new_session=True,
        )
        assert self.process.stdin and self.process.stdout
        self.requests, self.replies = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.requests, False)
        os.set_blocking(self.replies, False)
        try:
            self._receive(len(READY), time.monotonic() + START_SECONDS)
        except Unanswered:
            self.end()
            raise Unanswered("worker does not start", is_lasting=False) from None

    def ask(self, text: bytes, level: int) -> tuple[str, bool]:
        """The HTML, and whether the worker wants to be replaced."""
        until = time.monotonic() + WALL_SECONDS
        self._send(REQUEST.pack(len(text), level) + text, until)
        length, is_last = REPLY.unpack(self._receive(REPLY.size, until))
        return self._receive(length, until).decode(), is_last

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close our ends of the pipes; a worker that nobody holds ends by itself."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def forget(self) -> None:
        """Let go after a fork: the process is the parent's child, not ours."""
        self.let_go()
        self.process.returncode = 0

    def _send(self, data: bytes, until: float) -> None:
        view = memoryview(data)
        while view:
            _wait(self.requests, select.POLLOUT, until)
            try:
                view = view[os.write(self.requests, view) :]
            except BrokenPipeError:
                raise Unanswered("worker is gone", is_lasting=False) from None

    def _receive(self, length: int, until: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            _wait(self.replies, select.POLLIN, until)
            if not (piece := os.read(self.replies, length - len(data))):
                # Killed from outside says nothing about the text; anything else was its doing.
                code = self.process.wait()
                raise Unanswered(f"worker ended with {code}", is_lasting=code not in KILLED)
            data += piece
        return bytes(data)


class Pool:
    """Safe to use from any thread. Workers start when first needed, the last one used is the first to be used again."""

    def __init__(self, size: int) -> None:
        self.free = threading.BoundedSemaphore(size)
        self.idle: list[Worker] = []
        self.all: set[Worker] = set()

    def ask(self, text: str, level: int) -> str:
        """Raises Unanswered, after at most the sum of the three limits."""
        if not self.free.acquire(timeout=QUEUE_SECONDS):
            raise Unanswered("all workers are busy", is_lasting=False)
        try:
            worker = self._take()
            is_last = True
            try:
                html, is_last = worker.ask(text.encode(errors="replace"), level)
            finally:
                if is_last:
                    self._end(worker)
                else:
                    self.idle.append(worker)
            return html
        finally:
            self.free.release()

    def close(self) -> None:
        for worker in list(self.all):
            self._end(worker)
        self.idle.clear()

    def forget(self) -> None:
        for worker in self.all:
            worker.forget()

    def _take(self) -> Worker:
        while self.idle:
            with contextlib.suppress(IndexError):  # another thread took it
                worker = self.idle.pop()
                if worker.is_alive():
                    return worker
                self._end(worker)
        try:
            worker = Worker()
        except OSError as error:
            raise Unanswered(f"worker does not start: {error}", is_lasting=False) from error
        self.all.add(worker)
        return worker

    def _end(self, worker: Worker) -> None:
        worker.end()
        self.all.discard(worker)


def _wait(descriptor: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise Unanswered("took too long", is_lasting=False)


_pool = Pool(SIZE)


def ask(text: str, level: int) -> str:
    return _pool.ask(text, level)


def close() -> None:
    """End all workers of this process; the next question starts new ones."""
    _pool.close()


def _after_fork() -> None:
    global _pool  # a child must not share its parent's conversations
    _pool.forget()
    _pool = Pool(SIZE)


os.register_at_fork(after_in_child=_after_fork)
atexit.register(close)
