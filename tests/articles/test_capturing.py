"""The manifest of the app, and the addresses to which browsers send pages."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse
from PIL import Image

from articles.models import Article
from articles.sandbox.read import supported_formats
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def manifest(client: Client) -> dict[str, Any]:
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    return response.json()


def test_the_app_can_be_installed(manifest: dict[str, Any], client: Client) -> None:
    assert {"id", "name", "short_name", "start_url", "scope", "theme_color", "background_color"} <= set(
        manifest
    )
    assert manifest["display"] == "standalone"
    for address in (manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])):
        assert client.get(address).status_code in (200, 302)
    assert {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip


def test_each_icon_has_the_size_that_it_claims(manifest: dict[str, Any]) -> None:
    for icon in manifest["icons"]:
        content = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()
        if icon["type"] == "image/png":
            image = Image.open(BytesIO(content))
            assert f"{image.width}x{image.height}" == icon["sizes"]
            # Systems cut a maskable icon to their own shape: it has no transparent corner.
            opaque = image.mode == "RGB" or image.getpixel((0, 0))[3] == 255
            assert opaque is (icon["purpose"] == "maskable")


def test_the_share_menu_offers_the_formats_that_can_be_read(manifest: dict[str, Any]) -> None:
    target = manifest["share_target"]
    assert resolve(target["action"]).view_name == "articles:share"
    assert target["action"].startswith(manifest["scope"])
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")
    params = target["params"]
    assert (params["title"], params["text"], params["url"]) == ("title", "text", "url")
    (files,) = params["files"]
    assert files["name"] == "files"
    assert {suffix for _, suffixes in supported_formats() for suffix in suffixes} <= set(files["accept"])
    assert {"text/plain", "text/html", "application/pdf"} <= set(files["accept"])


def test_only_who_can_add_articles_is_offered_the_app(world: World) -> None:
    assert 'rel="manifest"' in world.client("teacher").get("/articles/").content.decode()
    assert 'rel="manifest"' not in world.client("nobody").get("/").content.decode()


def test_what_is_shared_without_the_service_worker_is_refused_with_a_page_of_its_own(world: World) -> None:
    before = Article.objects.count()
    for strict, status in ((True, 403), (False, 405)):
        client = world.client("teacher", enforce_csrf_checks=strict)
        response = client.post(reverse("articles:share"), {"text": "Shared."})
        assert response.status_code == status
        assert "data-not-shared" in response.content.decode()
    assert Article.objects.count() == before


def test_the_service_worker_controls_only_the_address_for_sharing(client: Client) -> None:
    response = client.get("/articles/share/worker.js")
    assert response["Content-Type"] == "text/javascript"
    # Its scope is the folder of its address, if no header widens it.
    assert "Service-Worker-Allowed" not in response
    assert reverse("articles:share") == "/articles/share/"


def test_a_site_that_fetches_no_links_says_what_else_can_be_done(world: World, settings: Any) -> None:
    pages = []
    for settings.FETCH_ARTICLES in (True, False):
        pages.append(world.client("teacher").get(reverse("articles:share")).content.decode())
    assert ["data-fetch=" in page for page in pages] == [True, False]
    assert ["data-not-fetched" in page for page in pages] == [False, True]
