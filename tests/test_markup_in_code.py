"""Only templates and web/markup.py produce markup: all other code would have to remember to escape."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from scripts.messages import APPS
from web.markup import Markup, css_colour, css_identifier, element, join

ROOT = Path(__file__).parent.parent
CODE = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
# Named groups of regular expressions and parameters of URLs look like tags.
HTML = re.compile(r"(?<!\(\?P)<(?!(?:int|str|slug|uuid|path):)[a-zA-Z/!?]")
CSS = re.compile(r"[\w\])*\0]\s*\{\s*[\w-]+\s*:|<style|url\(")
WRITES_MARKUP = {"web/markup.py"}
# Where escaped markup is passed to a template, and what has escaped it.
MARKED_SAFE = {
    "articles/templatetags/article_text.py": "articles/text/html.py",
    "annotate/templatetags/hint_text.py": "web/markup.py",
    "annotate/templatetags/lesson_text.py": "web/markup.py, whose type it checks",
    "people/qr_codes.py": "qrcode, which draws a path from the address",
    "reports/templatetags/report_text.py": "web/markup.py",
    "reports/corpus/compare_views.py": "a template",
    "reports/views.py": "a template",
    "reports/sharing/views.py": "a template",
    "newsroom/publishing/public_views.py": "a template",
    "newsroom/publishing/views.py": "a template",
}
UNESCAPED_TEMPLATES = {"mfa/totp/activate_form.html", "field.html"}


def literal_parts(node: ast.AST) -> Iterator[str]:
    """Yield the literal parts of each text that this node builds from literals and values."""
    if isinstance(node, ast.JoinedStr):
        if any(isinstance(part, ast.FormattedValue) for part in node.values):
            yield "\0".join(part.value for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        yield from literals(node.left, node.right)
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("format", "join", "replace"):
        yield from literals(node.func.value, *node.args)


def literals(*nodes: ast.AST) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def unescaped(source: str) -> list[str]:
    return [
        text
        for node in ast.walk(ast.parse(source))
        for text in literal_parts(node)
        if HTML.search(text) or CSS.search(text)
    ]


def test_no_code_puts_markup_together_by_itself() -> None:
    found = {str(path.relative_to(ROOT)): unescaped(path.read_text(encoding="utf-8")) for path in CODE}
    assert {name: texts for name, texts in found.items() if texts and name not in WRITES_MARKUP} == {}


@pytest.mark.parametrize(
    "source",
    [
        'f"<b>{x}</b>"', '"<b>%s</b>" % x', '"<b>" + x', '"<b>{}</b>".format(x)', '"<br>".join(x)',
        'f".tag-{x} {{ color: red }}"',
    ],
)  # fmt: skip
def test_that_it_would_be_found(source: str) -> None:
    assert unescaped(source)


def test_what_is_called_safe_is_listed() -> None:
    calls = re.compile(r"\b(?:mark_safe|SafeString|format_html\w*)\(")
    files = {str(path.relative_to(ROOT)) for path in CODE if calls.search(path.read_text(encoding="utf-8"))}
    assert files == set(MARKED_SAFE)


def test_templates_escape_what_they_show() -> None:
    folder = ROOT / "templates"
    off = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape off")
    pages = [path for path in folder.rglob("*") if path.suffix in (".html", ".css", ".svg", ".xml")]
    files = {str(path.relative_to(folder)) for path in pages if off.search(path.read_text(encoding="utf-8"))}
    assert files == UNESCAPED_TEMPLATES


def test_a_style_sheet_escapes_what_it_shows() -> None:
    """Django does not escape braces and semicolons: each value has its own filter."""
    for path in (ROOT / "templates").rglob("*.css"):
        values = re.findall(r"\{\{(.*?)\}\}", path.read_text(encoding="utf-8"))
        assert values
        assert [value for value in values if not re.search(r"\|css_(identifier|colour|line) $", value)] == []


TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])) | st.sampled_from(
    ['"><script>x</script>', "</style>", "x{}body{display:none}.y", "&lt;", "1a", "-", "-1", "--x", "a\nb"]
)


@given(TEXTS, TEXTS)
def test_text_stays_text(attribute: str, text: str) -> None:
    markup = element("p", {"title": attribute}, text, element("b", {}, text))
    (parsed,) = html.fragments_fromstring(markup)
    expected = re.sub(r"\r\n?", "\n", text)
    assert (parsed.tag, dict(parsed.attrib), len(parsed)) == ("p", {"title": attribute}, 1)
    assert parsed.text_content() == expected * 2


def test_what_was_escaped_is_not_escaped_again() -> None:
    assert join(["<", Markup("<br>")], ", ") == "&lt;, <br>"
    assert element("rect", {"x": 1}) == '<rect x="1"/>'


@given(TEXTS)
def test_an_identifier_has_no_letter_that_means_something(text: str) -> None:
    unescaped_letters = re.sub(r"\\[0-9a-f]+ ", "", css_identifier(text))
    assert re.fullmatch("[a-zA-Z0-9_\\-\u0080-\U0010ffff]*", unescaped_letters)


@pytest.mark.parametrize("text", ["red", "#12345", "#123456;}", "url(x)", "#GGGGGG"])
def test_a_colour_is_a_colour(text: str) -> None:
    assert css_colour(text) == "#000000"
