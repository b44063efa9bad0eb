"""How well saved pages are read: compare the texts of a folder of pages with the expected ones.

python -m benchmarks.extraction FOLDER

FOLDER holds pages (NAME.html or NAME.html.gz) and ``ground-truth.json``, an object from NAME to ``articleBody`` and,
where they are known, ``headline``, ``author`` and ``date`` (year-month-day). That is the layout of
article-extraction-benchmark with its pages in the same folder or in ``html/``.
"""

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from articles.cleaning import clean
from articles.errors import Unreadable
from articles.readers.html import HtmlReader
from articles.text.draft import Draft

SHINGLE = 4
WORD = re.compile(r"\w+")


def main() -> None:
    """Print precision, recall and F1 of the texts, and the shares of right headlines, authors and dates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages")
    options = parser.parse_args()
    expected = json.loads((options.folder / "ground-truth.json").read_text(encoding="utf-8"))
    started, scores, facts = time.perf_counter(), {}, Facts()
    for name, truth in expected.items():
        draft = read(page(options.folder, name))
        scores[name] = counts(truth.get("articleBody", ""), draft.text)
        facts.add(truth, draft)
    seconds = (time.perf_counter() - started) / max(1, len(expected))
    precision = statistics.mean(p for score in scores.values() if (p := share(score, 1)) is not None)
    recall = statistics.mean(r for score in scores.values() if (r := share(score, 2)) is not None)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{len(expected)} pages, {1000 * seconds:.0f} ms each")
    print(f"text: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    facts.show()
    for name in sorted(scores, key=lambda name: scores[name][0])[: options.worst]:
        print(f"{name}: {share(scores[name], 1):.2f} {share(scores[name], 2):.2f}")


def page(folder: Path, name: str) -> bytes:
    """Return the page called ``name``."""
    for path in (folder / f"{name}.html", folder / "html" / f"{name}.html"):
        if path.exists():
            return path.read_bytes()
        if (packed := path.with_suffix(".html.gz")).exists():
            return gzip.decompress(packed.read_bytes())
    raise SystemExit(f"There is no page {name}.html in {folder}.")


def read(data: bytes) -> Draft:
    """Return the article as it is after cleaning; an empty one if it cannot be read."""
    try:
        return clean(HtmlReader().read(data)).draft
    except Unreadable:
        return Draft("")


def counts(truth: str, text: str) -> tuple[float, float, float]:
    """Return the shares of shingles that are in both, in the text only and in the truth only.

    Sequences of four words, as in article-extraction-benchmark (github.com/scrapinghub), so that each page weighs
    the same.
    """
    expected, actual = _shingles(truth), _shingles(text)
    both, more, missing = (
        (expected & actual).total(),
        (actual - expected).total(),
        (expected - actual).total(),
    )
    whole = both + more + missing or 1
    return both / whole, more / whole, missing / whole


def share(score: tuple[float, float, float], wrong: int) -> float | None:
    """Return precision (``wrong`` 1) or recall (2) of one page; None where there is nothing to be right about."""
    whole = score[0] + score[wrong]
    return score[0] / whole if whole else None


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)) if words)


class Facts:
    """Counts right headlines, authors and dates."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.known: Counter[str] = Counter()

    def add(self, truth: dict[str, Any], draft: Draft) -> None:
        """Count the facts of one page."""
        found = {"headline": draft.title, "author": draft.byline, "date": str(draft.published or "")}
        for name, value in found.items():
            if truth.get(name):
                self.known[name] += 1
                self.right[name] += _plain(truth[name]) == _plain(value)

    def show(self) -> None:
        """Print the shares of right ones."""
        for name, known in self.known.items():
            print(f"{name}: {self.right[name]} of {known} right, {self.right[name] / known:.0%}")


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


if __name__ == "__main__":
    main()
