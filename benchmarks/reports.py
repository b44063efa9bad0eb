"""The report of 30 readers with 60 marks each: the page, and the files that people read.

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
    """Over HTTP, by one client."""
    with tempfile.TemporaryDirectory() as place, closing(Ours(Path(place))) as site:
        team = site.team()
        lines = "".join(
            json.dumps({"text": BODY, "label": own, "annotator": f"Reader {reader}"}, ensure_ascii=False)
            + "\n"
            for reader, own in enumerate(class_marks(BODY, READERS, MARKS))
        )
        assert site.bring(team, "corpus.jsonl", lines.encode())["marks"] == READERS * MARKS
        article = site.client.get("/articles/", params={"team": team}).json()["results"][0]["id"]
        # Marks come in another round: the one of the readers is closed, so that all of them are measured.
        round_ = site.client.post("/rounds/", json={"article": article}).raise_for_status().json()["id"]
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        rows = []
        for what, path, headers, most in (
            ("page", f"/articles/{article}/report/", cookies, 80),
            ("PDF", f"/api/v1/articles/{article}/report.pdf", site.headers, 150),
            ("DOCX", f"/api/v1/articles/{article}/report.docx", site.headers, None),
            ("numbers as JSON", f"/api/v1/articles/{article}/report/", site.headers, None),
        ):
            rows += [
                row(f"{what}, after another mark", changed(site, round_, path, headers), most),
                row(f"{what}, asked for again", again(site, path, headers), most),
            ]
    note = "At most 12 queries for the page, however many readers: tests/reports/test_pages.py."
    publish(Part(f"The report of {READERS} readers × {MARKS} marks", rows, [note]))


def changed(site: Ours, round_: int, path: str, headers: dict[str, str]) -> list[float]:
    """Seconds of the first answer after each of ``TIMES`` marks: nothing of it was made before."""
    found = []
    for number in range(TIMES + 1):
        start = next(at for at in range(60 * number, len(BODY)) if BODY[at : at + 3].isalpha())
        given = {"tag": TAGS[0], "start": start, "end": start + 3, "quote": BODY[start : start + 3]}
        address = f"/rounds/{round_}/annotations/{uuid4()}/"
        site.client.put(address, json=given).raise_for_status()
        begun = time.perf_counter()
        answer = httpx.get(f"http://127.0.0.1:{site.port}{path}", headers=headers)
        found.append(time.perf_counter() - begun)
        answer.raise_for_status()
    return found[1:]


def again(site: Ours, path: str, headers: dict[str, str]) -> list[float]:
    """Seconds of each answer, of one client."""
    seen = load(site.port, 1, SECONDS, lambda: ("GET", path, None, headers))
    assert not seen.errors, seen.errors[:1]
    return seen.times


def row(what: str, times: list[float], most: int | None) -> Row:
    """Its median, in milliseconds; the goal is ``most``."""
    found = Row(what, "ms", {OURS: [1000 * percentile(times, share) for share in (0.5, 0.05, 0.95)]})
    if most:
        found.goal, found.met = f"under {most}", found.ours < most
    return found


if __name__ == "__main__":
    main()
