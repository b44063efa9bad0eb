"""Upload an article: read, clean and freeze it. A web page with clutter, and a PDF of 100 pages.

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
    """Measure over HTTP, with one client; the first upload of each is not counted."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text(1200).split("\n\n"))
    page = f"<!doctype html><title>Bridge</title>{JUNK[0]}<article><h1>Bridge</h1>{paragraphs}</article>{JUNK[1]}"
    with tempfile.TemporaryDirectory() as folder, closing(Ours(Path(folder))) as site:
        rows = [
            upload_row(site, "a page of 1,200 words", "page.html", page.encode(), ROUNDS, "under 100", 100),
            upload_row(site, f"a PDF of {PAGES} pages", "book.pdf", pdf(), 3, "under 3,000", 3000),
        ]
    publish(Part("Upload: read, clean and freeze", rows, ["Peers take text as it is."]))


def upload_row(site: Ours, what: str, name: str, data: bytes, rounds: int, goal: str, limit: float) -> Row:
    """Upload the file repeatedly; return the row."""
    times = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        site.client.post("/articles/", files={"file": (name, data)}).raise_for_status()
        times.append(1000 * (time.perf_counter() - started))
    return Row(what, "ms", {OURS: times[1:]}, goal, statistics.median(times[1:]) < limit)


def pdf() -> bytes:
    """Return a PDF of text alone, 400 words per page."""
    import typst

    body = "\n#pagebreak()\n".join(text(400, f"page {number}") for number in range(PAGES))
    with tempfile.NamedTemporaryFile("w", suffix=".typ") as source:
        source.write(body)
        source.flush()
        return io.BytesIO(typst.compile(source.name)).getvalue()


if __name__ == "__main__":
    main()
