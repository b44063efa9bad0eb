"""Two ways to start a job's child process: fork it from a prepared process, or start a fresh Python."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from threading import Lock
from typing import IO, Protocol

from web.sandbox.errors import SandboxBusy, SandboxTimeout
from web.sandbox.job import Job
from web.sandbox.start import start


class Starter(Protocol):
    """Starts the child process of a job."""

    def run(self, job: Job, data: IO[bytes], output: IO[bytes]) -> bool:
        """Run the job and return whether it succeeded. Raise ``SandboxTimeout``."""
        ...

    def close(self) -> None:
        """End all processes that wait for jobs."""
        ...


class FreshPython:
    """Start a new Python for each job. Windows has no other way."""

    def run(self, job: Job, data: IO[bytes], output: IO[bytes]) -> bool:
        """Run the job and return whether it succeeded. Raise ``SandboxTimeout``."""
        child = start("web.sandbox", job.to_bytes().decode(), stdin=data, stdout=output)
        try:
            return child.wait(job.limits.seconds) == 0
        except subprocess.TimeoutExpired as error:
            raise SandboxTimeout from error
        finally:
            child.kill()
            child.wait()

    def close(self) -> None:
        """Do nothing: no process waits between jobs."""


class ForkServer:
    """Fork each child from a process that has called ``preload``. It starts with the first job and exits when idle."""

    def __init__(self, preload: str) -> None:
        self.preload = preload
        self.lock = Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, job: Job, data: IO[bytes], output: IO[bytes]) -> bool:
        """Run the job and return whether it succeeded. Raise ``SandboxTimeout``."""
        done = False
        status, child = self._fork(job, data, output)
        started = time.monotonic()
        try:
            done = status.recv(4) == b"done"
        except TimeoutError as error:
            raise SandboxTimeout from error
        finally:
            status.close()
            # Together with every process the child may have started.
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        # The operating system kills a child that has used up its processor time.
        if not done and time.monotonic() - started >= job.limits.seconds:
            raise SandboxTimeout
        return done

    def close(self) -> None:
        """End the process from which children are forked."""
        with self.lock:
            self._stop()

    def _fork(self, job: Job, data: IO[bytes], output: IO[bytes]) -> tuple[socket.socket, int]:
        """Return the socket on which the child reports, and its process id."""
        message = job.to_bytes()
        with self.lock:
            for _attempt in range(2):
                parent_end, child_end = socket.socketpair()
                parent_end.settimeout(job.limits.seconds)
                # The fork server may be about to exit.
                with child_end, suppress(BrokenPipeError, ConnectionResetError):
                    files = [data.fileno(), output.fileno(), child_end.fileno()]
                    socket.send_fds(self._connection(), [message], files)
                with suppress(TimeoutError):
                    if child := parent_end.recv(10):
                        return parent_end, int(child)
                # The fork server has exited or hangs: start another one.
                parent_end.close()
                self._stop()
        raise SandboxBusy

    def _connection(self) -> socket.socket:
        if self.control is None:
            self.control, child_end = socket.socketpair()
            with child_end:
                self.process = start(
                    "web.sandbox.fork_server", self.preload, stdin=child_end, stdout=subprocess.DEVNULL
                )
        return self.control

    def _stop(self) -> None:
        if self.control and self.process:
            self.control.close()
            self.process.kill()
            self.process.wait()
        self.control = self.process = None
