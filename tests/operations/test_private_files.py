"""Files that a site writes are readable by its own user alone, however it is started."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from operations.checks import checks
from tests.site import ROOT, Site


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    umask = os.umask(0o022)
    yield
    os.umask(umask)


def readable_by_others(folder: Path) -> list[str]:
    return [str(path) for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


def test_nothing_that_a_running_site_writes_can_be_read_by_others(tmp_path: Path) -> None:
    site = Site(tmp_path / "var")
    try:
        token = site.token("teacher")
        status, article = site.ask(
            token, "POST", "articles/", {"title": "One", "text": "A text of one's own."}
        )
        assert status == 201
        site.kill()
        site.start()
        assert site.ask(token, "POST", f"articles/{article['id']}/shares/", {})[0] == 201
        status, _ = site.ask(token, "POST", "articles/", {"title": "Two", "text": "Another text."})
        assert status == 201
    finally:
        site.kill()
    assert len(list((tmp_path / "var/originals").rglob("*"))) > 2
    assert readable_by_others(tmp_path / "var") == []


@pytest.mark.parametrize("module", ["config.celery", "config.asgi"])
def test_each_process_sets_its_umask_itself(module: str, tmp_path: Path) -> None:
    code = f"import os, {module}; os._exit(os.umask(0) != 0o077)"
    environment = os.environ | {"DATA_DIR": str(tmp_path / "var"), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


def test_each_unit_says_it_too() -> None:
    for unit in (ROOT / "deploy").glob("*.service"):
        assert "\nUMask=0077\n" in unit.read_text(), unit.name
    assert "\nLimitNOFILE=65536\n" in (ROOT / "deploy/claimlight-web@.service").read_text()


def test_a_folder_of_an_older_version_is_told_of(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    [(problem, solution)] = checks()["folder"].run()
    assert f"can read what is in {tmp_path}" in problem
    command = re.fullmatch("Run: (chmod .*)", solution)
    assert command
    subprocess.run(command[1].split(), check=True)
    assert list(checks()["folder"].run()) == []
