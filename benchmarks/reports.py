"""The report on 30 readers with 60 annotations each: the page, and the files that people read.

python -m benchmarks.reports
"""

import json
import tempfile
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx

from benchmarks.load import load
from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, percentile, publish
from benchmarks.texts import TAGS, class_marks, text

READERS, MARKS, SECONDS, TIMES = 30, 60, 3, 15
BODY = text(1200)


def main() -> None:
    """Measure over HTTP, with one client."""
    with tempfile.TemporaryDirectory() as folder, closing(Ours(Path(folder))) as site:
        team = site.team()
        lines = "".join(
            json.dumps({"text": BODY, "label": spans, "annotator": f"Reader {reader}"}, ensure_ascii=False)
            + "\n"
            for reader, spans in enumerate(class_marks(BODY, READERS, MARKS))
        )
        assert site.bring(team, "corpus.jsonl", lines.encode())["marks"] == READERS * MARKS
        article = site.client.get("/articles/", params={"team": team}).json()["results"][0]["id"]
        # New annotations are in another round: the readers' round is closed, so that all of them count.
        round_ = site.client.post("/rounds/", json={"article": article}).raise_for_status().json()["id"]
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        rows = []
        for what, path, headers, goal in (
            ("page", f"/articles/{article}/report/", cookies, 80),
            ("PDF", f"/api/v1/articles/{article}/report.pdf", site.headers, 150),
            ("DOCX", f"/api/v1/articles/{article}/report.docx", site.headers, None),
            ("numbers as JSON", f"/api/v1/articles/{article}/report/", site.headers, None),
        ):
            rows += [
                row(f"{what}, after another mark", after_each_annotation(site, round_, path, headers), goal),
                row(f"{what}, asked for again", repeated(site, path, headers), goal),
            ]
    note = "At most 12 queries for the page, however many readers: tests/reports/test_pages.py."
    publish(Part(f"The report of {READERS} readers × {MARKS} marks", rows, [note]))


def after_each_annotation(site: Ours, round_: int, path: str, headers: dict[str, str]) -> list[float]:
    """Return the seconds of the first response after each of ``TIMES`` annotations, when nothing is cached."""
    times = []
    for number in range(TIMES + 1):
        start = next(
            offset for offset in range(60 * number, len(BODY)) if BODY[offset : offset + 3].isalpha()
        )
        payload = {"tag": TAGS[0], "start": start, "end": start + 3, "quote": BODY[start : start + 3]}
        address = f"/rounds/{round_}/annotations/{uuid4()}/"
        site.client.put(address, json=payload).raise_for_status()
        started = time.perf_counter()
        response = httpx.get(f"http://127.0.0.1:{site.port}{path}", headers=headers)
        times.append(time.perf_counter() - started)
        response.raise_for_status()
    return times[1:]


def repeated(site: Ours, path: str, headers: dict[str, str]) -> list[float]:
    """Return the seconds of each response to one client."""
    result = load(site.port, 1, SECONDS, lambda: ("GET", path, None, headers))
    assert not result.errors, result.errors[:1]
    return result.times


def row(what: str, times: list[float], goal: int | None) -> Row:
    """Return a row with the median in milliseconds; ``goal`` is its upper limit."""
    result = Row(what, "ms", {OURS: [1000 * percentile(times, share) for share in (0.5, 0.05, 0.95)]})
    if goal:
        result.goal, result.met = f"under {goal}", result.ours < goal
    return result


if __name__ == "__main__":
    main()
