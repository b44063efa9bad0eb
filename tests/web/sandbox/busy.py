"""Keep every processor of the sandbox busy for the length of a ``with`` block."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from web.sandbox import Limits, Sandbox, SandboxBusy
from web.sandbox.pool import processors


@contextmanager
def busy_sandbox(seconds: float = 3) -> Iterator[None]:
    sandbox = Sandbox()
    with ThreadPoolExecutor(processors()) as threads:
        jobs = [
            threads.submit(sandbox.run, "tests.web.sandbox.functions:sleep", b"", {"seconds": seconds})
            for _ in range(processors())
        ]
        while True:
            try:
                sandbox.run("tests.web.sandbox.functions:sleep", b"", {"seconds": 0}, Limits(), 0)
            except SandboxBusy:
                break
        yield
        for job in jobs:
            job.result()
    sandbox.close()
