"""Lessons for hours, and nothing is killed: what is lost, what is refused, and what each part needs in the end."""

import time
from collections import Counter

import httpx
import psutil

from tests.faults.crowd import Crowd
from tests.faults.sites import Site
from tests.faults.verdict import verdict

LESSON = 600
# Seconds from one mark of somebody to the next.
PACE = 2.0
# Streams that are open all the time.
LISTENERS = 30
# After so many lessons a part has loaded what it loads once; it may grow from there so many times, and megabytes.
WARM, GROWTH, LEEWAY = 3, 1.15, 10
FINE = {200, 201, 204, 302, "stream 200"}
PAGES = (
    "/articles/", "/articles/{article}/report/", "/articles/{article}/report/compare/", "/rounds/{round}/",
    "/rounds/{round}/pace/", "/rounds/{round}/projector/", "/articles/?q=bridge", "/teams/{team}/reports/",
    "/api/v1/articles/{article}/report.pdf", "/api/v1/articles/{article}/report.docx",
)  # fmt: skip


def soaked(site: Site, hours: float) -> Counter[str]:
    """One lesson after the other, each with a verdict; raises ``AssertionError`` on the first thing that is wrong."""
    total, needed = Counter[str](), []
    end = time.monotonic() + hours * 3600
    while time.monotonic() < end:
        said = lesson(site)
        total.update(said, lessons=1)
        needed.append(
            {name: megabytes(part.process.pid) for name, part in site.parts.items() if part.process}
        )
        print(f"lesson {len(needed)}: {said}; MB {needed[-1]}", flush=True)
    warm, last = needed[:WARM][-1], needed[-1]
    grown = {name: last[name] - warm[name] for name in last if last[name] > GROWTH * warm[name] + LEEWAY}
    assert not grown, f"MB more: {grown}"
    assert all(part.starts == 1 for part in site.parts.values()), "a part has died"
    return total


def lesson(site: Site) -> dict[str, int]:
    """A new article and its round, people who mark at a pace of people, and one who looks at all pages."""
    crowd = Crowd(site, pace=PACE)
    crowd.begin(listeners=LISTENERS)
    with httpx.Client(base_url=f"http://127.0.0.1:{site.port}", timeout=60) as client:
        crowd.sign_in(client)
        end, looked = time.monotonic() + LESSON, 0
        while time.monotonic() < end:
            for page in PAGES:
                path = page.format(article=crowd.article, round=crowd.round, team=crowd.team)
                answer = client.get(path)
                assert answer.status_code == 200, f"{path} {answer.status_code}"
                looked += 1
                time.sleep(PACE)
    said = verdict(crowd)
    assert set(crowd.answers) <= FINE, dict(crowd.answers)
    return said | {"pages and files": looked}


def megabytes(pid: int) -> int:
    """What a part's processes hold together; what they share counts once (PSS)."""
    part = psutil.Process(pid)
    return sum(each.memory_full_info().pss for each in [part, *part.children(recursive=True)]) // 2**20
