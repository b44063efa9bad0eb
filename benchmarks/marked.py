"""An article with many annotations in each tool, and how to request it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ours import Ours
from benchmarks.peers import doccano, labelstudio, potato
from benchmarks.peers.environment import headers
from benchmarks.table import OURS
from benchmarks.texts import marks, text

BODY = text(1200)


@dataclass
class Marked:
    """A server, the URLs of its annotations and of its page, and headers and cookies of a user who may see them."""

    port: int
    list: str
    page: str
    headers: dict[str, str]
    cookies: dict[str, str]


@contextmanager
def in_ours(folder: Path, count: int) -> Iterator[Marked]:
    """Yield a round."""
    with closing(Ours(folder)) as site:
        team = site.team()
        line = {"text": BODY, "label": marks(BODY, count), "annotator": "Ada"}
        assert (
            site.bring(team, "corpus.jsonl", json.dumps(line, ensure_ascii=False).encode())["marks"] == count
        )
        round_ = site.client.get("/rounds/", params={"team": team}).json()["results"][0]["id"]
        site.client.put(f"/rounds/{round_}/state/", json={"state": "open"}).raise_for_status()
        path = f"/rounds/{round_}/annotations/?limit=10000"
        assert len(site.client.get(path).json()["results"]) == count
        yield Marked(site.port, f"/api/v1{path}", f"/rounds/{round_}/", site.headers, site.session())


@contextmanager
def in_doccano(folder: Path, count: int) -> Iterator[Marked]:
    """Yield a project with one example."""
    with closing(doccano.Doccano(folder)) as peer:
        project = peer.project()
        assert peer.upload(project, json.dumps({"text": BODY, "label": marks(BODY, count)}).encode()) == []
        example = peer.examples(project)[0]
        assert len(example["spans"]) == count
        yield Marked(
            doccano.PORT,
            f"/v1/projects/{project}/examples/{example['id']}/spans",
            f"/projects/{project}/sequence-labeling?page=1",
            headers(peer.client),
            dict(peer.client.cookies),
        )


@contextmanager
def in_label_studio(folder: Path, count: int) -> Iterator[Marked]:
    """Yield a project with one task and its one annotation."""
    with closing(labelstudio.LabelStudio(folder)) as peer:
        project = peer.project()
        result = labelstudio.regions(BODY, marks(BODY, count))
        peer.upload(project, [{"data": {"text": BODY}, "annotations": [{"result": result}]}])
        task = peer.tasks(project)[0]
        page = f"/projects/{project}/data?task={task}"
        yield Marked(
            labelstudio.PORT, f"/api/tasks/{task}/", page, headers(peer.client), dict(peer.client.cookies)
        )


@contextmanager
def in_potato(folder: Path, count: int) -> Iterator[Marked]:
    """Yield a task with one instance."""
    with closing(potato.Potato(folder, BODY)) as peer:
        peer.marks(marks(BODY, count))
        assert len(peer.client.get("/api/spans/a1").json()["spans"]) == count
        yield Marked(
            potato.PORT, "/api/spans/a1", "/annotate", headers(peer.client), dict(peer.client.cookies)
        )


TOOLS: dict[str, Callable[[Path, int], AbstractContextManager[Marked]]] = {
    OURS: in_ours,
    "doccano": in_doccano,
    "Label Studio": in_label_studio,
    "Potato": in_potato,
}
