"""All script and style of the annotation page, as it goes over the wire, stays light enough for a bad network."""

import gzip
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.annotation_page import ready
from tests.browser.conftest import Assignment

BUDGET = 52_000


@pytest.mark.parametrize("language", ["en", "es"])
def test_script_and_style_weigh_under_52_kilobytes(
    visit: Callable[..., Page], assignment: Assignment, language: str
) -> None:
    page = visit("/static/icon.svg", assignment.user, locale=language, service_workers="block")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (playwright cannot hold a built-in)
    page.goto(assignment.path)
    ready(page)
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(page.url).netloc}
    parts = {
        urlsplit(answer.url).path: answer
        for answer in answers
        if answer.request.resource_type in {"script", "stylesheet"}
    }
    assert any(re.match(r"/static/pages/annotate\.\w+\.js", path) for path in parts)
    assert f"/codebooks/{assignment.round.codebook_id}.css" in parts
    assert any(path.startswith("/catalogue/") for path in parts) == (language == "es")
    assert sum(weight(path, answer) for path, answer in parts.items()) < BUDGET


def weight(path: str, answer: Response) -> int:
    """Bytes of the body as it goes over the wire: on a site, WhiteNoise compresses the static files."""
    if path.startswith("/static/"):
        return len(gzip.compress(answer.body()))
    return answer.request.sizes()["responseBodySize"]
