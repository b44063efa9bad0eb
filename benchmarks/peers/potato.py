"""Potato, by the API of its own pages: a task of spans on texts, and a user without a password."""

import json
from collections.abc import Sequence
from pathlib import Path

import httpx

from benchmarks.peers.environment import Peer, answers

PORT = 8913
REQUIREMENTS = ["potato-annotation==2.12.1"]
TASK = """\
server_name: bench
annotation_task_name: news
task_dir: .
output_annotation_dir: out
output_annotation_format: jsonl
data_files: [items.jsonl]
item_properties: {id_key: id, text_key: text}
user_config: {allow_all_users: true, users: []}
require_password: false
annotation_schemes:
  - annotation_type: span
    name: tags
    description: tags
    labels: [factual-claim, attributed-allegation, opinion, loaded-language]
    sequential_key_binding: true
site_dir: default
"""


class Potato:
    """A server with one text, and a user who has opened it."""

    def __init__(self, data: Path, text: str) -> None:
        self.peer = Peer("potato", REQUIREMENTS, data)
        (data / "config.yaml").write_text(TASK)
        # A second text: users who have annotated everything get no text any more.
        items = [{"id": "a1", "text": text}, {"id": "a2", "text": "Next."}]
        (data / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
        self.peer.start("potato", "start", "config.yaml", "-p", str(PORT))
        address = f"http://127.0.0.1:{PORT}"
        answers(f"{address}/health")
        self.client = httpx.Client(base_url=address, timeout=600)
        self.client.post("/auth", data={"email": "ada", "pass": "", "action": "login"}, follow_redirects=True)

    def marks(self, marks: Sequence[tuple[int, int, str]]) -> None:
        """Create spans in one request."""
        response = self.client.post("/updateinstance", json=update_payload(marks)).raise_for_status()
        assert response.json()["status"] == "success", response.text

    def close(self) -> None:
        """Stop the server."""
        self.peer.stop()


def update_payload(marks: Sequence[tuple[int, int, str]]) -> dict[str, object]:
    """Return what its page sends when spans are created."""
    spans = [
        {"schema": "tags", "name": tag, "title": tag, "start": start, "end": end, "value": "true"}
        for start, end, tag in marks
    ]
    return {"instance_id": "a1", "annotations": {}, "span_annotations": spans}
