"""Label Studio, by the API of its own pages: a project of labels on text, import and export."""

from pathlib import Path
from typing import Any

import httpx

from benchmarks.peers.environment import Peer, answers
from benchmarks.texts import TAGS

PORT = 8912
REQUIREMENTS = ["label-studio==1.23.2"]
SETUP = (
    '<View><Labels name="label" toName="text">'
    + "".join(f'<Label value="{tag}"/>' for tag in TAGS)
    + '</Labels><Text name="text" value="$text"/></View>'
)


class LabelStudio:
    """A server on SQLite, and a signed-in user."""

    def __init__(self, data: Path) -> None:
        self.peer = Peer("label-studio", REQUIREMENTS, data)
        self.peer.start(
            "label-studio", "start", "--no-browser", "--port", str(PORT), "--username", "ada@example.com", "--password",
            "pass-1234", LABEL_STUDIO_BASE_DATA_DIR=str(data / "home"), COLLECT_ANALYTICS="false",
        )  # fmt: skip
        address = f"http://127.0.0.1:{PORT}"
        answers(f"{address}/user/login/")
        self.client = httpx.Client(base_url=address, timeout=600, headers={"Referer": address})
        self.client.get("/user/login/")
        form = {"email": "ada@example.com", "password": "pass-1234"}
        form["csrfmiddlewaretoken"] = self.client.cookies["csrftoken"]
        assert self.client.post("/user/login/", data=form).status_code == 302
        self.client.headers["X-CSRFToken"] = self.client.cookies["csrftoken"]

    def project(self) -> int:
        """Create a project; return its id."""
        return int(self._post("/api/projects", {"title": "news", "label_config": SETUP})["id"])

    def upload(self, project: int, tasks: Any) -> dict[str, Any]:
        """Import tasks; return how many were imported."""
        return dict(self._post(f"/api/projects/{project}/import", tasks))

    def tasks(self, project: int) -> list[int]:
        """Return the ids of the tasks."""
        page = self.client.get(f"/api/tasks?project={project}&page_size=100000").raise_for_status().json()
        return [task["id"] for task in page["tasks"]]

    def mark(self, task: int, result: list[dict[str, Any]]) -> None:
        """Create an annotation."""
        self._post(f"/api/tasks/{task}/annotations/", {"result": result})

    def download(self, project: int, kind: str = "JSON") -> bytes:
        """Return its export."""
        return self.client.get(f"/api/projects/{project}/export?exportType={kind}").raise_for_status().content

    def close(self) -> None:
        """Stop the server."""
        self.peer.stop()

    def _post(self, path: str, payload: Any) -> Any:
        return self.client.post(path, json=payload).raise_for_status().json()


def regions(text: str, marks: list[tuple[int, int, str]]) -> list[dict[str, Any]]:
    """Return spans as the regions of its annotations."""
    return [
        {
            "id": f"{start}-{end}-{tag}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [tag]},
        }
        for start, end, tag in marks
    ]  # fmt: skip
