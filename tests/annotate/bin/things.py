"""What can be deleted, and where it would show."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from operations.backups.tables import lines
from tests.routes import TABLE, Row
from tests.world import World
from web.models import RateLimit

JSON = {"content_type": "application/json"}
TITLE = "Mayor slams critics"
NOTE = "Says who?"
OURS = {"people", "articles", "annotate", "reports"}
THEIRS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
# An invitation is made where a row asks for it.
GETS = [
    row
    for row in TABLE
    if row.method == "GET" and row.about != "invitation" and not row.route.startswith(THEIRS)
]


@dataclass(frozen=True)
class Thing:
    """Something that can be deleted: which rows of the access table are about it, and what gives it away elsewhere."""

    kind: str
    name: str
    about: frozenset[str]
    telltales: tuple[str, ...]

    def row(self, world: World) -> Any:
        """The thing itself."""
        return getattr(world, self.name)

    def address(self, world: World) -> str:
        """Where the API deletes it."""
        return f"/api/v1/{self.kind}/{self.row(world).pk}/"


IN_ROUND = {
    "round", "new comment", "no poll", "new mark", "pupil's mark", "stranger's mark", "assignment", "question",
}  # fmt: skip
IN_ARTICLE = IN_ROUND | {"article", "draft", "json", "no format", "no share"}
IN_TEAM = IN_ARTICLE | {
    "under review", "team", "pupil in team", "stranger in team", "team json", "team exe", "no invitation", "no hook",
    "team codebook", "teacher's import",
}  # fmt: skip
THINGS = [
    Thing("rounds", "round", frozenset(IN_ROUND), (NOTE,)),
    Thing("articles", "article", frozenset(IN_ARTICLE), (TITLE, NOTE)),
    Thing("teams", "team", frozenset(IN_TEAM), (TITLE, NOTE, "Class 9b")),
]


# The bin itself; what is held of one person and what becomes of it with their account, which they have a right to know,
# wherever it is; a "Class 9b" in the API's description.
TELLS_ALL_THE_SAME = {
    "annotate:bin", "api:bin", "annotate:team-bin", "annotate:personal-data", "api:personal-data",
    "reports:delete-account", "api-docs", "openapi",
}  # fmt: skip
EACH = pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.kind)


def text_of(response: Any) -> str:
    """An answer as text, also of what is in a ZIP, without what differs from one to the next."""
    content = response.getvalue() if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def ask(world: World, client: Client, row: Row) -> tuple[int, str]:
    """(status, text) of a row of the access table."""
    response = client.get(row.url(world))
    return response.status_code, text_of(response)


def answers(world: World, client: Client) -> dict[str, tuple[int, str]]:
    """What somebody is answered at every address that there is."""
    rows = [row for row in GETS if " in bin" not in row.about]
    return {str(row): ask(world, client, row) for row in rows}


def everything() -> dict[str, list[str]]:
    """All rows of ours, as a backup has them; but not how often something was tried."""
    models = [
        model for model in apps.get_models() if model._meta.app_label in OURS and model is not RateLimit
    ]
    return {model._meta.label: list(lines(model)) for model in models}


def lines_of(model: Any) -> list[str]:
    """All rows of one table."""
    return list(lines(model))
