"""doccano, by the API of its own pages: a project of overlapping spans, import and export."""

import json
import time
from pathlib import Path
from typing import Any

import httpx

from benchmarks.peers.environment import Peer, answers

PORT = 8911
REQUIREMENTS = ["doccano==1.8.4", "marshmallow<4", "numpy<2"]


class Doccano:
    """A server on SQLite with one worker, and a signed-in user."""

    def __init__(self, data: Path) -> None:
        self.peer = Peer("doccano", REQUIREMENTS, data)
        home = {"DOCCANO_HOME": str(data / "home")}
        self.peer.run("doccano", "init", **home)
        self.peer.run("doccano", "createuser", "--username", "admin", "--password", "pass-1234", **home)
        self.peer.start("doccano", "webserver", "--port", str(PORT), **home)
        self.peer.start("doccano", "task", **home)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=600)
        answers(f"http://127.0.0.1:{PORT}/")
        signed = self.client.post("/v1/auth/login/", json={"username": "admin", "password": "pass-1234"})
        signed.raise_for_status()
        self.client.headers["X-CSRFToken"] = self.client.cookies["csrftoken"]

    def project(self, relations: bool = False) -> int:
        """Create a project; return its id."""
        payload = {
            "name": "news", "description": "news", "guideline": "", "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject", "random_order": False, "collaborative_annotation": relations,
            "single_class_classification": False, "allow_overlapping": True, "grapheme_mode": False,
            "use_relation": relations, "tags": [],
        }  # fmt: skip
        return int(self._post("/v1/projects", payload)["id"])

    def upload(self, project: int, jsonl: bytes) -> list[dict[str, Any]]:
        """Import a file; return what could not be imported."""
        upload_id = self.client.post("/v1/fp/process/", files={"filepond": ("in.jsonl", jsonl)}).text.strip(
            '"'
        )
        payload = {
            "format": "JSONL", "task": "SequenceLabeling", "uploadIds": [upload_id], "column_data": "text",
            "column_label": "label", "encoding": "utf_8",
        }  # fmt: skip
        task = self._post(f"/v1/projects/{project}/upload", payload)["task_id"]
        return list(self._done(task)["result"]["error"])

    def examples(self, project: int) -> list[dict[str, Any]]:
        """Return the examples, each with its ``spans``."""
        examples = self._get(f"/v1/projects/{project}/examples?limit=100000")["results"]
        for example in examples:
            example["spans"] = self._get(f"/v1/projects/{project}/examples/{example['id']}/spans")
        return list(examples)

    def mark(self, project: int, example: int, start: int, end: int, label: int) -> None:
        """Create a span, as its page does."""
        payload = {"start_offset": start, "end_offset": end, "label": label, "prob": 0}
        self._post(f"/v1/projects/{project}/examples/{example}/spans", payload)

    def label(self, project: int, text: str, key: str) -> int:
        """Create a label; return its id."""
        payload = {
            "text": text, "prefix_key": None, "suffix_key": key, "background_color": "#7c20e0", "text_color": "#ffffff",
        }  # fmt: skip
        return int(self._post(f"/v1/projects/{project}/span-types", payload)["id"])

    def download(self, project: int) -> bytes:
        """Return its export as JSONL in a ZIP."""
        payload = {"format": "JSONL", "exportApproved": False}
        task = self._post(f"/v1/projects/{project}/download", payload)["task_id"]
        self._done(task)
        return self.client.get(f"/v1/projects/{project}/download?taskId={task}").raise_for_status().content

    def close(self) -> None:
        """Stop the server."""
        self.peer.stop()

    def _post(self, path: str, payload: dict[str, Any]) -> Any:
        return self.client.post(path, json=payload).raise_for_status().json()

    def _get(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def _done(self, task: str) -> dict[str, Any]:
        # While its worker writes, it answers some of these requests with a server error.
        while (
            response := self.client.get(f"/v1/tasks/status/{task}")
        ).is_server_error or not response.json()["ready"]:
            time.sleep(0.3)
        status = response.json()
        if status.get("error"):
            raise RuntimeError(json.dumps(status))
        return dict(status)
