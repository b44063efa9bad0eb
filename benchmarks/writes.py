"""Create annotations through the API, with 1 and with 8 clients at once.

python -m benchmarks.writes
"""

import json
import os
import random
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import uuid4

from benchmarks.load import Load, Request, load
from benchmarks.ours import Bare, Ours, Workers, new_database
from benchmarks.peers import doccano, labelstudio, potato
from benchmarks.peers.environment import headers
from benchmarks.table import BARE, OURS, Part, Row, percentile, publish
from benchmarks.texts import TAGS, text

ROUNDS, SECONDS = 3, 5
CLIENTS = (1, 8)
BODY = text(1200)
JSON = {"Content-Type": "application/json"}

Results = dict[int, list[Load]]


def main() -> None:
    """Measure one server after the other."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        databases = {"SQLite": ""}
        if os.environ.get("BENCH_POSTGRES") != "no":
            databases["PostgreSQL"] = "bench_writes"
        ours, bare = {}, {}
        for name, database in databases.items():
            bare[name] = measure_bare(folder / f"bare-{name}", database and new_database(database))
            ours[name] = measure_ours(folder / f"ours-{name}", database and new_database(database))
        peers = {
            "doccano": measure_doccano(folder / "doccano"),
            "Label Studio": measure_label_studio(folder / "label-studio"),
            "Potato": measure_potato(folder / "potato"),
        }
    rows = []
    for clients in CLIENTS:
        peer_loads = {peer: results[clients] for peer, results in peers.items()}
        for name in databases:
            rows += both(
                f"{name}, {clients} at once",
                {OURS: ours[name][clients], BARE: bare[name][clients], **peer_loads},
            )
    errors = [
        error
        for results in ours.values()
        for loads in results.values()
        for load_ in loads
        for error in load_.errors
    ]
    note = (
        "On SQLite ours and the bare view are one process; on PostgreSQL ours are two. doccano has several."
    )
    publish(
        Part(
            "Create one mark through the API",
            rows,
            [note, f"Errors of ours: {len(errors)}. {errors[:1] or ''}"],
        )
    )


def both(what: str, loads_by_name: dict[str, list[Load]]) -> list[Row]:
    """Return a row of responses per second and a row of the 95th percentile."""
    rate = Row(
        what, "a second", {name: [load_.per_second for load_ in loads] for name, loads in loads_by_name.items()},
        "5 × the better peer, 60 % of the bare view", more=True,
    )  # fmt: skip
    late = Row(
        what, "ms, 95 %",
        {name: [1000 * percentile(load_.times, 0.95) for load_ in loads] for name, loads in loads_by_name.items()},
        "a fifth of the better peer", shown=1,
    )  # fmt: skip
    floor = sorted(rate.figures[BARE])[ROUNDS // 2]
    rate.met = (rate.ratio or 0) >= 5 and rate.ours >= 0.6 * floor
    late.met = (late.ratio or 0) >= 5
    return [rate, late]


def rounds(port: int, ask: Callable[[], Request]) -> Results:
    """Measure all numbers of clients, after a first round that is not counted, because servers warm up."""
    load(port, 1, 1, ask)
    return {clients: [load(port, clients, SECONDS, ask) for _ in range(ROUNDS)] for clients in CLIENTS}


def span() -> tuple[int, int, str]:
    """Return a random span and tag."""
    start = random.randrange(len(BODY) - 40)  # noqa: S311
    while not (BODY[start].strip() and BODY[start + 19].strip()):
        start += 1
    return start, start + 20, random.choice(TAGS)  # noqa: S311


def mark() -> bytes:
    """Return a body that our API and the bare view accept."""
    start, end, tag = span()
    return json.dumps({"tag": tag, "start": start, "end": end, "quote": BODY[start:end]}).encode()


def measure_bare(folder: Path, database: str) -> Results:
    """Measure the lower bound."""
    with closing(Bare(folder, database)) as site:
        return rounds(site.port, lambda: ("PUT", f"/marks/{uuid4()}/", mark(), JSON))


def measure_ours(folder: Path, database: str) -> Results:
    """Measure Claimlight, which checks, locks and logs each write."""
    with ExitStack() as stack:
        site = stack.enter_context(closing(Ours(folder, database)))
        port = stack.enter_context(closing(Workers(folder, database))).port if database else site.port
        path = f"/api/v1/rounds/{site.round(site.team(), BODY)}/annotations"
        return rounds(port, lambda: ("PUT", f"{path}/{uuid4()}/", mark(), JSON | site.headers))


def measure_doccano(folder: Path) -> Results:
    """Create spans as its page does."""
    with closing(doccano.Doccano(folder)) as peer:
        project = peer.project()
        assert peer.upload(project, json.dumps({"text": BODY, "label": []}).encode()) == []
        label = peer.label(project, "opinion", "o")
        path = f"/v1/projects/{project}/examples/{peer.examples(project)[0]['id']}/spans"

        def ask() -> Request:
            start, end, _tag = span()
            payload = {"start_offset": start, "end_offset": end, "label": label, "prob": 0}
            return "POST", path, json.dumps(payload).encode(), JSON | headers(peer.client)

        return rounds(doccano.PORT, ask)


def measure_label_studio(folder: Path) -> Results:
    """Create annotations with one region, the smallest that it can save."""
    with closing(labelstudio.LabelStudio(folder)) as peer:
        project = peer.project()
        peer.upload(project, [{"data": {"text": BODY}}])
        path = f"/api/tasks/{peer.tasks(project)[0]}/annotations/"

        def ask() -> Request:
            return (
                "POST",
                path,
                json.dumps({"result": labelstudio.regions(BODY, [span()])}).encode(),
                JSON | headers(peer.client),
            )

        return rounds(labelstudio.PORT, ask)


def measure_potato(folder: Path) -> Results:
    """Create spans as its page does."""
    with closing(potato.Potato(folder, BODY)) as peer:
        return rounds(
            potato.PORT,
            lambda: (
                "POST",
                "/updateinstance",
                json.dumps(potato.update_payload([span()])).encode(),
                JSON | headers(peer.client),
            ),
        )


if __name__ == "__main__":
    main()
