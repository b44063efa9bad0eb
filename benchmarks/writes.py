"""One mark after the other through the API, from 1 and from 8 clients at once.

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

from benchmarks.load import Asked, Load, load
from benchmarks.ours import Bare, Ours, Workers, new_database
from benchmarks.peers import doccano, labelstudio, potato
from benchmarks.peers.environment import headers
from benchmarks.table import BARE, OURS, Part, Row, percentile, publish
from benchmarks.texts import TAGS, text

ROUNDS, SECONDS = 3, 5
CLIENTS = (1, 8)
BODY = text(1200)
JSON = {"Content-Type": "application/json"}

Found = dict[int, list[Load]]


def main() -> None:
    """One server after the other."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
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
        others = {peer: found[clients] for peer, found in peers.items()}
        for name in databases:
            rows += both(
                f"{name}, {clients} at once",
                {OURS: ours[name][clients], BARE: bare[name][clients], **others},
            )
    errors = [
        error
        for found in ours.values()
        for loads in found.values()
        for each in loads
        for error in each.errors
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


def both(what: str, found: dict[str, list[Load]]) -> list[Row]:
    """Answers a second, and the slowest twentieth."""
    rate = Row(
        what, "a second", {name: [each.per_second for each in loads] for name, loads in found.items()},
        "5 × the better peer, 60 % of the bare view", more=True,
    )  # fmt: skip
    late = Row(
        what, "ms, 95 %",
        {name: [1000 * percentile(each.times, 0.95) for each in loads] for name, loads in found.items()},
        "a fifth of the better peer", shown=1,
    )  # fmt: skip
    floor = sorted(rate.figures[BARE])[ROUNDS // 2]
    rate.met = (rate.ratio or 0) >= 5 and rate.ours >= 0.6 * floor
    late.met = (late.ratio or 0) >= 5
    return [rate, late]


def rounds(port: int, ask: Callable[[], Asked]) -> Found:
    """A first round that is not counted: servers warm up."""
    load(port, 1, 1, ask)
    return {clients: [load(port, clients, SECONDS, ask) for _ in range(ROUNDS)] for clients in CLIENTS}


def span() -> tuple[int, int, str]:
    """Somewhere in the text."""
    start = random.randrange(len(BODY) - 40)  # noqa: S311
    while not (BODY[start].strip() and BODY[start + 19].strip()):
        start += 1
    return start, start + 20, random.choice(TAGS)  # noqa: S311


def mark() -> bytes:
    """As our API and the bare view take it."""
    start, end, tag = span()
    return json.dumps({"tag": tag, "start": start, "end": end, "quote": BODY[start:end]}).encode()


def measure_bare(folder: Path, database: str) -> Found:
    """The floor."""
    with closing(Bare(folder, database)) as site:
        return rounds(site.port, lambda: ("PUT", f"/marks/{uuid4()}/", mark(), JSON))


def measure_ours(folder: Path, database: str) -> Found:
    """Checked, locked and logged."""
    with ExitStack() as stack:
        site = stack.enter_context(closing(Ours(folder, database)))
        port = stack.enter_context(closing(Workers(folder, database))).port if database else site.port
        path = f"/api/v1/rounds/{site.round(site.team(), BODY)}/annotations"
        return rounds(port, lambda: ("PUT", f"{path}/{uuid4()}/", mark(), JSON | site.headers))


def measure_doccano(folder: Path) -> Found:
    """As its page makes a span."""
    with closing(doccano.Doccano(folder)) as peer:
        project = peer.project()
        assert peer.upload(project, json.dumps({"text": BODY, "label": []}).encode()) == []
        label = peer.label(project, "opinion", "o")
        path = f"/v1/projects/{project}/examples/{peer.examples(project)[0]['id']}/spans"

        def ask() -> Asked:
            start, end, _tag = span()
            given = {"start_offset": start, "end_offset": end, "label": label, "prob": 0}
            return "POST", path, json.dumps(given).encode(), JSON | headers(peer.client)

        return rounds(doccano.PORT, ask)


def measure_label_studio(folder: Path) -> Found:
    """An annotation with one region: it has nothing smaller."""
    with closing(labelstudio.LabelStudio(folder)) as peer:
        project = peer.project()
        peer.upload(project, [{"data": {"text": BODY}}])
        path = f"/api/tasks/{peer.tasks(project)[0]}/annotations/"

        def ask() -> Asked:
            return (
                "POST",
                path,
                json.dumps({"result": labelstudio.regions(BODY, [span()])}).encode(),
                JSON | headers(peer.client),
            )

        return rounds(labelstudio.PORT, ask)


def measure_potato(folder: Path) -> Found:
    """As its page makes a span."""
    with closing(potato.Potato(folder, BODY)) as peer:
        return rounds(
            potato.PORT,
            lambda: (
                "POST",
                "/updateinstance",
                json.dumps(potato.detail_values([span()])).encode(),
                JSON | headers(peer.client),
            ),
        )


if __name__ == "__main__":
    main()
