"""Decode bytes: by a declared encoding, by evidence in the bytes, or else by a guess."""

import codecs

from articles.errors import Unreadable
from articles.parsing.plain.latin_encodings import encoding_of
from web.i18n.lazy_message import Message

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 100_000
NOT_TEXT = Message(
    "This file contains no text. It looks like a program, a picture or a damaged file. Save "
    "the article as .txt, .docx or .pdf, or paste its text."
)
HOLDS_NUL = Message(
    "The text contains invalid characters (NUL). It is damaged, or it is not a text. Save it "
    "again as UTF-8, or copy the text from its source and paste it."
)
GUESSED = Message(
    "The file does not name its encoding, so it was read as {name}. If some letters look "
    "wrong, save it as UTF-8 and upload it again."
)
HALF_CHARACTERS = Message(
    "The text contains broken characters. This happens when a program cuts an emoji in two. "
    "Copy the text again from its source and paste it, or save it as UTF-8."
)
NAMES = {f"cp{page}": f"Windows-{page}" for page in range(1250, 1259)}
# According to the HTML standard, these labels mean Windows-1252.
LABELS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[Message, ...]]:
    """Return the text without its byte order mark, and notes on what was guessed. Raises ``Unreadable``."""
    notes: tuple[Message, ...] = ()
    text = _decode_certainly(data, declared)
    if text is None:
        text, notes = _guess(data)
    if "\0" in text:
        raise Unreadable(HOLDS_NUL)
    if not _looks_like_text(text[:SAMPLE]):
        raise Unreadable(NOT_TEXT)
    return text, notes


def _decode_certainly(data: bytes, declared: str) -> str | None:
    """Return the text if there is no doubt about the encoding."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            # Bytes that do not fit their byte order mark are damage.
            return data.decode(encoding, "replace")
    utf16 = _utf16_without_bom(data)
    if utf16:
        return _join_surrogates(data.decode(utf16, "surrogatepass" if len(data) % 2 == 0 else "replace"))
    japanese = "iso2022_jp" if b"\x1b$" in data else ""
    for encoding in (japanese, "utf-8", LABELS.get(declared.lower(), declared)):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return _join_surrogates(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return None


def _join_surrogates(text: str) -> str:
    """Join surrogate pairs, as some databases write emoji. Raises ``Unreadable`` for a lone surrogate."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable(HALF_CHARACTERS) from error


def _utf16_without_bom(data: bytes) -> str:
    """Return the encoding of UTF-16: nearly all NULs are in the same half of the pairs, and the pairs are readable."""
    sample = data[: SAMPLE & ~1]
    halves = sample[1::2].count(0), sample[::2].count(0)
    if not max(halves) or min(halves) > max(halves) / 8 or max(halves) * 50 < len(sample) // 2:
        return ""
    if max(halves) * 8 < len(sample) and _looks_like_text(
        sample.replace(b"\0", b"").decode("utf-8", "replace")
    ):
        return ""  # Text with one byte per character and a few NULs.
    encoding = "utf-16-le" if halves[0] > halves[1] else "utf-16-be"
    text = sample.decode(encoding, "replace")
    readable = sum(c.isprintable() or c.isspace() for c in text)
    return encoding if readable > len(text) * 0.99 else ""


def _guess(data: bytes) -> tuple[str, tuple[Message, ...]]:
    if b"\0" in data:
        raise Unreadable(HOLDS_NUL)
    encoding = encoding_of(data[:SAMPLE]) or _guess_by_statistics(data[:SAMPLE])
    name = NAMES.get(encoding, encoding.upper().replace("_", "-"))
    return data.decode(encoding, "replace"), (GUESSED.format(name=name),)


def _guess_by_statistics(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise Unreadable(NOT_TEXT)
    return "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding


def _looks_like_text(text: str) -> bool:
    control = sum(c < " " and c not in "\t\n\v\f\r\x1b" for c in text)
    return control * 100 <= len(text) and text.count("\ufffd") * 20 <= len(text)
