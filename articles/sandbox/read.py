"""Read uploads in the sandbox: a child process with limits of memory and time, and without secrets."""

from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from articles.errors import NeedsTextRecognition, Unreadable
from articles.parsing.html.source_url import url_from_save_comment
from articles.parsing.length import check_length
from articles.parsing.scan.photos import Photos
from articles.sandbox.pool import LIMITS, SANDBOX, WAIT
from articles.text.draft import Draft
from articles.text.pictures import pictures_from_json
from web.i18n.lazy_message import Message
from web.plugins import load_plugins
from web.sandbox import Limits, SandboxBusy, SandboxCrashed, SandboxOutOfMemory, SandboxTimeout

# What most people have. Pages name these formats first.
FAMILIAR = ("docx", "pdf", "html", Photos.slug, "text")
MAX_BYTES = 20 * 1024 * 1024
READ_FILE, READ_PASTED = "articles.sandbox.jobs:read_file", "articles.sandbox.jobs:read_pasted"
READ_CLIPBOARD = "articles.sandbox.jobs:read_clipboard"
# How much of the letters of a pasted text its HTML must have (0..1). Bullets and numbers of lists are not in it.
SAME_TEXT = 0.7

TOO_LARGE = Message(
    "This file has {size} MB. Up to {most} MB are allowed. Upload only the part you need, or paste its text."
)
NO_BYTES = Message("This file is empty. Save the article again and upload the new file, or paste its text.")
UNKNOWN = Message(
    "{what} cannot be read. Supported formats: {known}. Save it in one of these formats, or paste the text."
)
FILES = Message("{suffix} files")
NAMELESS = Message("Files without an ending such as .docx")
TOO_SLOW = Message(
    "Reading this file took longer than {seconds} seconds, so it was stopped. Upload only "
    "the part you need, or paste its text."
)
TOO_MUCH_MEMORY = Message(
    "Reading this file needs too much memory. Upload only the part you need, or paste its text."
)
BUSY = Message("The server is busy reading other files. Try again in a minute.")
CRASHED = Message(
    "This file could not be read. It is damaged or harmful. Open it in the program it came "
    "from, save it again and upload the new file, or paste its text."
)
WITHOUT_FORMATTING = Message(
    "The formatting of the pasted text could not be read, so the text was added without it."
)


def supported_formats() -> list[tuple[str, tuple[str, ...]]]:
    """Return (title, suffixes) of the formats that can be read, the familiar ones first."""
    formats = _formats()
    order = dict.fromkeys([*FAMILIAR, *formats])
    return [(formats[slug].title, formats[slug].suffixes) for slug in order]


def _formats() -> dict[str, Any]:
    """Return the readers, and photos, by slug."""
    return load_plugins("articles.readers") | {Photos.slug: Photos}


def read_pasted(text: str, html: str = "") -> Draft:
    """Return the draft of a pasted text, with the formatting that its ``html`` has. Raises ``Unreadable``.

    If the HTML cannot be read or lacks much of the text, the draft is that of the text, with a note.
    """
    if not html.strip():
        return _read(READ_PASTED, check_length(text).encode("utf-8", "surrogatepass"), {}, LIMITS)
    try:
        data = html.encode("utf-8", "replace")
        check_size(len(data), MAX_BYTES)
        draft = _read(READ_CLIPBOARD, data, {}, LIMITS)
        # Of a saved page, only the article is read.
        if url_from_save_comment(data) or _letters(draft.text) >= SAME_TEXT * _letters(text):
            return draft
    except Unreadable as error:
        if error.message == BUSY or not text.strip():
            raise
    draft = read_pasted(text)
    return replace(draft, notes=(*draft.notes, WITHOUT_FORMATTING))


def read_file(name: str, data: bytes | Path, *, max_bytes: int = MAX_BYTES, limits: Limits = LIMITS) -> Draft:
    """Return the draft of an uploaded file called ``name``.

    Raises ``Unreadable`` with a message for the uploader, ``NeedsTextRecognition`` for a scan or a photo.
    """
    check_size(data.stat().st_size if isinstance(data, Path) else len(data), max_bytes)
    suffix = PurePath(name).suffix.lower()
    return _read(READ_FILE, data, {"slug": reader_of(suffix), "suffix": suffix}, limits)


def check_size(size: int, max_bytes: int) -> None:
    """Raise ``Unreadable`` for a file that is empty or larger than ``max_bytes``."""
    if size > max_bytes:
        raise Unreadable(TOO_LARGE.format(size=-(-size // 1024**2), most=max_bytes // 1024**2))
    if not size:
        raise Unreadable(NO_BYTES)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _read(function: str, data: bytes | Path, arguments: dict[str, str], limits: Limits) -> Draft:
    return draft_from(run_in_sandbox(function, data, arguments, limits))


def draft_from(answer: dict[str, Any]) -> Draft:
    """Return the draft that a function in the sandbox made, or raise its ``Unreadable``."""
    if "unreadable" in answer:
        message, pages = error_message(answer["unreadable"]), answer.get("pages")
        raise NeedsTextRecognition(message, pages) if isinstance(pages, int) else Unreadable(message)
    try:
        return draft_from_answer(answer)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Unreadable(CRASHED) from error


def draft_from_answer(answer: dict[str, Any]) -> Draft:
    """Return the draft that ``jobs.draft_json`` wrote. Raises an exception of Python's own if anything else did."""
    pictures = answer.pop("pictures")
    draft = Draft.from_json(answer)
    return replace(draft, pictures=pictures_from_json(pictures, draft.text))


def reader_of(suffix: str) -> str:
    """Return the slug of the reader of files with this ending. Raises ``Unreadable``."""
    for slug, known_format in _formats().items():
        if suffix in known_format.suffixes:
            return slug
    suffixes = ", ".join(s for _title, known in supported_formats() for s in known)
    kind = FILES.format(suffix=suffix) if suffix else NAMELESS
    raise Unreadable(UNKNOWN.format(what=kind, known=suffixes))


def error_message(answer: Any) -> Message:
    """Return the message of the child process; a hostile file may control the child, so its answer may be anything."""
    try:
        return Message.from_json(answer)
    except (TypeError, ValueError, AttributeError):
        return CRASHED


def run_in_sandbox(
    function: str, data: bytes | Path, arguments: dict[str, Any], limits: Limits
) -> dict[str, Any]:
    """Return what ``function`` makes of ``data`` in the sandbox. Raises ``Unreadable`` if it makes nothing of it."""
    try:
        return SANDBOX.run(function, data, arguments, limits, WAIT)
    except SandboxTimeout as error:
        raise Unreadable(TOO_SLOW.format(seconds=limits.seconds)) from error
    except SandboxOutOfMemory as error:
        raise Unreadable(TOO_MUCH_MEMORY) from error
    except SandboxBusy as error:
        raise Unreadable(BUSY) from error
    except SandboxCrashed as error:
        raise Unreadable(CRASHED) from error
