"""Hand out the articles of a campaign: 2,000 articles and 50 people, on SQLite and PostgreSQL.

python -m benchmarks.handing_out
"""

import os
import random
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.ours import Ours, Workers, new_database
from benchmarks.table import OURS, Part, Row, percentile, publish

ARTICLES, PEOPLE = 2_000, 50
# Each person asks for so many articles, one in so many seconds; people take minutes.
TIMES, EVERY = 12, 5
GOAL = 100


@dataclass
class Clicks:
    """Seconds of each answer to “next article”, and the errors."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def late(self) -> float:
        """Return the 95th percentile in milliseconds."""
        return 1000 * percentile(self.seconds, 0.95)


def main() -> None:
    """Measure one database after the other."""
    rows, errors = [], []
    with tempfile.TemporaryDirectory() as temporary:
        for database in ("SQLite", "PostgreSQL"):
            if database == "PostgreSQL" and os.environ.get("BENCH_POSTGRES") == "no":
                continue
            folder = Path(temporary) / database
            url = new_database("bench_handing_out") if database == "PostgreSQL" else ""
            with ExitStack() as stack:
                site = stack.enter_context(closing(Ours(folder, url)))
                campaign, tokens = site.campaign(ARTICLES, PEOPLE)
                port = stack.enter_context(closing(Workers(folder, url))).port if url else site.port
                spread = click(port, campaign, tokens, TIMES, EVERY)
                burst = click(port, campaign, tokens, 3, 0)
            rows.append(
                Row(
                    f"{database}: each clicks every {EVERY} s", "ms, 95 %", {OURS: [spread.late]},
                    f"under {GOAL}", spread.late < GOAL,
                )
            )  # fmt: skip
            rows.append(Row(f"{database}: all in the same moment", "ms, 95 %", {OURS: [burst.late]}))
            errors += spread.errors + burst.errors
    notes = [
        f"Half of the articles are complete at the start; {PEOPLE * TIMES} more are handed out and handed in. "
        "On SQLite the site is one process, on PostgreSQL two.",
        f"Errors: {len(errors)}. {errors[:1] or ''}",
    ]
    publish(Part(f"“Next article” in a campaign of {ARTICLES:,} articles with {PEOPLE} people", rows, notes))


def click(port: int, campaign: int, tokens: list[str], times: int, every: float) -> Clicks:
    """Let each person get and hand in so many articles, one in so many seconds; without a pause all click at once."""
    clicks, barrier = Clicks(), threading.Barrier(len(tokens))
    address = f"http://127.0.0.1:{port}/api/v1"

    def work(token: str) -> None:
        dice = random.Random(token)  # noqa: S311 (no secret)
        # The server closes connections that are idle for as long as people pause.
        limits = httpx.Limits(max_keepalive_connections=0)
        headers = {"Authorization": f"Token {token}"}
        with httpx.Client(base_url=address, timeout=60, headers=headers, limits=limits) as client:
            client.get(f"/campaigns/{campaign}/")
            barrier.wait()
            for _ in range(times):
                time.sleep(dice.random() * 2 * every)
                started = time.perf_counter()
                response = client.post(f"/campaigns/{campaign}/next/")
                clicks.seconds.append(time.perf_counter() - started)
                if response.status_code != 200:
                    clicks.errors.append(response.text[:200])
                    continue
                done = client.put(f"/rounds/{response.json()['round']}/submission/")
                if done.status_code >= 300:
                    clicks.errors.append(done.text[:200])
                if not every:
                    barrier.wait()

    threads = [threading.Thread(target=work, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return clicks


if __name__ == "__main__":
    main()
