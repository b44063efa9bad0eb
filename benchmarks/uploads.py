"""An article comes in: read, cleaned and frozen. A page of the web with its junk, and a PDF of 100 pages.

python -m benchmarks.uploads
"""

import io
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, publish
from benchmarks.texts import text

ROUNDS, PAGES = 7, 100
JUNK = (
    "<nav><a href='/'>Home</a><a href='/news'>News</a></nav>",
    "<aside>Read more: ten bridges</aside><footer>©</footer>",
)


def main() -> None:
    """Over HTTP, by one client; the first of each is not counted."""
    paragraphs = "".join(f"<p>{each}</p>" for each in text(1200).split("\n\n"))
    page = f"<!doctype html><title>Bridge</title>{JUNK[0]}<article><h1>Bridge</h1>{paragraphs}</article>{JUNK[1]}"
    with tempfile.TemporaryDirectory() as place, closing(Ours(Path(place))) as site:
        rows = [
            sent(site, "a page of 1,200 words", "page.html", page.encode(), ROUNDS, "under 100", 100),
            sent(site, f"a PDF of {PAGES} pages", "book.pdf", pdf(), 3, "under 3,000", 3000),
        ]
    publish(Part("Upload: read, clean and freeze", rows, ["Peers take text as it is."]))


def sent(site: Ours, what: str, name: str, data: bytes, rounds: int, goal: str, most: float) -> Row:
    """Again and again."""
    times = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        site.client.post("/articles/", files={"file": (name, data)}).raise_for_status()
        times.append(1000 * (time.perf_counter() - begun))
    return Row(what, "ms", {OURS: times[1:]}, goal, statistics.median(times[1:]) < most)


def pdf() -> bytes:
    """Of text alone, 400 words a page."""
    import typst

    body = "\n#pagebreak()\n".join(text(400, f"page {number}") for number in range(PAGES))
    with tempfile.NamedTemporaryFile("w", suffix=".typ") as source:
        source.write(body)
        source.flush()
        return io.BytesIO(typst.compile(source.name)).getvalue()


if __name__ == "__main__":
    main()
