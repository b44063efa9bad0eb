"""The resource limits of a sandboxed function. The child process sets them itself before it reads the data."""

import os
import sys
from dataclasses import dataclass
from typing import Any

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork")
# Added to the nice value of a child, so that pages always come first.
NICE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory and output are in bytes; ``seconds`` limits both the processor time and the wait for the result."""

    memory: int = 512 * 1024 * 1024
    seconds: int = 12
    output: int = 64 * 1024 * 1024
    open_files: int = 64

    def apply(self) -> None:
        """Limit this process, irrevocably, and forbid it the network and other programs."""
        self.limit_resources()
        sys.addaudithook(_refuse)

    def limit_resources(self) -> None:
        """Limit memory, time and files of this process, and of a program that it becomes.

        Windows has no ``resource`` module; there only the parent's timeout applies.
        """
        if sys.platform != "win32":
            import resource

            # The parent stops the child when its time is up; this is for a child that uses several processors at once.
            resource.setrlimit(resource.RLIMIT_CPU, (self.seconds + 1, self.seconds + 2))
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.output, self.output))
            resource.setrlimit(resource.RLIMIT_NOFILE, (self.open_files, self.open_files))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
            os.nice(NICE)


def _refuse(event: str, arguments: Any) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"A sandboxed function must not use {event}.")
