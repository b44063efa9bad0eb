"""A report that takes too long to set, or too much memory, ends: whoever asked is told what to download instead."""

from typing import Any

import psutil
import pytest
from django.test import Client

from reports.formats.documents.pdf import TOO_LARGE
from reports.options import ReportOptions
from reports.sharing import actions
from tests.world import World

pytestmark = pytest.mark.django_db


def typesetters() -> list[psutil.Process]:
    """Return the processes that set a PDF now, for this one."""
    children = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in children if "_typst.py" in " ".join(child.cmdline())]


@pytest.mark.parametrize(("setting", "value"), [("PDF_SECONDS", 0), ("PDF_MEMORY_MB", 60)])
def test_it_ends_and_says_what_to_do(world: World, settings: Any, setting: str, value: int) -> None:
    setattr(settings, setting, value)
    client = world.client("teacher", raise_request_exception=False)
    answer = client.get(f"/api/v1/articles/{world.article.pk}/report.pdf")
    assert answer.status_code == 503
    assert answer.json()["detail"] == TOO_LARGE
    assert typesetters() == []
    token = actions.share_report(world.teacher, world.article, ReportOptions(), None, names=True)[1]
    shared = Client(raise_request_exception=False).get(f"/shared/{token}/report.pdf")
    assert shared.status_code == 503
    assert TOO_LARGE in shared.content.decode()
    setattr(settings, setting, {"PDF_SECONDS": 60, "PDF_MEMORY_MB": 2048}[setting])
    assert client.get(f"/api/v1/articles/{world.article.pk}/report.pdf").content.startswith(b"%PDF-")
