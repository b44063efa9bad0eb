"""Typeset a PDF with Typst, in a limited child process. Typst gets all text as data, never as markup."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext

from web.errors import ServiceUnavailable

TYPESETTER = Path(__file__).with_name("_typst.py")
# Each Typst process takes a processor and up to 150 MB.
SLOTS = BoundedSemaphore(os.cpu_count() or 1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STANDARD = "ua-1"
# Characters that no font of this machine has: Typst finds each only by typesetting a whole document.
MISSING_CHARACTERS: set[str] = set()
NO_FONT = re.compile(r'the text `"(.{1,40}?)"` could not be displayed')
NO_MEMORY = re.compile(
    "MemoryError|memory allocation|Cannot allocate memory|Resource temporarily unavailable"
)


class TypesettingError(RuntimeError):
    """Typst failed; the message is its error."""


class TooLargeForPdf(ServiceUnavailable):
    """Typst took too long or too much memory. Its argument is a message that says what to do instead."""

    def __str__(self) -> str:
        return gettext(self.args[0])


class Notices(NamedTuple):
    """What a kind of document says, not yet translated, if it is ``too_large`` or if fonts lack its {letters}."""

    too_large: str
    missing_font: str


class PdfTemplate(NamedTuple):
    """A Typst file, whose data has ``lacks``: a note to print if characters are missing, else empty."""

    path: Path
    notices: Notices

    def typeset(self, data: dict[str, Any], files: Mapping[str, bytes]) -> bytes:
        """Return the PDF. The template finds ``files`` under their names. Raise ``TooLargeForPdf``."""
        if not files:
            return self._typeset_with_any_font(data)
        with TemporaryDirectory() as folder:
            # Typst reads files only beside the template.
            template = Path(folder) / self.path.name
            shutil.copyfile(self.path, template)
            for name, content in files.items():
                (template.parent / name).write_bytes(content)
            return self._replace(path=template)._typeset_with_any_font(data)

    def _typeset_with_any_font(self, data: dict[str, Any]) -> bytes:
        data = data | {"lacks": ""}
        text = _as_json(data)
        for characters in sorted(MISSING_CHARACTERS):
            if characters in text:
                return self._typeset_without_standard(characters, data)
        try:
            return self._run(data, STANDARD)
        except TypesettingError as error:
            # For PDF/UA, Typst refuses characters that no font of this machine has.
            missing = NO_FONT.search(str(error))
            if not missing:
                raise
            MISSING_CHARACTERS.add(missing[1])
            return self._typeset_without_standard(missing[1], data)

    def _typeset_without_standard(self, characters: str, data: dict[str, Any]) -> bytes:
        """Return a PDF with boxes for missing characters, which PDF/UA does not allow, and a note that says so."""
        note = gettext(self.notices.missing_font).format(letters=characters)
        return self._run(data | {"lacks": note}, "")

    def _run(self, data: dict[str, Any], standard: str) -> bytes:
        seconds, memory = settings.PDF_SECONDS, settings.PDF_MEMORY_MB
        command = [
            sys.executable, "-I", str(TYPESETTER), str(self.path), standard, str(seconds), str(memory),
        ]  # fmt: skip
        if not SLOTS.acquire(timeout=seconds):
            raise TooLargeForPdf(self.notices.too_large)
        try:
            process = subprocess.run(
                command, check=False, input=_as_json(data).encode(), capture_output=True, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise TooLargeForPdf(self.notices.too_large) from None
        finally:
            SLOTS.release()
        error = process.stderr.decode(errors="replace")
        # A negative code is a signal: the process went over its limits.
        if process.returncode < 0 or (process.returncode and NO_MEMORY.search(error)):
            raise TooLargeForPdf(self.notices.too_large)
        if process.returncode:
            raise TypesettingError(error)
        return process.stdout


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(_printable(data), ensure_ascii=False)


def _printable(value: Any) -> Any:
    """Return the values with U+FFFD for each control character, for which no font has a glyph."""
    if isinstance(value, str):
        return CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value
