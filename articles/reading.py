"""Reads what was uploaded in a child process with little memory, little time and no secrets."""

import atexit
import json
import tempfile
from pathlib import Path, PurePath
from typing import IO, Any

from articles.draft import Draft
from articles.phrase import Phrase
from articles.reader_process import Readers
from articles.readers import Unreadable
from articles.readers._damage import lost_is_told
from articles.readers._limits import fits
from articles.readers.text import read_text
from articles.registry import load

MAX_BYTES = 20 * 1024 * 1024
MEMORY = 512 * 1024 * 1024
# A request is answered within 15 seconds; three are for all that is not reading.
SECONDS = 12
READERS = Readers()
atexit.register(READERS.close)

TOO_LARGE = Phrase(
    "This file has {size} MB; the most is {most} MB. Upload the part you need, or paste its text."
)
NO_BYTES = Phrase("This file is empty. Save the article again and upload the new file, or paste its text.")
UNKNOWN = Phrase(
    "{what} cannot be read here. What can be read: {known}. Save it as one of these, or paste the text."
)
FILES = Phrase("{suffix} files")
NAMELESS = Phrase("A file whose name has no ending")
TOO_SLOW = Phrase(
    "Reading this file took longer than {seconds} seconds, so it was stopped. "
    "Upload the part you need, or paste its text."
)
CRASHED = Phrase(
    "This file made its reader fail: it is damaged or built to do harm. Open it in the program it came from, "
    "save it again and upload the new file, or paste its text."
)


def accepted() -> list[tuple[str, tuple[str, ...]]]:
    """The formats that can be read, for the upload page: (title, suffixes)."""
    return [(reader.title, reader.suffixes) for reader in load("articles.readers").values()]


def read_pasted(text: str) -> Draft:
    """The Draft of a text that was pasted; raises ``Unreadable``."""
    return lost_is_told(read_text(fits(text)))


def read_file(
    name: str, data: bytes | Path, *, max_bytes: int = MAX_BYTES, seconds: int = SECONDS, memory: int = MEMORY
) -> Draft:
    """The Draft of an uploaded file called ``name``; raises ``Unreadable`` with a sentence for its owner."""
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    if size > max_bytes:
        raise Unreadable(TOO_LARGE.format(size=-(-size // 1024**2), most=max_bytes // 1024**2))
    if not size:
        raise Unreadable(NO_BYTES)
    suffix = PurePath(name).suffix.lower()
    command = [_slug(suffix), suffix, str(memory), str(seconds)]
    if isinstance(data, Path):
        with data.open("rb") as given:
            answer = _run(command, given, seconds)
    else:
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            answer = _run(command, given, seconds)
    if "unreadable" in answer:
        raise Unreadable(_phrase(answer["unreadable"]))
    return Draft.from_json(answer)


def _slug(suffix: str) -> str:
    readers = load("articles.readers")
    for slug, reader in readers.items():
        if suffix in reader.suffixes:
            return slug
    known = ", ".join(s for reader in readers.values() for s in reader.suffixes)
    what = FILES.format(suffix=suffix) if suffix else NAMELESS
    raise Unreadable(UNKNOWN.format(what=what, known=known))


def _phrase(answer: Any) -> Phrase:
    """What the child said, if it is a phrase: a file may have got the better of the child."""
    try:
        return Phrase.from_json(answer)
    except (TypeError, ValueError, AttributeError):
        return CRASHED


def _run(arguments: list[str], given: IO[bytes], seconds: int) -> dict[str, Any]:
    try:
        answer = READERS.read(arguments, given, seconds)
    except TimeoutError as error:
        raise Unreadable(TOO_SLOW.format(seconds=seconds)) from error
    try:
        found = json.loads(answer or b"")
    except ValueError as error:
        raise Unreadable(CRASHED) from error
    if not isinstance(found, dict):
        raise Unreadable(CRASHED)
    return found
