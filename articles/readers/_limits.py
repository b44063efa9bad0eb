"""What the child process that reads a file may use. Set by the child itself, before it sees a byte."""

import sys
from typing import Any

from articles.phrase import Phrase
from articles.readers import Unreadable

OPEN_FILES = 64
LARGEST_OUTPUT = 64 * 1024 * 1024
MAX_CHARS = 2_000_000
# More than a novel with short lines has. The cleaning looks at each of them, in the server's own process.
MAX_LINES = 50_000
TOO_LONG = Phrase("This text has {length} characters; the most is {most}. Upload the part you need.")
TOO_MANY_LINES = Phrase("This text has {length} lines; the most is {most}. Upload the part you need.")
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork")


def fits(text: str) -> str:
    """``text``, if it is no longer than what can be cleaned and marked. Raises ``Unreadable``."""
    if len(text) > MAX_CHARS:
        raise Unreadable(TOO_LONG.format(length=len(text), most=MAX_CHARS))
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise Unreadable(TOO_MANY_LINES.format(length=lines, most=MAX_LINES))
    return text


def limit(memory: int, seconds: int) -> None:
    """At most ``memory`` bytes and ``seconds`` of CPU, few files, no network and no other programs.

    Windows has no ``resource``; there the parent's clock is the limit.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: Any) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"A reader must not use {event}.")
