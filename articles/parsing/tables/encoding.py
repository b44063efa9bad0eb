"""Open a file of text for reading line by line, in the encoding that its bytes show."""

import codecs
import io
from collections.abc import Iterator
from typing import IO

from articles.errors import Unreadable
from articles.parsing.plain.decoding import BOMS, decode
from articles.parsing.plain.latin_encodings import encoding_of
from web.i18n.lazy_message import Message

BLOCK = 1024 * 1024
SAMPLE = 200_000
NO_END = Message(
    "Line {number} has more than {most} characters. A quotation mark or the end of a line is probably missing there."
)


def open_text(file: IO[bytes]) -> io.TextIOWrapper:
    """Return the text of a binary file, from its beginning; bytes that do not fit the encoding become U+FFFD."""
    file.seek(0)
    encoding = _encoding(file)
    file.seek(0)
    return io.TextIOWrapper(file, encoding, "replace", newline="")


def _encoding(file: IO[bytes]) -> str:
    sample = file.read(SAMPLE)
    for bom, encoding in BOMS:
        if sample.startswith(bom):
            return encoding
    if sample[1::2].count(0) * 4 > len(sample):
        return "utf-16-le"
    file.seek(0)
    if _is_utf8(file):
        return "utf-8"
    # Raises ``Unreadable`` for what is no text.
    decode(sample)
    return encoding_of(sample) or "cp1252"


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def limited_lines(text: IO[str], most: int) -> Iterator[str]:
    """Yield the lines with their ends. Raises ``Unreadable`` at one with more than ``most`` characters."""
    number = 0
    while line := text.readline(most + 1):
        number += 1
        if len(line) > most:
            raise Unreadable(NO_END.format(number=number, most=most))
        yield line
