"""``python -m web.sandbox.fork_server PRELOAD``: has libraries loaded, and forks a child for each job."""

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pkgutil import resolve_name

from web.sandbox.__main__ import main
from web.sandbox.job import MAX_BYTES

# Seconds without a job after which it exits, so that its memory is not held for nothing.
IDLE = 600


def serve(control: socket.socket, preload: str) -> None:
    """Call ``preload`` once, then fork a child for each message until ``control`` is closed.

    A message is a job and carries three files: the data, the file for the answer, and a socket on which the child
    sends its process id first and ``done`` last.
    """
    if preload:
        resolve_name(preload)()
    gc.freeze()
    # Nobody waits for the children: the client sees when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.settimeout(IDLE)
    with suppress(TimeoutError):
        while True:
            message, files, *_ = socket.recv_fds(control, MAX_BYTES, 3)
            if not message:
                return
            if not os.fork():
                control.close()
                _child(message, *files)
            for file in files:
                os.close(file)


def _child(message: bytes, data: int, answer: int, status: int) -> None:
    """Do the job and exit, whatever happens."""
    try:
        os.setsid()
        os.write(status, b"%10d" % os.getpid())
        os.dup2(data, 0)
        os.dup2(answer, 1)
        main(message)
        os.write(status, b"done")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=0), sys.argv[1])
