"""Any text with imported annotations: each is kept with exactly its quote, or reported as a problem."""

from collections.abc import Iterator

from reports.formats.document_validation import validate_document
from reports.formats.parsed import Document, ParsedAnnotation
from web.values import is_storable

MAX_ANNOTATIONS = 12


def check(data: bytes) -> None:
    """The first byte is the number of annotations, five more describe each of them, and the rest is the text."""
    count = data[0] % MAX_ANNOTATIONS if data else 0
    raw, rest = data[1 : 1 + 5 * count], data[1 + 5 * count :]
    text = (
        rest.decode("utf-16-le", "surrogatepass") if len(rest) % 2 == 0 else rest.decode("utf-8", "replace")
    )
    annotations = []
    for offset in range(0, len(raw) - 4, 5):
        start, end = (int.from_bytes(raw[offset + n : offset + n + 2], "little", signed=True) for n in (0, 2))
        annotations.append(
            ParsedAnnotation(start, end, "claim", _quote(text, start, end, raw[offset + 4] % 4))
        )
    document, problems = validate_document(Document("here", text, {"ada": tuple(annotations)}))
    layer = document.layers["ada"]
    assert document.text is not None
    assert len(layer) + len(problems) == len(annotations)
    assert "\r" not in document.text
    assert is_storable(document.text)
    for annotation in layer:
        assert 0 <= annotation.start < annotation.end <= len(document.text)
        assert annotation.quote == document.text[annotation.start : annotation.end]
        assert annotation.quote.strip()
    document.text.encode()
    assert validate_document(document)[0].layers == document.layers


def _quote(text: str, start: int, end: int, how: int) -> str:
    """Return no quote, the right one, one measured in UTF-16 units, or a wrong one."""
    if how == 1:
        return text[max(start, 0) : max(end, 0)]
    if how == 2:
        units = text.encode("utf-16-le", "surrogatepass")[2 * max(start, 0) : 2 * max(end, 0)]
        return units.decode("utf-16-le", "replace")
    return "wrong" if how else ""


def seeds() -> Iterator[bytes]:
    """Yield line ends, characters beyond the basic plane, and lone surrogates."""
    marks = bytes([2, 0, 0, 8, 0, 1, 4, 0, 9, 0, 2])
    for text in ("A bridge.\r\nIt is closed.\r", "🌉 fell, and 𠮷野家 with it", "Jose\u0301 and \0 nobody"):
        yield marks + text.encode("utf-16-le")
        yield marks + text.encode() + b" " * (len(text.encode()) % 2 == 0)
