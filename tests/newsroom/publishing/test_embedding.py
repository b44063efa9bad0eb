"""A passage of a published report on another site: in a frame, and as HTML without scripts."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.newsroom.publishing.setting import newsroom, publish, read
from tests.world import World

pytestmark = pytest.mark.django_db


def test_only_the_page_for_frames_may_be_framed(world: World) -> None:
    path = publish(newsroom(world))
    embedded = read(f"{path}embed/?passage=1")
    assert "frame-ancestors *;" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert embedded["Cross-Origin-Resource-Policy"] == "cross-origin"
    for other in (path, path.removesuffix("1/")):
        response = read(other)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_it_shows_a_passage_its_tag_and_a_link_back(world: World) -> None:
    path = publish(newsroom(world))
    page = read(f"{path}embed/?passage=2").content.decode()
    assert "<mark" in page
    assert f'href="http://testserver{path}#passage-2"' in page
    assert "<form" not in page
    assert "<script" not in page
    for number in ("0", "99", "x", "", "9" * 40):
        assert read(f"{path}embed/?passage={number}").status_code == 404


class Elements(HTMLParser):
    """The start tags and the text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_html_is_escaped_and_has_neither_scripts_nor_styles(world: World) -> None:
    world.article.title = '"><script>alert(1)</script> & more'
    world.article.save()
    path = publish(newsroom(world))
    page = world.client("pupil").get(f"/articles/{world.article.pk}/report/publishing/1/embed/?passage=2")
    codes = dict(re.findall(r'<code id="(\w+)">(.*?)</code>', page.content.decode(), re.DOTALL))
    fragment = Elements(unescape(codes["fragment"]))
    assert [tag for tag, _attributes in fragment.tags] == ["blockquote", "p", "mark", "footer", "b", "a"]
    assert fragment.tags[-1][1] == {"href": f"http://testserver{path}#passage-2"}
    assert world.article.title in fragment.text
    assert not any(name in ("style", "class", "id") for _tag, found in fragment.tags for name in found)
    ((tag, attributes),) = Elements(unescape(codes["frame"])).tags
    assert tag == "iframe"
    assert attributes["src"] == f"http://testserver{path}embed/?passage=2"
    assert read(path).content.decode().count("<script") == 0
