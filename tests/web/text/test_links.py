"""Web addresses in what people write."""

import pytest
from lxml import html

from reports.templatetags.report_text import note
from web.text.links import link_addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://a.example/b?c=d&e=f.", ["https://a.example/b?c=d&e=f"]),
        ("(http://a.example/) and HTTPS://B.example/x,", ["http://a.example/", "HTTPS://B.example/x"]),
        ("https://a.example/wiki/Bridge_(song).", ["https://a.example/wiki/Bridge_(song)"]),
        ("https://münchen.example/straße“ 🌉", ["https://münchen.example/straße“"]),
        ("javascript:alert(1) data:text/html,x ftp://a.example a.example", []),
        ("https:// http://", []),
        ("<a href=https://a.example/>x</a>", ["https://a.example/"]),
    ],
)
def test_addresses_become_links_and_the_letters_stay(text: str, addresses: list[str]) -> None:
    root = html.fromstring(f"<p>{link_addresses(text)}</p>")
    assert root.text_content() == text
    assert [link.get("href") for link in root.iter("a")] == addresses
    assert {element.tag for element in root.iter()} <= {"p", "a"}
    assert {link.get("rel") for link in root.iter("a")} <= {"noreferrer nofollow"}


@pytest.mark.parametrize("piece", ["a.b.c-", "&", "<", "http://", "http://a.b/(", "https://a.b/)", "-a"])
def test_the_longest_note_is_shown(piece: str) -> None:
    """With a library's pattern, a note of 20,000 characters took a minute each time the report was shown."""
    text = piece * (20_000 // len(piece))
    assert html.fromstring(f"<p>{note(text)}</p>").text_content() == text
