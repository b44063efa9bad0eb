"""The live feed in a learning platform's frame, on a real server: for the frame's session alone."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import ROOT, Site
from web.http.embedded import COOKIE

BEGIN = """
import django; django.setup()
from django.test import Client
from annotate.access import rounds_visible_to
from people.models import User
from tests.lti.embedding.embedded_person import EmbeddedPerson, register_platform
user = User.objects.get(email="ada@claimlight.example")
ordinary = Client()
ordinary.force_login(user)
print(EmbeddedPerson(user, register_platform()).session.session_key, ordinary.session.session_key)
print(rounds_visible_to(user).first().pk)
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "var")
    yield site
    site.kill()


def test_only_the_frames_session_listens(site: Site) -> None:
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": os.environ["PATH"]}
    begin = subprocess.run(
        [sys.executable, "-c", BEGIN], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    embedded, ordinary, round_ = begin.stdout.decode().split()
    path = f"/api/v1/rounds/{round_}/changes/"
    assert stream(site, f"/embedded{path}", f"{COOKIE}={embedded}") == (200, b"retry: 2000\n")
    assert stream(site, path, f"sessionid={ordinary}") == (200, b"retry: 2000\n")
    assert stream(site, f"/embedded{path}", f"sessionid={ordinary}")[0] == 401
    assert stream(site, path, f"{COOKIE}={embedded}")[0] == 401


def stream(site: Site, path: str, cookie: str) -> tuple[int, bytes]:
    """Return the status of a stream and its first line."""
    connection = http.client.HTTPConnection("localhost", site.port, timeout=60)
    connection.request("GET", path, headers={"Accept": "text/event-stream", "Cookie": cookie})
    response = connection.getresponse()
    line = response.readline()
    connection.close()
    return response.status, line
