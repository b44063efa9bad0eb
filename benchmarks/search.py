"""Search through the texts and highlights of 10,000 articles with 1,000,000 highlights, on SQLite and PostgreSQL.

python -m benchmarks.search [ARTICLES]
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from benchmarks.load import load
from benchmarks.ours import Ours, new_database
from benchmarks.peers.environment import ROOT
from benchmarks.search_library import vocabulary, weights
from benchmarks.table import OURS, Part, Row, percentile, publish

ARTICLES, MARKS, QUERIES, SECONDS, GOAL = 10_000, 100, 200, 30, 200


def main(articles: int = ARTICLES) -> None:
    """Measure one database after the other."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for database in ("SQLite", "PostgreSQL"):
            if database == "PostgreSQL" and os.environ.get("BENCH_POSTGRES") == "no":
                continue
            url = new_database("bench_search") if database == "PostgreSQL" else ""
            with closing(Ours(Path(folder) / database, url)) as site:
                started = time.monotonic()
                team = library(site, articles)
                minutes = (time.monotonic() - started) / 60
                for what, late in response_times(site, team).items():
                    rows.append(
                        Row(f"{database}: {what}", "ms, 95 %", {OURS: [late]}, f"under {GOAL}", late < GOAL)
                    )
            rows.append(Row(f"{database}: creating and indexing all", "minutes", {OURS: [minutes]}, shown=1))
    notes = [f"{QUERIES} different queries of one to three words and phrases, as frequent as in a language."]
    title = f"Search in {articles:,} articles and {articles * MARKS:,} highlights"
    publish(Part(title, rows, notes))


def library(site: Ours, articles: int) -> int:
    """Create and index the articles; return the id of their team."""
    command = [sys.executable, "-m", "benchmarks.search_library", str(articles), str(MARKS)]
    process = subprocess.run(
        command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return int(process.stdout)


def queries() -> Iterator[str]:
    """Yield different queries, half of them of one word, a fifth of them phrases."""
    dice = random.Random(5)  # noqa: S311 (no secret)
    words = vocabulary()
    frequent = weights(words)
    for number in range(QUERIES):
        typed = " ".join(dice.choices(words, cum_weights=frequent, k=(1, 1, 2, 3, 2)[number % 5]))
        yield f'"{typed}"' if number % 5 == 4 else typed


def response_times(site: Ours, team: int) -> dict[str, float]:
    """Return the 95th percentile over all queries, with one client."""
    browser = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
    typed = [quote(query) for query in queries()]
    kinds = {
        "page": (f"/teams/{team}/search/?q={{}}", browser),
        "page, narrowed to a tag": (f"/teams/{team}/search/?q={{}}&tag=opinion", browser),
        "API": (f"/api/v1/teams/{team}/search/?q={{}}", site.headers),
    }
    times = {}
    for what, (path, headers) in kinds.items():
        turn = cycle(typed)
        ask = lambda: ("GET", path.format(next(turn)), None, headers)  # noqa: B023, E731
        load(site.port, 1, 1, ask)
        result = load(site.port, 1, SECONDS, ask)
        assert not result.errors, result.errors[:1]
        times[what] = 1000 * percentile(result.times, 0.95)
    return times


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
