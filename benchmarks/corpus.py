"""The page about all articles of a team with 10,000 of them, with 20 annotations each.

python -m benchmarks.corpus
"""

import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.load import load
from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, publish

ARTICLES, MARKS, SECONDS = 10_000, 20, 8


def main() -> None:
    """Measure over HTTP, with one client."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, closing(Ours(Path(folder))) as site:
        team = site.library(ARTICLES, MARKS)
        browser = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        for what, path, headers in (
            ("numbers", f"/api/v1/teams/{team}/across/", site.headers),
            ("page", f"/teams/{team}/reports/", browser),
        ):
            result = load(site.port, 1, SECONDS, lambda: ("GET", path, None, headers))  # noqa: B023
            assert not result.errors, result.errors[:1]
            rows.append(Row(what, "s", {OURS: result.times}, shown=2))
    publish(Part(f"A team's {ARTICLES:,} articles together", rows))


if __name__ == "__main__":
    main()
