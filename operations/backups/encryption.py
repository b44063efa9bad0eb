"""A backup that only its owner reads: a stream on its way into or out of the age format (age-encryption.org)."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

# How every file of that format begins.
AGE_HEADER = b"age-encryption.org/"
MAKE = "manage.py make_backup_key FILE"


class KeyProblem(ValueError):
    """The key is none, or not the one."""


@contextmanager
def encrypt(out: BinaryIO, recipient: str) -> Iterator[BinaryIO]:
    """What is written into the file that this gives arrives in ``out`` for the owner of the key ``recipient``."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise KeyProblem(
            f"{recipient!r} is no public key. One begins with age1; make a pair with: {MAKE}"
        ) from error
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.encrypt_io(reading, out, [key]), reading)
    try:
        with writing:
            yield writing
    finally:
        worker.done()


@contextmanager
def decrypt(kept: BinaryIO, identity: Path) -> Iterator[BinaryIO]:
    """``kept`` as it was before it was sealed. Raises ``KeyProblem``, at the latest at its end."""
    key = read_identity(identity)
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.decrypt_io(kept, writing, [key]), writing)
    try:
        yield reading
    finally:
        with reading:
            while reading.read(65536):
                pass
        worker.done()


def make_pair() -> tuple[str, str]:
    """(what to keep away from this machine, what to seal backups for)"""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def read_identity(path: Path) -> Any:
    """The key in a file as ``age-keygen`` and we write it."""
    try:
        said = [line.strip() for line in path.read_text().splitlines() if line.strip() and line[0] != "#"]
        return pyrage.x25519.Identity.from_str(said[0])
    except (OSError, UnicodeDecodeError, IndexError, pyrage.IdentityError) as error:
        raise KeyProblem(f"{path} holds no key. It is the file that this wrote: {MAKE}") from error


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


class _Worker(threading.Thread):
    """Closes ``end`` when it is done, so that whoever is at the other end of the pipe is not left waiting."""

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
        """Raises what went wrong: it is why the other end of the pipe saw too little."""
        self.join()
        if isinstance(self.error, pyrage.DecryptError):
            raise KeyProblem("This key does not open this backup, or the file is not whole.") from self.error
        if self.error:
            raise self.error
