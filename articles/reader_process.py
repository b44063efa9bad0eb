"""The process that reads a file: with little memory, little time and no secrets."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
# What a bare Python needs to start; everything else, secrets first, stays here.
PASSED = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
# Windows starts a Python for each file.
FORKS = hasattr(os, "fork")


class Readers:
    """Reads each file in a process of its own.

    They are forked from one that has all libraries loaded: it is started for the first file, and goes when no file has
    come for long.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.lock = Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, arguments: list[str], given: IO[bytes], seconds: int) -> bytes | None:
        """What ``articles.readers`` answers to ``arguments``; None where it fails. Raises ``TimeoutError``.

        The answer is written to a file, which has a limit that a pipe has not.
        """
        with tempfile.TemporaryFile() as answer:
            run = self._forked if FORKS else self._alone
            if not run(arguments, given, answer, seconds):
                return None
            answer.seek(0)
            return answer.read()

    def close(self) -> None:
        """Let the process go that others are forked from."""
        with self.lock:
            self._let_go()

    def _forked(self, arguments: list[str], given: IO[bytes], answer: IO[bytes], seconds: int) -> bool:
        begun, done = time.monotonic(), False
        told, child = self._sent(" ".join(arguments).encode(), given, answer, seconds)
        try:
            done = told.recv(4) == b"done"
        finally:
            told.close()
            # With all that it may have started.
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        # Who uses up their time on the processor is ended by the system.
        if not done and time.monotonic() - begun >= seconds:
            raise TimeoutError
        return done

    def _sent(
        self, message: bytes, given: IO[bytes], answer: IO[bytes], seconds: int
    ) -> tuple[socket.socket, int]:
        """Where the child tells when it is done, and its number."""
        with self.lock:
            for _attempt in range(2):
                told, theirs = socket.socketpair()
                told.settimeout(seconds)
                # The other process may be about to go.
                with theirs, suppress(BrokenPipeError, ConnectionResetError):
                    files = [given.fileno(), answer.fileno(), theirs.fileno()]
                    socket.send_fds(self._started(), [message], files)
                with suppress(TimeoutError):
                    if child := told.recv(10):
                        return told, int(child)
                # It went, or hangs: another one is started.
                told.close()
                self._let_go()
        raise RuntimeError("No process can be started that reads files.")

    def _let_go(self) -> None:
        if self.control and self.process:
            self.control.close()
            self.process.kill()
            self.process.wait()
        self.control = self.process = None

    def _started(self) -> socket.socket:
        if self.control is None:
            self.control, theirs = socket.socketpair()
            with theirs:
                self.process = self._start("articles.readers._forks", [], theirs, subprocess.DEVNULL)
        return self.control

    def _alone(self, arguments: list[str], given: IO[bytes], answer: IO[bytes], seconds: int) -> bool:
        child = self._start("articles.readers", arguments, given, answer)
        try:
            return child.wait(seconds) == 0
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        finally:
            child.kill()
            child.wait()

    def _start(self, module: str, arguments: list[str], given: Any, answer: Any) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-s", "-B", "-m", module, *arguments],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=self.root,
            env={name: os.environ[name] for name in PASSED if name in os.environ},
            start_new_session=True,
        )
