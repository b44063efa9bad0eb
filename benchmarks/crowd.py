"""A crowd in one round: 200 listen and 100 annotate every three seconds, for ten minutes.

    python -m benchmarks.crowd [minutes]

Every acknowledged annotation must exist at the end and must have reached each listener exactly once.
"""

import asyncio
import json
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from benchmarks.ours import Ours
from benchmarks.table import OURS, Part, Row, percentile, publish
from benchmarks.texts import TAGS, text

LISTENERS, MARKERS, EVERY = 200, 100, 3
BODY = text(1200)
MARK = re.compile(rb'data: \{"id": "([\da-f-]{36})"')
NUMBER = re.compile(rb"^id: (\d+)", re.MULTILINE)


@dataclass
class Crowd:
    """Measurements: seconds of each write, seconds from write to event, and the annotations that each listener got."""

    site: Ours
    round: int
    writes: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    heard: list[list[str]] = field(default_factory=lambda: [[] for _ in range(LISTENERS)])
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    ready: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))


def main() -> None:
    """Run the crowd and publish the table."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        site = Ours(Path(folder))
        try:
            crowd = Crowd(site, site.round(site.team(), BODY))
            idle = asyncio.run(run(crowd, minutes))
            stored = {row["id"] for row in results(site, f"/rounds/{crowd.round}/annotations/?limit=10000")}
        finally:
            site.close()
    missed = sum(len(crowd.saved - set(heard)) for heard in crowd.heard)
    twice = sum(len(heard) - len(set(heard)) for heard in crowd.heard)
    lost = len(crowd.saved - stored)
    half = crowd.memory[len(crowd.memory) // 4]
    rows = [
        Row("write", "ms, 95 %", {OURS: [1000 * percentile(crowd.writes, 0.95)]}, "under 100"),
        Row("write to listener", "ms, median", {OURS: [1000 * percentile(crowd.late, 0.5)]}),
        Row("write to listener", "ms, 95 %", {OURS: [1000 * percentile(crowd.late, 0.95)]}, "under 500"),
        Row("errors, marks lost", "", {OURS: [len(crowd.errors) + lost]}, "none"),
        Row("events missed or twice", "", {OURS: [missed + twice]}, "none"),
        Row("memory with 200 idle listeners", "MB", {OURS: [crowd.memory[0]]}, "under 150"),
        Row("processor with 200 idle listeners", "% of a core", {OURS: [100 * idle]}, "under 25"),
        Row("memory at the end", "MB", {OURS: [crowd.memory[-1]]}, f"flat: {half:.0f} after a quarter"),
    ]
    limits = (100, None, 500, 1, 1, 150, 25, half + 20)
    for row, limit in zip(rows, limits, strict=True):
        row.met = None if limit is None else row.ours < limit
    notes = [f"{len(crowd.saved):,} marks in {minutes:g} minutes. {crowd.errors[:1] or ''}"]
    publish(
        Part(f"A crowd in one round, one process on SQLite: {LISTENERS} listen, {MARKERS} mark", rows, notes)
    )


async def run(crowd: Crowd, minutes: float) -> float:
    """Run everybody; return the share of a core that the server used while they only listened."""
    tasks = [asyncio.create_task(listen(crowd, number, crowd.site.port)) for number in range(LISTENERS)]
    for _ in tasks:
        await crowd.ready.acquire()
    await asyncio.sleep(5)
    used_before = crowd.site.processor()
    await asyncio.sleep(20)
    idle = (crowd.site.processor() - used_before) / 20
    crowd.memory.append(crowd.site.memory())
    until = time.monotonic() + 60 * minutes
    markers = [asyncio.create_task(mark(crowd, until)) for _ in range(MARKERS)]
    while time.monotonic() < until:
        await asyncio.sleep(10)
        crowd.memory.append(crowd.site.memory())
    await asyncio.gather(*markers)
    until = time.monotonic() + 30
    while time.monotonic() < until and any(len(set(heard)) < len(crowd.saved) for heard in crowd.heard):
        await asyncio.sleep(0.5)
    for task in tasks:
        task.cancel()
    return idle


async def listen(crowd: Crowd, number: int, port: int) -> None:
    """Listen like an event source, and reconnect after interruptions."""
    after = "0"
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        path = f"/api/v1/rounds/{crowd.round}/changes/?after={after}"
        writer.write(head(crowd, "GET", path, "Accept: text/event-stream\r\n"))
        rest = b""
        while piece := await reader.read(1 << 16):
            events, gap, rest = (rest + piece).rpartition(b"\n\n")
            now = time.perf_counter()
            if b"event: ready" in events:
                crowd.ready.release()
            for mark in MARK.findall(events):
                crowd.late.append(now - crowd.sent[mark.decode()])
                crowd.heard[number].append(mark.decode())
            for seq in NUMBER.findall(events):
                after = seq.decode()
            rest = rest if gap else events + rest
        writer.close()


async def mark(crowd: Crowd, until: float, every: float = EVERY) -> None:
    """Annotate every few seconds on one connection."""
    await asyncio.sleep(random.random() * every)  # noqa: S311
    reader, writer = await asyncio.open_connection("127.0.0.1", crowd.site.port)
    while time.monotonic() < until:
        pk, start = str(uuid4()), random.randrange(len(BODY) - 20)  # noqa: S311
        start = next(
            offset for offset in range(start, len(BODY)) if BODY[offset].strip() and BODY[offset + 2].strip()
        )
        payload = {
            "tag": random.choice(TAGS),  # noqa: S311
            "start": start,
            "end": start + 3,
            "quote": BODY[start : start + 3],
        }
        body = json.dumps(payload).encode()
        headers = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        started = crowd.sent[pk] = time.perf_counter()
        writer.write(head(crowd, "PUT", f"/api/v1/rounds/{crowd.round}/annotations/{pk}/", headers) + body)
        head_of_response = await reader.readuntil(b"\r\n\r\n")
        length = int(head_of_response.lower().partition(b"content-length:")[2].split()[0])
        body_of_response = await reader.readexactly(length)
        crowd.writes.append(time.perf_counter() - started)
        if b" 201 " in head_of_response[:20]:
            crowd.saved.add(pk)
        else:
            crowd.errors.append(f"{head_of_response[:20]!r} {body_of_response[:200]!r}")
        await asyncio.sleep(every)
    writer.close()


def head(crowd: Crowd, method: str, path: str, headers: str) -> bytes:
    """Return the head of a request."""
    token = f"Authorization: Token {crowd.site.token}\r\n"
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{token}{headers}\r\n".encode()


def results(site: Ours, path: str) -> list[dict[str, str]]:
    """Return the results of all pages."""
    rows = []
    while path:
        page = site.client.get(path).raise_for_status().json()
        rows += page["results"]
        path = page["next"]
    return rows


if __name__ == "__main__":
    main()
