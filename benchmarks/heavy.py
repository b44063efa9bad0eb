"""Pages about a round of 30 readers with 500 annotations each, and an ordinary page meanwhile.

python -m benchmarks.heavy
"""

import json
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx

from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, percentile, publish
from benchmarks.texts import TAGS, class_marks, text

READERS, MARKS, TIMES, MAX_MS = 30, 500, 5, 300
BODY = text(1200)
PAGES = {
    "class overview": "/rounds/{round}/projector/",
    "settling": "/rounds/{round}/settle/",
    "pace": "/rounds/{round}/pace/",
    "comparing": "/articles/{article}/report/compare/",
    "report": "/articles/{article}/report/",
}


def main() -> None:
    """Measure over HTTP, with one client; each page follows a new annotation, so nothing is cached."""
    with tempfile.TemporaryDirectory() as folder, closing(Ours(Path(folder))) as site:
        team = site.team()
        lines = "".join(
            json.dumps({"text": BODY, "label": spans, "annotator": f"Reader {reader}"}, ensure_ascii=False)
            + "\n"
            for reader, spans in enumerate(class_marks(BODY, READERS, MARKS))
        )
        assert site.bring(team, "corpus.jsonl", lines.encode())["marks"] == READERS * MARKS
        article = site.client.get("/articles/", params={"team": team}).json()["results"][0]["id"]
        round_ = site.client.get("/rounds/", params={"team": team}).json()["results"][0]["id"]
        site.client.put(f"/rounds/{round_}/state/", json={"state": "open"}).raise_for_status()
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        rows, ordinary, ended = [], list[float](), threading.Event()
        browsing = threading.Thread(target=browse, args=(site.port, cookies, ordinary, ended))
        browsing.start()
        for what, path in PAGES.items():
            times = [
                seconds_until_shown(site, round_, path.format(round=round_, article=article), cookies)
                for _ in range(TIMES)
            ]
            rows.append(Row(f"{what}, after another mark", "s", {OURS: spread(times)}, shown=2))
        ended.set()
        browsing.join()
    slowest = 1000 * percentile(ordinary, 0.95)
    what = "an ordinary page meanwhile, 95th percentile"
    rows.append(Row(what, "ms", {OURS: [slowest]}, "under 300", slowest < MAX_MS))
    note = "Beyond 5,000 changes these are worked out beside the pages; until then a page says that it is on its way."
    publish(Part(f"Pages over {READERS} readers × {MARKS} marks", rows, [note]))


def seconds_until_shown(site: Ours, round_: int, path: str, cookies: dict[str, str]) -> float:
    """Return the seconds from a new annotation until the page is complete, polling as its script does."""
    start = next(offset for offset in range(len(BODY)) if BODY[offset : offset + 3].isalpha())
    payload = {"tag": TAGS[0], "start": start, "end": start + 3, "quote": BODY[start : start + 3]}
    site.client.put(f"/rounds/{round_}/annotations/{uuid4()}/", json=payload).raise_for_status()
    started = time.perf_counter()
    with httpx.Client(base_url=f"http://127.0.0.1:{site.port}", headers=cookies, timeout=120) as browser:
        while (response := browser.get(path)).status_code == 202:
            time.sleep(0.1)
    response.raise_for_status()
    return time.perf_counter() - started


def browse(port: int, cookies: dict[str, str], times: list[float], ended: threading.Event) -> None:
    """Open the list of articles repeatedly."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=cookies, timeout=120) as browser:
        while not ended.is_set():
            started = time.perf_counter()
            browser.get("/articles/").raise_for_status()
            times.append(time.perf_counter() - started)
            time.sleep(0.05)


def spread(times: list[float]) -> list[float]:
    """Return the median, and the 5th and 95th percentiles."""
    return [percentile(times, share) for share in (0.5, 0.05, 0.95)]


if __name__ == "__main__":
    main()
