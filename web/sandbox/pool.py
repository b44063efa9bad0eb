"""The server's side: run functions in limited child processes, as many at once as there are processors."""

import atexit
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from web.sandbox.errors import SandboxBusy, SandboxCrashed, SandboxOutOfMemory
from web.sandbox.job import Job
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
        job = Job(function, arguments or {}, limits)
        with _opened(data) as file, tempfile.TemporaryFile() as answer:
            # The answer goes to a file, which can be limited in size; a pipe cannot.
            with _turn(wait):
                succeeded = self.starter.run(job, file, answer)
            answer.seek(0)
            return _result(answer.read() if succeeded else b"")

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
