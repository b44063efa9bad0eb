"""One person annotates and 200 listen: how long until each gets it. One process on SQLite, two on PostgreSQL.

python -m benchmarks.live
"""

import asyncio
import os
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.crowd import BODY, LISTENERS, Crowd, listen, mark
from benchmarks.ours import Ours, Workers, new_database
from benchmarks.table import OURS, Part, Row, percentile, publish

SECONDS, EVERY = 30, 1


def main() -> None:
    """Measure one database after the other."""
    rows = []
    for database in ("SQLite", "PostgreSQL"):
        if database == "PostgreSQL" and os.environ.get("BENCH_POSTGRES") == "no":
            continue
        with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
            folder = Path(temporary)
            url = new_database("bench_live") if database == "PostgreSQL" else ""
            site = stack.enter_context(closing(Ours(folder, url)))
            port = stack.enter_context(closing(Workers(folder, url))).port if url else site.port
            crowd = Crowd(site, site.round(site.team(), BODY))
            asyncio.run(run(crowd, port))
        missed = sum(len(crowd.saved - set(heard)) for heard in crowd.heard)
        twice = sum(len(heard) - len(set(heard)) for heard in crowd.heard)
        late = 1000 * percentile(crowd.late, 0.95)
        label = f"{database}, {'two processes' if url else 'one process'}"
        rows += [
            Row(label, "ms, median", {OURS: [1000 * percentile(crowd.late, 0.5)]}),
            Row(label, "ms, 95 %", {OURS: [late]}, "under 500", late < 500),
            Row(f"{label}: missed or twice", "", {OURS: [missed + twice]}, "none", missed + twice == 0),
        ]
    publish(Part(f"A live mark to {LISTENERS} listeners in one round", rows, ["No peer has that."]))


async def run(crowd: Crowd, port: int) -> None:
    """Start the listeners, then annotate."""
    tasks = [asyncio.create_task(listen(crowd, number, port)) for number in range(LISTENERS)]
    for _ in tasks:
        await crowd.ready.acquire()
    await mark(crowd, time.monotonic() + SECONDS, EVERY)
    await asyncio.sleep(3)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    main()
