"""doccano, as its own page calls it: a project of overlapping spans, files in and out."""

import json
import time
from pathlib import Path
from typing import Any

import httpx

from benchmarks.peers.environment import Peer, answers

PORT = 8911
REQUIREMENTS = ["doccano==1.8.4", "marshmallow<4", "numpy<2"]


class Doccano:
    """A server on SQLite with one worker for its tasks, and somebody who is signed in."""

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
        """A new one; its number."""
        given = {
            "name": "news", "description": "news", "guideline": "", "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject", "random_order": False, "collaborative_annotation": relations,
            "single_class_classification": False, "allow_overlapping": True, "grapheme_mode": False,
            "use_relation": relations, "tags": [],
        }  # fmt: skip
        return int(self._post("/v1/projects", given)["id"])

    def upload(self, project: int, jsonl: bytes) -> list[dict[str, Any]]:
        """What it could not take of the file."""
        up = self.client.post("/v1/fp/process/", files={"filepond": ("in.jsonl", jsonl)}).text.strip('"')
        given = {
            "format": "JSONL", "task": "SequenceLabeling", "uploadIds": [up], "column_data": "text",
            "column_label": "label", "encoding": "utf_8",
        }  # fmt: skip
        task = self._post(f"/v1/projects/{project}/upload", given)["task_id"]
        return list(self._done(task)["result"]["error"])

    def examples(self, project: int) -> list[dict[str, Any]]:
        """Each with its ``spans``."""
        found = self._get(f"/v1/projects/{project}/examples?limit=100000")["results"]
        for example in found:
            example["spans"] = self._get(f"/v1/projects/{project}/examples/{example['id']}/spans")
        return list(found)

    def mark(self, project: int, example: int, start: int, end: int, label: int) -> None:
        """One span, as its page makes it."""
        given = {"start_offset": start, "end_offset": end, "label": label, "prob": 0}
        self._post(f"/v1/projects/{project}/examples/{example}/spans", given)

    def label(self, project: int, text: str, key: str) -> int:
        """A new one; its number."""
        given = {
            "text": text, "prefix_key": None, "suffix_key": key, "background_color": "#7c20e0", "text_color": "#ffffff",
        }  # fmt: skip
        return int(self._post(f"/v1/projects/{project}/span-types", given)["id"])

    def download(self, project: int) -> bytes:
        """Its export as JSONL: a ZIP."""
        given = {"format": "JSONL", "exportApproved": False}
        task = self._post(f"/v1/projects/{project}/download", given)["task_id"]
        self._done(task)
        return self.client.get(f"/v1/projects/{project}/download?taskId={task}").raise_for_status().content

    def close(self) -> None:
        """It is gone."""
        self.peer.stop()

    def _post(self, path: str, given: dict[str, Any]) -> Any:
        return self.client.post(path, json=given).raise_for_status().json()

    def _get(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def _done(self, task: str) -> dict[str, Any]:
        # While its worker writes, it answers some of the questions for that with an error of its own.
        while (answer := self.client.get(f"/v1/tasks/status/{task}")).is_server_error or not answer.json()[
            "ready"
        ]:
            time.sleep(0.3)
        status = answer.json()
        if status.get("error"):
            raise RuntimeError(json.dumps(status))
        return dict(status)
