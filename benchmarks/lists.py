"""Lists and search over 10,000 articles with 1,000,000 annotations, on SQLite and PostgreSQL.

python -m benchmarks.lists
"""

import os
import random
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.load import load
from benchmarks.ours import Ours, new_database
from benchmarks.table import OURS, Part, Row, percentile, publish

ARTICLES, MARKS, SECONDS = 10_000, 100, 4
GOALS = {"SQLite": 200, "PostgreSQL": 100}


def main() -> None:
    """Measure one database after the other."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for database, goal in GOALS.items():
            if database == "PostgreSQL" and os.environ.get("BENCH_POSTGRES") == "no":
                continue
            url = new_database("bench_lists") if database == "PostgreSQL" else ""
            with closing(Ours(Path(folder) / database, url)) as site:
                team = site.library(ARTICLES, MARKS)
                for what, late in response_times(site, team).items():
                    rows.append(
                        Row(f"{database}: {what}", "ms, 95 %", {OURS: [late]}, f"under {goal}", late < goal)
                    )
    publish(Part(f"Lists and search over {ARTICLES:,} articles and {ARTICLES * MARKS:,} marks", rows))


def response_times(site: Ours, team: int) -> dict[str, float]:
    """Return the 95th percentile of each kind of request, with one client and varying pages."""
    browser = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
    newest = site.client.get("/rounds/", params={"limit": 1}).json()["results"][0]["id"]
    dice = random.Random(1)  # noqa: S311 (no secret)
    kinds = {
        "page of articles": (lambda: f"/articles/?page={dice.randrange(1, 200)}", browser),
        "search on the page": (lambda: f"/articles/?q=writer+{dice.randrange(300)}+courier", browser),
        "search that finds nothing": (lambda: f"/articles/?q=zebra{dice.randrange(300)}", browser),
        "search through the API": (lambda: f"/api/v1/articles/?q=article+{dice.randrange(9999)}", site.headers),
        "rounds of the team": (lambda: f"/api/v1/rounds/?team={team}", site.headers),
        "page of the team": (lambda: f"/teams/{team}/", browser),
        "marks of a round": (
            lambda: f"/api/v1/rounds/{newest - dice.randrange(ARTICLES)}/annotations/", site.headers,
        ),
    }  # fmt: skip
    times = {}
    for what, (path, headers) in kinds.items():
        ask = lambda: ("GET", path(), None, headers)  # noqa: B023, E731
        load(site.port, 1, 1, ask)
        result = load(site.port, 1, SECONDS, ask)
        assert not result.errors, result.errors[:1]
        times[what] = 1000 * percentile(result.times, 0.95)
    return times


if __name__ == "__main__":
    main()
