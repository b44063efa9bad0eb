"""Any text, as if pasted: what is left is what the segments say, once is enough, and all of it can be undone."""

from collections.abc import Iterator
from pathlib import Path

from annotate import demo
from articles.cleaning import clean
from articles.errors import Unreadable
from articles.readers.text import read_text
from articles.text.draft import Draft
from tests.articles.test_cleaning import CUT, JOINED, MORE, PROSE, REST, TAIL

DEMO = Path(demo.__file__).parent / "article.md"


def tried(data: bytes) -> None:
    """The laws of the cleaning."""
    try:
        draft: Draft = read_text(data.decode("utf-8", "replace"))
    except Unreadable:
        return
    cleaned = clean(draft)
    kept = "".join(piece.text for piece in cleaned.segments if piece.state in ("kept", "inserted"))
    assert kept == cleaned.draft.text
    assert "".join(piece.text for piece in cleaned.segments if piece.state != "inserted") == draft.text
    edits = frozenset(piece.edit for piece in cleaned.segments if piece.edit)
    assert clean(draft, edits).draft.text == draft.text
    assert all(0 <= f.start < f.end <= len(kept) for f in cleaned.draft.formatting)


def seeds() -> Iterator[bytes]:
    """The demo's article as it was scraped, and paragraphs that end where a page did."""
    yield DEMO.read_bytes()
    yield "\n\n".join([PROSE, CUT, "Page 3 of 7", REST, JOINED, MORE, TAIL]).encode()
