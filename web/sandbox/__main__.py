"""The child process, ``python -m web.sandbox JOB``: calls one function on standard input and writes its result."""

import json
import os
import sys
from collections.abc import Iterator
from pkgutil import resolve_name
from typing import Any

from web.sandbox.job import COMPLETE, OUT_OF_MEMORY, Job


def main(message: bytes) -> None:
    """Run the job and write one JSON object to standard output: the ``result``, or that memory ran out.

    If the function is a generator, write a line for each object and a last one that marks the output as complete.
    """
    job = Job.from_bytes(message)
    # Libraries that print must not write into the output.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    job.limits.apply()
    with output:
        output.writelines(_output(job))


def _output(job: Job) -> Iterator[bytes]:
    try:
        # ``sys.stdin`` was opened when a socket was in its place, and believes that it cannot seek.
        result = resolve_name(job.function)(open(0, "rb", closefd=False), **job.arguments)  # noqa: SIM115
        if isinstance(result, Iterator):
            for item in result:
                yield _json(item) + b"\n"
            yield COMPLETE
        else:
            yield _json({"result": result})
    except MemoryError:
        yield b"\n" + OUT_OF_MEMORY


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


if __name__ == "__main__":
    main(sys.argv[1].encode())
