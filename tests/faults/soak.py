"""Lessons for hours without killing anything: what is lost or refused, and how much memory each part needs."""

import time
from collections import Counter

import httpx
import psutil

from tests.faults.crowd import Crowd
from tests.faults.sites import Site
from tests.faults.verdict import verdict

LESSON = 600
# Seconds between two annotations of one person.
PACE = 2.0
# Streams that are open all the time.
LISTENERS = 30
# After so many lessons everything is loaded. From there a part may grow by this factor plus these megabytes.
WARM, GROWTH, LEEWAY = 3, 1.15, 10
FINE = {200, 201, 204, 302, "stream 200"}
PAGES = (
    "/articles/", "/articles/{article}/report/", "/articles/{article}/report/compare/", "/rounds/{round}/",
    "/rounds/{round}/pace/", "/rounds/{round}/projector/", "/articles/?q=bridge", "/teams/{team}/reports/",
    "/api/v1/articles/{article}/report.pdf", "/api/v1/articles/{article}/report.docx",
)  # fmt: skip


def soak(site: Site, hours: float) -> Counter[str]:
    """Give one lesson after the other, each with a verdict; raise ``AssertionError`` on the first failure."""
    total, memory = Counter[str](), []
    end = time.monotonic() + hours * 3600
    while time.monotonic() < end:
        counts = lesson(site)
        total.update(counts, lessons=1)
        memory.append(
            {name: megabytes(part.process.pid) for name, part in site.parts.items() if part.process}
        )
        print(f"lesson {len(memory)}: {counts}; MB {memory[-1]}", flush=True)
    warm, last = memory[:WARM][-1], memory[-1]
    grown = {name: last[name] - warm[name] for name in last if last[name] > GROWTH * warm[name] + LEEWAY}
    assert not grown, f"MB more: {grown}"
    assert all(part.starts == 1 for part in site.parts.values()), "a part has died"
    return total


def lesson(site: Site) -> dict[str, int]:
    """Run a round with people annotating at a human pace, and one person who opens all pages."""
    crowd = Crowd(site, pace=PACE)
    crowd.begin(listeners=LISTENERS)
    with httpx.Client(base_url=f"http://127.0.0.1:{site.port}", timeout=60) as client:
        crowd.sign_in(client)
        end, pages = time.monotonic() + LESSON, 0
        while time.monotonic() < end:
            for page in PAGES:
                path = page.format(article=crowd.article, round=crowd.round, team=crowd.team)
                answer = client.get(path)
                assert answer.status_code == 200, f"{path} {answer.status_code}"
                pages += 1
                time.sleep(PACE)
    counts = verdict(crowd)
    assert set(crowd.answers) <= FINE, dict(crowd.answers)
    return counts | {"pages and files": pages}


def megabytes(pid: int) -> int:
    """Return the memory of a part's processes, shared memory counted once (PSS)."""
    part = psutil.Process(pid)
    return sum(process.memory_full_info().pss for process in [part, *part.children(recursive=True)]) // 2**20
