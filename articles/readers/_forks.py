"""``python -m articles.readers._forks``: has what readers need loaded, and makes a child of itself for each file."""

import gc
import os
import signal
import socket
from contextlib import suppress

from articles.readers.__main__ import main
from articles.registry import load

# Seconds after which it goes, when no file has come: so much memory is not held for nothing.
IDLE = 600
MESSAGE = 256


def serve(control: socket.socket) -> None:
    """Until ``control`` is closed. A message says what ``main`` is given, and carries three files.

    They are the file, where the answer goes, and where the child says first its number and last that it is done.
    """
    for reader in load("articles.readers").values():
        if hasattr(reader, "ready"):
            reader.ready()
    gc.freeze()
    # Nobody waits for the children: whoever sent the file sees where they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.settimeout(IDLE)
    with suppress(TimeoutError):
        while True:
            message, files, *_ = socket.recv_fds(control, MESSAGE, 3)
            if not message:
                return
            if not os.fork():
                control.close()
                _child(message.decode().split(), *files)
            for file in files:
                os.close(file)


def _child(arguments: list[str], given: int, answer: int, told: int) -> None:
    """Whatever it reads, it ends here."""
    try:
        os.setsid()
        os.write(told, b"%10d" % os.getpid())
        os.dup2(given, 0)
        os.dup2(answer, 1)
        main(*arguments)
        os.write(told, b"done")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=0))
