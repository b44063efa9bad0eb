"""Read the pages of a scan within limits: each becomes a picture, which Tesseract reads; its lines become a draft."""

import base64
import json
import os
import shutil
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from articles.errors import Unreadable
from articles.parsing.scan.hocr import ScanLine, read_hocr
from articles.parsing.scan.images import MAX_PIXELS
from articles.sandbox.pool import LIMITS
from articles.sandbox.read import BUSY, CRASHED, draft_from, run_in_sandbox
from articles.text.draft import Draft
from web.i18n.lazy_message import Message
from web.sandbox import Limits, SandboxError, SandboxTimeout
from web.sandbox.program import run_program

PAGE_IMAGE = "articles.parsing.scan.images:page_image"
DRAFT_OF_SCAN = "articles.sandbox.scan_jobs:draft_of_scan"
LANGUAGE_OF_TEXT = "articles.sandbox.scan_jobs:language_of_text"
TESSERACT_LIMITS = Limits(memory=1024 * 1024 * 1024, seconds=90)
IMAGE_LIMITS = Limits(memory=768 * 1024 * 1024, seconds=20)
# One processor is enough for a page: others have work to do, too.
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
# Sauvola's method copes with shadows on photos.
SETTINGS = ("--dpi", "300", "-c", "thresholding_method=2")
# Tesseract's file that tells which way up a page is; it is not a language.
ORIENTATION = "osd"
TOO_SLOW = Message("Page {page} took longer than {seconds} seconds to read, so reading was stopped.")
FAILED = Message("Tesseract could not read page {page}.")
MISSING = Message(
    "Reading scans and photos needs Tesseract, which is not installed on this server. Ask whoever runs it to "
    "install it (on Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-spa; on macOS: "
    "brew install tesseract-lang). Until then, use the text recognition (OCR) of your phone or computer, and "
    "paste the text."
)


class PageUnreadable(Unreadable):
    """A page cannot be read, but others may."""


def find_tesseract() -> str | None:
    """Return the path of the program, or None if it is not installed."""
    return shutil.which("tesseract")


def installed_languages() -> list[str]:
    """Return the codes of the languages that Tesseract can read, such as "eng"; nothing if it is not installed."""
    program = find_tesseract()
    if program is None:
        return []
    try:
        listed = subprocess.run(
            [program, "--list-langs"],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return sorted(
        code for code in listed.stdout.split("\n")[1:] if code.isidentifier() and code != ORIENTATION
    )


def read_page(path: Path, kind: str, number: int, language: str) -> list[ScanLine]:
    """Return the lines of a page (from 1) of a "pdf" or "photo", read in one of the installed languages.

    Raises ``PageUnreadable``, or ``Unreadable`` if no page can be read now.
    """
    program = find_tesseract()
    if program is None:
        raise Unreadable(MISSING)
    try:
        picture = _picture(run_in_sandbox(PAGE_IMAGE, path, {"kind": kind, "number": number}, IMAGE_LIMITS))
    except Unreadable as error:
        if error.message == BUSY:
            raise
        raise PageUnreadable(error.message) from error
    command = [program, "stdin", "stdout", "-l", language, "--psm", "1", *SETTINGS, "hocr"]
    try:
        output = run_program(command, picture, TESSERACT_LIMITS, _environment())
    except SandboxTimeout as error:
        raise PageUnreadable(TOO_SLOW.format(page=number, seconds=TESSERACT_LIMITS.seconds)) from error
    except SandboxError as error:
        raise PageUnreadable(FAILED.format(page=number)) from error
    return read_hocr(output)


def language_of_page(lines: Sequence[ScanLine]) -> str:
    """Return the language of a page (BCP 47), "" if it is uncertain. It may have been read in another language."""
    text = "\n".join(line.text for line in lines)
    try:
        return str(run_in_sandbox(LANGUAGE_OF_TEXT, text.encode(), {}, LIMITS)["language"])
    except (Unreadable, KeyError):
        return ""


def read_scan(pages: Mapping[int, list[ScanLine]], pdf: bytes = b"") -> Draft:
    """Return the draft of scanned pages by number, with the other pages of their PDF. Raises ``Unreadable``."""
    rows = {number: [line.to_json() for line in lines] for number, lines in pages.items()}
    data = json.dumps(rows).encode() + b"\n" + pdf
    return draft_from(run_in_sandbox(DRAFT_OF_SCAN, data, {}, LIMITS))


def _environment() -> dict[str, str]:
    """Return Tesseract's environment: TESSDATA_PREFIX is where its languages are if not in the usual place."""
    own = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    return ENVIRONMENT | own


def _picture(answer: dict[str, object]) -> bytes:
    """Return the picture in the simplest format there is (PGM), as the answer of the sandbox may be anything."""
    if "unreadable" in answer:
        draft_from(answer)
    try:
        width, height = int(str(answer["width"])), int(str(answer["height"]))
        size = width * height
        if min(width, height) < 1 or size > 2 * MAX_PIXELS:
            raise Unreadable(CRASHED)
        packed = base64.b64decode(str(answer["pixels"]))
        pixels = zlib.decompressobj().decompress(packed, size + 1)
    except (KeyError, ValueError, zlib.error) as error:
        raise Unreadable(CRASHED) from error
    if len(pixels) != size:
        raise Unreadable(CRASHED)
    return b"P5\n%d %d\n255\n" % (width, height) + pixels
