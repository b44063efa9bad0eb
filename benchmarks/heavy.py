"""Pages over one round of 30 readers with 500 marks each, and an ordinary page meanwhile.

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

READERS, MARKS, TIMES, MOST = 30, 500, 5, 300
BODY = text(1200)
PAGES = {
    "class overview": "/rounds/{round}/projector/",
    "settling": "/rounds/{round}/settle/",
    "pace": "/rounds/{round}/pace/",
    "comparing": "/articles/{article}/report/compare/",
    "report": "/articles/{article}/report/",
}


def main() -> None:
    """Over HTTP, by one client, each page after another mark: nothing of it was made before."""
    with tempfile.TemporaryDirectory() as place, closing(Ours(Path(place))) as site:
        team = site.team()
        lines = "".join(
            json.dumps({"text": BODY, "label": own, "annotator": f"Reader {reader}"}, ensure_ascii=False)
            + "\n"
            for reader, own in enumerate(class_marks(BODY, READERS, MARKS))
        )
        assert site.bring(team, "corpus.jsonl", lines.encode())["marks"] == READERS * MARKS
        article = site.client.get("/articles/", params={"team": team}).json()["results"][0]["id"]
        round_ = site.client.get("/rounds/", params={"team": team}).json()["results"][0]["id"]
        site.client.put(f"/rounds/{round_}/state/", json={"state": "open"}).raise_for_status()
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in site.session().items())}
        rows, ordinary, ended = [], list[float](), threading.Event()
        beside = threading.Thread(target=look, args=(site.port, cookies, ordinary, ended))
        beside.start()
        for what, path in PAGES.items():
            times = [
                shown(site, round_, path.format(round=round_, article=article), cookies) for _ in range(TIMES)
            ]
            rows.append(Row(f"{what}, after another mark", "s", {OURS: spread(times)}, shown=2))
        ended.set()
        beside.join()
    slowest = 1000 * percentile(ordinary, 0.95)
    what = "an ordinary page meanwhile, 95th percentile"
    rows.append(Row(what, "ms", {OURS: [slowest]}, "under 300", slowest < MOST))
    note = "Beyond 5,000 changes these are worked out beside the pages; until then a page says that it is on its way."
    publish(Part(f"Pages over {READERS} readers × {MARKS} marks", rows, [note]))


def shown(site: Ours, round_: int, path: str, cookies: dict[str, str]) -> float:
    """Seconds after another mark until the page is there, for whoever asks as its script does."""
    start = next(at for at in range(len(BODY)) if BODY[at : at + 3].isalpha())
    given = {"tag": TAGS[0], "start": start, "end": start + 3, "quote": BODY[start : start + 3]}
    site.client.put(f"/rounds/{round_}/annotations/{uuid4()}/", json=given).raise_for_status()
    begun = time.perf_counter()
    with httpx.Client(base_url=f"http://127.0.0.1:{site.port}", headers=cookies, timeout=120) as browser:
        while (answer := browser.get(path)).status_code == 202:
            time.sleep(0.1)
    answer.raise_for_status()
    return time.perf_counter() - begun


def look(port: int, cookies: dict[str, str], times: list[float], ended: threading.Event) -> None:
    """Somebody opens the list of articles again and again."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=cookies, timeout=120) as browser:
        while not ended.is_set():
            begun = time.perf_counter()
            browser.get("/articles/").raise_for_status()
            times.append(time.perf_counter() - begun)
            time.sleep(0.05)


def spread(times: list[float]) -> list[float]:
    """The median, and the fifth and ninety-fifth percentile."""
    return [percentile(times, share) for share in (0.5, 0.05, 0.95)]


if __name__ == "__main__":
    main()
