"""Any text with marks from elsewhere: each mark is kept on the very words it was on, or is told as a problem."""

from collections.abc import Iterator

from reports.formats.parsed import Document, ParsedAnnotation, validate_document
from web.values import is_storable

MOST = 12


def tried(data: bytes) -> None:
    """The first byte is the number of marks, five more are one mark each, and the text is what is left."""
    many = data[0] % MOST if data else 0
    raw, rest = data[1 : 1 + 5 * many], data[1 + 5 * many :]
    text = (
        rest.decode("utf-16-le", "surrogatepass") if len(rest) % 2 == 0 else rest.decode("utf-8", "replace")
    )
    marks = []
    for at in range(0, len(raw) - 4, 5):
        start, end = (int.from_bytes(raw[at + n : at + n + 2], "little", signed=True) for n in (0, 2))
        marks.append(ParsedAnnotation(start, end, "claim", _quote(text, start, end, raw[at + 4] % 4)))
    document, problems = validate_document(Document("here", text, {"ada": tuple(marks)}))
    kept = document.layers["ada"]
    assert document.text is not None
    assert len(kept) + len(problems) == len(marks)
    assert "\r" not in document.text
    assert is_storable(document.text)
    for mark in kept:
        assert 0 <= mark.start < mark.end <= len(document.text)
        assert mark.quote == document.text[mark.start : mark.end]
        assert mark.quote.strip()
    document.text.encode()
    assert validate_document(document)[0].layers == document.layers


def _quote(text: str, start: int, end: int, how: int) -> str:
    """None, the right one, that of UTF-16 units, or a wrong one."""
    if how == 1:
        return text[max(start, 0) : max(end, 0)]
    if how == 2:
        units = text.encode("utf-16-le", "surrogatepass")[2 * max(start, 0) : 2 * max(end, 0)]
        return units.decode("utf-16-le", "replace")
    return "wrong" if how else ""


def seeds() -> Iterator[bytes]:
    """Line ends, letters beyond the basic plane, half characters."""
    marks = bytes([2, 0, 0, 8, 0, 1, 4, 0, 9, 0, 2])
    for text in ("A bridge.\r\nIt is closed.\r", "🌉 fell, and 𠮷野家 with it", "Jose\u0301 and \0 nobody"):
        yield marks + text.encode("utf-16-le")
        yield marks + text.encode() + b" " * (len(text.encode()) % 2 == 0)
