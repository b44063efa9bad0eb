"""Any pasted text: the segments match the result, cleaning is idempotent, and all of it can be undone."""

from collections.abc import Iterator
from pathlib import Path

from annotate import demo
from articles.cleaning import clean
from articles.errors import Unreadable
from articles.readers.text import read_text
from articles.text.draft import Draft
from tests.articles.cleaning_cases import CUT, JOINED, MORE, PROSE, REST, TAIL

DEMO = Path(demo.__file__).parent / "article.md"


def check(data: bytes) -> None:
    """Check the properties of cleaning."""
    try:
        draft: Draft = read_text(data.decode("utf-8", "replace"))
    except Unreadable:
        return
    cleaned = clean(draft)
    text = "".join(piece.text for piece in cleaned.segments if piece.state in ("kept", "inserted"))
    assert text == cleaned.draft.text
    assert "".join(piece.text for piece in cleaned.segments if piece.state != "inserted") == draft.text
    edits = frozenset(piece.edit for piece in cleaned.segments if piece.edit)
    assert clean(draft, edits).draft.text == draft.text
    assert all(0 <= f.start < f.end <= len(text) for f in cleaned.draft.formatting)


def seeds() -> Iterator[bytes]:
    """Yield the demo's article as it was scraped, and paragraphs interrupted by page breaks."""
    yield DEMO.read_bytes()
    yield "\n\n".join([PROSE, CUT, "Page 3 of 7", REST, JOINED, MORE, TAIL]).encode()
