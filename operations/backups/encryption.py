"""Encrypt and decrypt backup streams in the age format (age-encryption.org)."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

# The first bytes of every file in that format.
AGE_HEADER = b"age-encryption.org/"
MAKE_COMMAND = "manage.py make_backup_key FILE"


class KeyProblem(ValueError):
    """The key is invalid or does not fit."""


@contextmanager
def encrypt(out: BinaryIO, recipient: str) -> Iterator[BinaryIO]:
    """Yield a file; what is written into it arrives in ``out``, encrypted for the public key ``recipient``."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise KeyProblem(
            f"{recipient!r} is no public key. One begins with age1; make a pair with: {MAKE_COMMAND}"
        ) from error
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.encrypt_io(reading, out, [key]), reading)
    try:
        with writing:
            yield writing
    finally:
        worker.done()


@contextmanager
def decrypt(file: BinaryIO, identity: Path) -> Iterator[BinaryIO]:
    """Yield the decrypted content of ``file``. Raise ``KeyProblem``, at the latest at the end."""
    key = read_identity(identity)
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.decrypt_io(file, writing, [key]), writing)
    try:
        yield reading
    finally:
        with reading:
            while reading.read(65536):
                pass
        worker.done()


def make_pair() -> tuple[str, str]:
    """Return a new private and public key."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def read_identity(path: Path) -> Any:
    """Return the private key in a file written by ``age-keygen`` or ``make_backup_key``."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines() if line.strip() and line[0] != "#"]
        return pyrage.x25519.Identity.from_str(lines[0])
    except (OSError, UnicodeDecodeError, IndexError, pyrage.IdentityError) as error:
        raise KeyProblem(f"{path} holds no key. It is the file that this wrote: {MAKE_COMMAND}") from error


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


class _Worker(threading.Thread):
    """A thread that closes ``end`` when it is done, so that the other end of the pipe is not left waiting."""

    def __init__(self, work: Callable[[], None], end: BinaryIO) -> None:
        super().__init__(daemon=True)
        self.work, self.end = work, end
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            with self.end:
                self.work()
        except Exception as error:
            self.error = error

    def done(self) -> None:
        """Wait for the thread and raise its error, which is why the other end of the pipe got too little."""
        self.join()
        if isinstance(self.error, pyrage.DecryptError):
            raise KeyProblem("This key does not open this backup, or the file is not whole.") from self.error
        if self.error:
            raise self.error
