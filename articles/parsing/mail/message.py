"""Parse MIME messages: e-mails, and web pages that a browser saved as one file."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as MimeMessage
from email.parser import BytesParser
from email.policy import compat32

from articles.text.characters import normalize_characters

# Nobody writes longer headers by hand; the length is in characters.
MAX_HEADER = 2_000
HEAD_BYTES = 64 * 1024
# The first line of a message is a header, perhaps after the line that mailboxes put between messages.
FIRST_HEADER = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:From [^\r\n]{1,200}\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]"
)
KNOWN_HEADER = re.compile(
    rb"^(?:from|to|subject|date|mime-version|content-type|message-id|received|return-path)[ \t]*+:",
    re.IGNORECASE | re.MULTILINE,
)
# Parsing the parameters of a header takes quadratic time; no program writes this many characters of them.
PARAMETERS = re.compile(
    rb"^content-[a-z-]{1,40}+:[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+", re.IGNORECASE | re.MULTILINE
)
MAX_PARAMETERS = 10_000
# Two known headers tell a message from a text that begins with a word and a colon.
MIN_HEADERS = 2


def is_message(data: bytes) -> bool:
    """Return whether ``data`` begins with the headers of a message."""
    head = data[:HEAD_BYTES]
    return bool(FIRST_HEADER.match(head)) and len(KNOWN_HEADER.findall(head)) >= MIN_HEADERS


def parse_message(data: bytes) -> MimeMessage:
    """Return the message with its parts. Raises ``ValueError`` for a header of more than MAX_PARAMETERS bytes."""
    if any(match.end() - match.start() > MAX_PARAMETERS for match in PARAMETERS.finditer(data)):
        raise ValueError("a header is too long")
    # With the newer policies, parsing the headers of a hostile message takes quadratic time.
    return BytesParser(policy=compat32).parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())


def header(message: MimeMessage, name: str) -> str:
    """Return a header on one line and decoded; "" if there is none."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    source = raw[:MAX_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        pieces = decode_header(" ".join(source.split()))
    except (ValueError, HeaderParseError):
        pieces = [(source, None)]
    text = "".join(p if isinstance(p, str) else _decoded(p, charset) for p, charset in pieces)
    return " ".join(normalize_characters(text.replace("\0", "")).split())


def _decoded(piece: bytes, charset: str | None) -> str:
    try:
        return piece.decode(charset or "raw-unicode-escape")
    except (UnicodeDecodeError, LookupError):
        return piece.decode("utf-8", "replace")


def content(part: MimeMessage) -> bytes:
    """Return the content of a part without its transfer encoding."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset(part: MimeMessage) -> str:
    """Return the encoding that a part names, or ""."""
    return str(part.get_content_charset() or "")
