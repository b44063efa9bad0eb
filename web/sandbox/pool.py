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

CAN_FORK = hasattr(os, "fork")
DEFAULT_LIMITS = Limits()
# Seconds to wait for a free processor.
MAX_WAIT = 15


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# The last line of a generator's output is shorter, in bytes.
MAX_LAST_LINE = 100

# Shared by all sandboxes of this process.
FREE_PROCESSORS = BoundedSemaphore(processors())


class Sandbox:
    """Runs functions that share what they load.

    ``preload`` names a function without arguments, as ``"dotted.module:name"``, that loads it. It is called once, in
    the process from which the children are forked.
    """

    def __init__(self, preload: str = "", starter: Starter | None = None) -> None:
        self.starter = starter or (ForkServer(preload) if CAN_FORK else FreshPython())
        atexit.register(self.close)

    def run(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        wait: float = MAX_WAIT,
    ) -> dict[str, Any]:
        """Call ``function(file, **arguments)`` on ``data`` in a child process and return its JSON object.

        Wait at most ``wait`` seconds for a free processor. Raise a ``SandboxError``.
        """
        with self._output(function, data, arguments, limits, wait) as output:
            return _result(output.read())

    @contextmanager
    def run_lines(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        wait: float = MAX_WAIT,
    ) -> Iterator[Iterator[bytes]]:
        """Call a generator as ``run`` calls a function; yield its JSON objects as lines, never all in memory."""
        with self._output(function, data, arguments, limits, wait) as output:
            yield _lines(output)

    @contextmanager
    def _output(
        self,
        function: str,
        data: bytes | Path,
        arguments: Mapping[str, Any] | None,
        limits: Limits,
        wait: float,
    ) -> Iterator[IO[bytes]]:
        job = Job(function, arguments or {}, limits)
        with _open(data) as file, tempfile.TemporaryFile() as output:
            # The output goes to a file because its size can be limited; that of a pipe cannot.
            with _processor(wait):
                succeeded = self.starter.run(job, file, output)
            if not succeeded:
                raise SandboxCrashed
            output.seek(0)
            yield output

    def close(self) -> None:
        """End the process from which children are forked. The next job starts a new one."""
        self.starter.close()


@contextmanager
def _processor(wait: float) -> Iterator[None]:
    if not FREE_PROCESSORS.acquire(timeout=wait):
        raise SandboxBusy
    try:
        yield
    finally:
        FREE_PROCESSORS.release()


@contextmanager
def _open(data: bytes | Path) -> Iterator[IO[bytes]]:
    if isinstance(data, Path):
        with data.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _result(output: bytes) -> dict[str, Any]:
    try:
        value = json.loads(output)
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


def _lines(output: IO[bytes]) -> Iterator[bytes]:
    """Return the lines before the last one; raise a ``SandboxError`` unless that marks the output as complete."""
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - MAX_LAST_LINE))
    last = output.read().rpartition(b"\n")[2]
    if last == OUT_OF_MEMORY:
        raise SandboxOutOfMemory
    if last != COMPLETE:
        raise SandboxCrashed
    output.seek(0)
    return itertools.takewhile(COMPLETE.__ne__, output)
