"""What a sandboxed function may use. Set by the child process itself, before it sees a byte of the data."""

import os
import sys
from dataclasses import dataclass
from typing import Any

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork")
# Added to the nice value of a child, so that it never takes a processor from the pages.
NICE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory and output in bytes; ``seconds`` of processor time and of waiting for the answer."""

    memory: int = 512 * 1024 * 1024
    seconds: int = 12
    output: int = 64 * 1024 * 1024
    open_files: int = 64

    def apply(self) -> None:
        """Limit this process for good.

        Windows has no ``resource``; there the parent's clock is the limit.
        """
        if sys.platform != "win32":
            import resource

            resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds + 1))
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.output, self.output))
            resource.setrlimit(resource.RLIMIT_NOFILE, (self.open_files, self.open_files))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
            os.nice(NICE)
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: Any) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"A sandboxed function must not use {event}.")
