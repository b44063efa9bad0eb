"""The child process, ``python -m web.sandbox JOB``: calls one function on standard input and writes its answer."""

import json
import os
import sys
from pkgutil import resolve_name

from web.sandbox.job import Job


def main(message: bytes) -> None:
    """Do the job; standard output gets one JSON object: the ``result``, or that memory ran out."""
    job = Job.from_bytes(message)
    # Libraries that print must not write into the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    job.limits.apply()
    with answer:
        answer.write(_answer(job))


def _answer(job: Job) -> bytes:
    try:
        result = resolve_name(job.function)(sys.stdin.buffer, **job.arguments)
        return json.dumps({"result": result}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        return b'{"out_of_memory": true}'


if __name__ == "__main__":
    main(sys.argv[1].encode())
