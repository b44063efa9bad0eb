"""The server's side: run functions in limited child processes, as many at once as there are processors."""

import atexit
import itertools
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from web.sandbox.errors import SandboxBusy, SandboxCrashed, SandboxOutOfMemory
from web.sandbox.job import COMPLETE, OUT_OF_MEMORY, Job
from web.sandbox.limits import Limits
from web.sandbox.starters import ForkServer, FreshPython, Starter

FORKS = hasattr(os, "fork")
DEFAULT = Limits()
# Seconds to wait for a free processor.
WAIT = 15


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# The last line of a generator's answer is shorter.
LONGEST_END = 100

# Shared by all sandboxes of this process.
FREE = BoundedSemaphore(processors())


class Sandbox:
    """Runs functions that share what they load.

    ``preload`` names a function without arguments, ``"dotted.module:name"``, that loads it: it is called once, in the
    process that children are forked from.
    """

    def __init__(self, preload: str = "", starter: Starter | None = None) -> None:
        self.starter = starter or (ForkServer(preload) if FORKS else FreshPython())
        atexit.register(self.close)

    def run(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None = None,
        limits: Limits = DEFAULT,
        wait: float = WAIT,
    ) -> dict[str, Any]:
        """Call ``function(file, **arguments)`` on ``data`` in a child process and return its JSON object.

        Waits at most ``wait`` seconds for a free processor. Raises a ``SandboxError``.
        """
        with self._answer(function, data, arguments, limits, wait) as answer:
            return _result(answer.read())

    @contextmanager
    def run_lines(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None = None,
        limits: Limits = DEFAULT,
        wait: float = WAIT,
    ) -> Iterator[Iterator[bytes]]:
        """Call a generator as ``run`` calls a function; give each of its JSON objects as a line, never all at once."""
        with self._answer(function, data, arguments, limits, wait) as answer:
            yield _lines(answer)

    @contextmanager
    def _answer(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None,
        limits: Limits,
        wait: float,
    ) -> Iterator[IO[bytes]]:
        job = Job(function, arguments or {}, limits)
        with _opened(data) as file, tempfile.TemporaryFile() as answer:
            # The answer goes to a file, which can be limited in size; a pipe cannot.
            with _turn(wait):
                succeeded = self.starter.run(job, file, answer)
            if not succeeded:
                raise SandboxCrashed
            answer.seek(0)
            yield answer

    def close(self) -> None:
        """End the process that children are forked from. The next job starts another one."""
        self.starter.close()


@contextmanager
def _turn(wait: float) -> Iterator[None]:
    if not FREE.acquire(timeout=wait):
        raise SandboxBusy
    try:
        yield
    finally:
        FREE.release()


@contextmanager
def _opened(data: bytes | Path) -> Iterator[IO[bytes]]:
    if isinstance(data, Path):
        with data.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _result(answer: bytes) -> dict[str, Any]:
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise SandboxCrashed from error
    if not isinstance(value, dict):
        raise SandboxCrashed
    if value.get("out_of_memory"):
        raise SandboxOutOfMemory
    result = value.get("result")
    if not isinstance(result, dict):
        raise SandboxCrashed
    return result


def _lines(answer: IO[bytes]) -> Iterator[bytes]:
    """The lines before the last one, which must say that they are complete."""
    size = answer.seek(0, os.SEEK_END)
    answer.seek(max(0, size - LONGEST_END))
    last = answer.read().rpartition(b"\n")[2]
    if last == OUT_OF_MEMORY:
        raise SandboxOutOfMemory
    if last != COMPLETE:
        raise SandboxCrashed
    answer.seek(0)
    return itertools.takewhile(COMPLETE.__ne__, answer)
