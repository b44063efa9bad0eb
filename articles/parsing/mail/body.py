"""Choose the parts of an e-mail that its readers see, and list the attachments."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message as MimeMessage

from articles.parsing.mail.message import header
from articles.text.characters import normalize_characters

MAX_DEPTH = 20
MAX_NAME = 100
HTML, PLAIN, FORWARDED = "text/html", "text/plain", "message/rfc822"
ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
# What mail programs check and do not show.
SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
SHOWN_HEADERS = ("From", "Date", "Subject", "To")


@dataclass
class Body:
    """What an e-mail shows in order: its parts of text, and the headers of messages that it forwards."""

    parts: list[MimeMessage | str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    encrypted: bool = False


def read_body(message: MimeMessage) -> Body:
    """Return the parts of text that the readers of ``message`` see, and the names of its attachments."""
    body = Body()
    _add(message, body, 0)
    return body


def _add(part: MimeMessage, body: Body, depth: int) -> None:
    kind = part.get_content_type()
    parts = _parts(part)
    if kind in ENCRYPTED:
        body.encrypted = True
    elif depth > MAX_DEPTH:
        _attach(part, body)
    elif kind == FORWARDED and parts:
        _add_forwarded(parts[0], body, depth)
    elif part.get_content_disposition() == "attachment" and kind not in SIGNATURES:
        _attach(part, body)
    elif parts:
        for child in _shown(part, kind, parts, body):
            _add(child, body, depth + 1)
    elif kind in (HTML, PLAIN) or kind.startswith("multipart/"):
        body.parts.append(part)
    elif not kind.startswith("image/") and kind not in SIGNATURES:
        _attach(part, body)


def _shown(part: MimeMessage, kind: str, parts: list[MimeMessage], body: Body) -> list[MimeMessage]:
    """Return which of its ``parts`` a part shows: one of several alternatives, or the page without its pictures."""
    if kind == "multipart/alternative":
        return [_best(parts)]
    if kind != "multipart/related":
        return parts
    root = root_of(part, parts)
    for other in parts:
        if other is not root and other.get_content_disposition() == "attachment":
            _attach(other, body)
    return [root]


def _add_forwarded(message: MimeMessage, body: Body, depth: int) -> None:
    lines = [f"{name}: {value}" for name in SHOWN_HEADERS if (value := header(message, name))]
    body.parts.append("\n".join(lines))
    _add(message, body, depth + 1)


def _attach(part: MimeMessage, body: Body) -> None:
    name = " ".join(normalize_characters(str(part.get_filename() or "")).split())
    body.attachments.append(name[:MAX_NAME] or part.get_content_type()[:MAX_NAME])


def _parts(part: MimeMessage) -> list[MimeMessage]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, MimeMessage)] if isinstance(payload, list) else []


def _best(parts: Sequence[MimeMessage]) -> MimeMessage:
    """Return the last alternative with HTML, or else with plain text: the last one is the richest."""
    for kind in (HTML, PLAIN):
        for part in reversed(parts):
            if kind in _kinds(part):
                return part
    return parts[-1]


def _kinds(part: MimeMessage) -> set[str]:
    """Return the types of a part and of the parts in it, to a depth that no mail program exceeds."""
    kinds = {part.get_content_type()}
    for child in _parts(part):
        kinds.add(child.get_content_type())
        kinds.update(grandchild.get_content_type() for grandchild in _parts(child))
    return kinds


def root_of(related: MimeMessage, parts: Sequence[MimeMessage]) -> MimeMessage:
    """Return the part of a ``multipart/related`` that shows the others: the one it names, or the first."""
    start = str(related.get_param("start") or "").strip()
    return next((part for part in parts if start and part.get("Content-ID", "").strip() == start), parts[0])
