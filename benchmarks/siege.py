"""An ordinary page while slow files are read: four of the worst uploads and one import, repeatedly.

    python -m benchmarks.siege

Each file is sent by its own account; another user opens a page meanwhile.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from benchmarks.load import Request, load
from benchmarks.ours import Ours, new_database
from benchmarks.peers.environment import ROOT
from benchmarks.table import OURS, Part, Row, percentile, publish
from tests.worst import imported, uploads

ROUNDS, SECONDS = 3, 10
MAX_MS = 300
MAKE = """
from people.actions.accounts import issue_token
from people.models import User
for number in range({accounts}):
    user = User.objects.create_user(f"{{number}}@bench.example", "a-long-password", "Bench")
    print(issue_token(user, "bench", None, False)[1])
"""


def main() -> None:
    """Measure both databases, without the uploads and with them."""
    databases = {"SQLite": ""}
    if os.environ.get("BENCH_POSTGRES") != "no":
        databases["PostgreSQL"] = "bench_siege"
    rows, responses = [], Counter[str]()
    for name, database in databases.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(Ours(Path(folder), database and new_database(database))) as site,
        ):
            cookie = "; ".join(f"{key}={value}" for key, value in site.session().items())
            quiet = [waits(site, cookie) for _ in range(ROUNDS)]
            with uploading(site, responses):
                busy = [waits(site, cookie) for _ in range(ROUNDS)]
        rows.append(Row(f"a page, nothing else: {name}", "ms, 95 %", {OURS: quiet}))
        row = Row(f"a page, beside the worst files: {name}", "ms, 95 %", {OURS: busy}, f"under {MAX_MS}")
        row.met = row.ours < MAX_MS
        rows.append(row)
    cores = os.cpu_count()
    notes = [
        f"The list of articles, by one browser, on {cores} cores. Answers to the files: "
        f"{', '.join(f'{what} × {n}' for what, n in sorted(responses.items()))}. "
        f"Load of the machine when it was done: {os.getloadavg()[0]:.1f}."
    ]
    publish(Part("Four of the worst uploads and the worst import at once", rows, notes))


def waits(site: Ours, cookie: str) -> float:
    """Return the 95th percentile of a page's milliseconds."""

    def ask() -> Request:
        return "GET", "/articles/", None, {"Cookie": cookie}

    result = load(site.port, 1, SECONDS, ask)
    assert not result.errors, result.errors[:1]
    return 1000 * percentile(result.times, 0.95)


@contextmanager
def uploading(site: Ours, responses: Counter[str]) -> Iterator[None]:
    """Send each of the files again as soon as it is answered."""
    files = [("articles", file) for file in uploads()[:4]] + [("imports", imported())]
    process = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE.format(accounts=len(files))],
        cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ended = threading.Event()

    def send(token: str, kind: str, file: tuple[str, bytes]) -> None:
        base = f"http://127.0.0.1:{site.port}/api/v1"
        with httpx.Client(base_url=base, headers={"Authorization": f"Token {token}"}, timeout=600) as client:
            while not ended.is_set():
                response = client.post(f"/{kind}/", files={"file": file})
                responses[f"{file[0]} {response.status_code}"] += 1

    threads = [
        threading.Thread(target=send, args=(token, *upload))
        for token, upload in zip(process.stdout.split(), files, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
