"""The fork server, ``python -m web.sandbox.fork_server PRELOAD``: loads libraries once and forks a child per job.

In the standard library's forkserver a child has the environment of the web server, with its secrets, imports the web
server's main module, and shares its session; the forkserver itself never exits. This one passes JSON and open files to
children that are limited and may be killed at any time.
"""

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pkgutil import resolve_name

from web.sandbox.__main__ import main
from web.sandbox.job import MAX_BYTES

# Seconds without a job after which the server exits to free its memory.
IDLE_SECONDS = 600


def serve(control: socket.socket, preload: str) -> None:
    """Call ``preload`` once, then fork a child for each message until ``control`` is closed.

    A message is a job and carries three file descriptors: the data, the file for the output, and a socket on which the
    child sends its process id first and ``done`` last.
    """
    if preload:
        resolve_name(preload)()
    gc.freeze()
    # Children need not be waited for: the client notices when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.settimeout(IDLE_SECONDS)
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


def _child(message: bytes, data: int, output: int, status: int) -> None:
    """Run the job and exit, whatever happens."""
    try:
        os.setsid()
        os.write(status, b"%10d" % os.getpid())
        os.dup2(data, 0)
        os.dup2(output, 1)
        main(message)
        os.write(status, b"done")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=0), sys.argv[1])
