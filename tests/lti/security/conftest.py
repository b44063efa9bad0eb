"""Platforms of the tests are websites of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lti.security.keys_of_platforms import HOST, public_jwk
from tests.websites import Websites, page, running


@pytest.fixture
def websites(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Websites]:
    """The platform of ``keys_of_platforms``, over https; its key set holds the key "k1"."""
    with running(monkeypatch) as sites:
        sites.use_https(HOST, tmp_path, monkeypatch)
        serve_keys(sites, public_jwk("k1"))
        yield sites


def serve_keys(sites: Websites, *keys: object) -> None:
    """Let the platform's key set hold these keys."""
    sites.pages[f"{HOST}/keys"] = page(json.dumps({"keys": keys}), "application/json")
