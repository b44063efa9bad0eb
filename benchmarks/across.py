"""The page over a team's articles with 10,000 of them, 20 marks each.

python -m benchmarks.across
"""

import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.load import load
from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, publish

ARTICLES, MARKS, SECONDS = 10_000, 20, 8


def main() -> None:
    """Over HTTP, by one client."""
    rows = []
    with tempfile.TemporaryDirectory() as place, closing(Ours(Path(place))) as site:
        team = site.library(ARTICLES, MARKS)
        browser = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        for what, path, headers in (
            ("numbers", f"/api/v1/teams/{team}/across/", site.headers),
            ("page", f"/teams/{team}/reports/", browser),
        ):
            seen = load(site.port, 1, SECONDS, lambda: ("GET", path, None, headers))  # noqa: B023
            assert not seen.errors, seen.errors[:1]
            rows.append(Row(what, "s", {OURS: seen.times}, shown=2))
    publish(Part(f"A team's {ARTICLES:,} articles together", rows))


if __name__ == "__main__":
    main()
