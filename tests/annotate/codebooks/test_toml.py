"""Codebooks come in and go out as TOML, with clear words where something is wrong; nothing hostile gets through."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotate.codebook import Codebook, builtin_slugs, read_codebook
from annotate.codebooks.errors import (
    ABOUT_BOOK,
    ABOUT_TAG,
    IS_TAKEN,
    LONG,
    MISSING,
    NO_LIST,
    NO_SLUG,
    NO_TEXT,
    NOT_KNOWN,
    ONE_OF,
    TOO_MANY,
    UNSAID,
    CodebookError,
)
from annotate.codebooks.toml import MAX_BYTES, NO_TOML, NO_UTF8, TOO_LARGE, dumps, loads, to_dict
from annotate.codebooks.validation import (
    COMMAND_KEYS,
    FEW_CHOICES,
    LINES,
    NEEDLESS,
    NO_BOOL,
    NO_COLOUR,
    NO_KEY,
    NO_TABLE,
    NO_TAGS,
    TWICE,
    parse_codebook,
)
from scripts.messages import ROOT
from tests.wording import says
from web.i18n.lazy_message import Message


def tag(**changes: Any) -> dict[str, Any]:
    given = {
        "name": "Opinion", "key": "1", "colour": "#701fca", "colour_dark": "#a987ff", "line": "dotted",
        "meaning": "A judgement.",
    }  # fmt: skip
    return {name: value for name, value in (given | changes).items() if value is not None}


def book(*tags: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"slug": "ours", "title": "Ours", "tags": list(tags) or [tag()]} | changes


def detail(**changes: Any) -> dict[str, Any]:
    return {
        "label": "Whose",
        "kind": "choice",
        "choices": {"author": "The author’s", "quoted": "Another’s"},
    } | changes


def about(field: str, said: Message, tag: str = "") -> Message:
    """The message about a field of the codebook, or of a tag."""
    if tag:
        return ABOUT_TAG.format(tag=tag, field=field, said=said)
    return ABOUT_BOOK.format(field=field, said=said)


def said(data: Any) -> list[str]:
    with pytest.raises(CodebookError) as error:
        parse_codebook(data)
    return [str(problem.sentence) for problem in error.value.problems]


@pytest.mark.parametrize("slug", builtin_slugs())
def test_what_ships_is_right_and_comes_back_from_its_file_as_it_was(slug: str) -> None:
    codebook = read_codebook(slug)
    again = loads(dumps(codebook).encode())
    assert (again.slug, again.title, again.tags) == (slug, codebook.title, codebook.tags)


def test_an_archived_tag_comes_back_archived() -> None:
    codebook = parse_codebook(book(tag(), tag(name="Old", key="2", archived=True)))
    assert [t.archived for t in loads(dumps(codebook).encode()).tags] == [False, True]
    assert [t.slug for t in codebook.live] == ["opinion"]


def test_nobody_has_to_think_of_slugs() -> None:
    codebook = parse_codebook(
        {"title": "Über uns", "tags": [tag(name="说"), tag(name="見る", key="2"), tag(name="2 x", key="3")]}
    )
    assert codebook.slug == "uber-uns"
    assert [t.slug for t in codebook.tags] == ["tag", "tag-3", "tag-2-x"]
    assert codebook.tags[0].plural == "说"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (book(title=""), about("title", MISSING)),
        (book(title="x" * 121), about("title", LONG.format(count=121, most=120))),
        (book(colour="red"), about("colour", NOT_KNOWN.format(fields="slug, tags, title, version"))),
        (book(slug="A b"), about("slug", NO_SLUG)),
        (book(tags=[]), about("tags", NO_TAGS)),
        (book(tag(archived=True)), about("tags", NO_TAGS)),
        (book(tags={}), about("tags", NO_LIST)),
        (book(tags=["x"]), about("tags", NO_LIST)),
        (book(*[tag(name=f"T{i}", key="1234567890abcdefghijk"[i]) for i in range(21)]),
         about("tags", TOO_MANY.format(count=21, most=20))),
        (book(tag(name=None)), about("name", MISSING, "1")),
        (book(tag(name="x" * 61)), about("name", LONG.format(count=61, most=60), "x" * 60)),
        (book(tag(meaning=" ")), about("meaning", MISSING, "Opinion")),
        (book(tag(meaning=7)), about("meaning", NO_TEXT, "Opinion")),
        (book(tag(test="a\0b")), about("test", UNSAID, "Opinion")),
        (book(tag(test="a\ud83cb")), about("test", UNSAID, "Opinion")),
        (book(tag(slug="x{}")), about("slug", NO_SLUG, "Opinion")),
        (book(tag(slug="__proto__")), about("slug", NO_SLUG, "Opinion")),
        (book(tag(slug="bar")), about("slug", IS_TAKEN.format(slug="bar"), "Opinion")),
        (book(tag(slug="open-mark")), about("slug", IS_TAKEN.format(slug="open-mark"), "Opinion")),
        (book(tag(slug="constructor")), about("slug", IS_TAKEN.format(slug="constructor"), "Opinion")),
        (book(tag(slug="x"), tag(slug="x-1", name="Y", key="2")), about("slug", IS_TAKEN.format(slug="x-1"), "Y")),
        (book(tag(slug="x"), tag(slug="x", name="Y", key="2")), about("slug", TWICE.format(value="x"), "Y")),
        (book(tag(), tag(name="Y")), about("key", TWICE.format(value="1"), "Y")),
        (book(tag(), tag(slug="y", key="2")), about("name", TWICE.format(value="Opinion"), "Opinion")),
        (book(tag(key="n")), about("key", NO_KEY.format(commands="h, m, n, p, s"), "Opinion")),
        (book(tag(key="12")), about("key", NO_KEY, "Opinion")),
        (book(tag(key="A")), about("key", NO_KEY, "Opinion")),
        (book(tag(key="?")), about("key", NO_KEY, "Opinion")),
        (book(tag(key=1)), about("key", NO_KEY, "Opinion")),
        (book(tag(colour="red")), about("colour", NO_COLOUR, "Opinion")),
        (book(tag(colour="#fff")), about("colour", NO_COLOUR, "Opinion")),
        (book(tag(colour="#701fca; } body { display: none")), about("colour", NO_COLOUR, "Opinion")),
        (book(tag(colour="#701fca\n")), about("colour", NO_COLOUR, "Opinion")),
        (book(tag(colour_dark=None)), about("colour_dark", NO_COLOUR, "Opinion")),
        (book(tag(line="groove")),
         about("line", ONE_OF.format(values="solid, dashed, dotted, wavy, double"), "Opinion")),
        (book(tag(line=["solid"])), about("line", ONE_OF, "Opinion")),
        (book(tag(archived="no")), about("archived", NO_BOOL, "Opinion")),
        (book(tag(color="#701fca")), about("color", NOT_KNOWN, "Opinion")),
        (book(tag(details="x")), about("details", NO_LIST, "Opinion")),
        (book(tag(details=[detail(kind="date")])),
         about("details.kind", ONE_OF.format(values="text, choice, links"), "Opinion")),
        (book(tag(details=[detail(label="")])), about("details.label", MISSING, "Opinion")),
        (book(tag(details=[detail(choices={"a": "A"})])), about("details.choices", FEW_CHOICES, "Opinion")),
        (book(tag(details=[detail(kind="text")])), about("details.choices", NEEDLESS, "Opinion")),
        (book(tag(details=[detail(choices={"__proto__": "A", "b": "B"})])),
         about("details.choices", NO_SLUG, "Opinion")),
        (book(tag(details=[detail(slug="whose"), detail(slug="whose")])),
         about("details", TWICE.format(value="whose"), "Opinion")),
        (book(tag(details=[detail(label=f"Q{i}") for i in range(9)])),
         about("details", TOO_MANY.format(count=9, most=8), "Opinion")),
        ([], about("codebook", NO_TABLE)),
        (None, about("codebook", NO_TABLE)),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_tag_and_the_field(data: Any, message: Message) -> None:
    assert any(says(message, each) for each in said(data)), said(data)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert len(said(book(tag(colour="red", line="x"), tag(name="Y", key="?"), title=""))) == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = ", about("file", NO_TOML)),
        (b"\xff\xfe", about("file", NO_UTF8)),
        (b"#" * (MAX_BYTES + 1), about("file", TOO_LARGE.format(count=200_001, most=200_000))),
        (b"a = " + b"[" * 90_000, about("file", NO_TOML)),
        (b"a = " + b"9" * 90_000, about("file", NO_TOML)),
        (b"a = '\0'", about("file", NO_TOML)),
    ],
    ids=["broken", "UTF-16", "large", "deep", "long number", "NUL"],
)
def test_a_file_that_is_none_is_said_to_be_none(content: bytes, message: Message) -> None:
    with pytest.raises(CodebookError) as refused:
        loads(content)
    assert says(message, str(refused.value))


def test_a_byte_order_mark_does_no_harm() -> None:
    assert loads(b"\xef\xbb\xbf" + dumps(read_codebook("four-tags")).encode()).slug == "four-tags"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [*tag(), "slug", "plural", "test", "example", "not_this", "archived", "details"]


@given(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=4), anything)
def test_whatever_is_sent_is_a_codebook_or_an_error_and_never_breaks_the_style_sheet(
    changes: dict[str, Any], other: Any
) -> None:
    for data in (book(tag(**changes)), book(tag(), other), book(tag(details=[changes])), other):
        codebook = made_of(data)
        if codebook is None:
            assert all(said(data))
            continue
        assert parse_codebook(to_dict(codebook)) == codebook
        for each in codebook.tags:
            assert re.fullmatch("[a-z][a-z0-9-]*", each.slug)
            assert re.fullmatch("#[0-9a-f]{6}", each.colour)
            assert each.line in LINES
        sheet = render_to_string("annotate/codebook.css", {"tags": codebook.tags})
        assert sheet.count("{") == sheet.count("}") == braces(len(codebook.tags))


def made_of(data: Any) -> Codebook | None:
    try:
        return parse_codebook(data)
    except CodebookError:
        return None


def braces(number: int) -> int:
    """How many rules the style sheet of so many tags has."""
    tags = read_codebook("four-tags").tags[:1] * number
    return render_to_string("annotate/codebook.css", {"tags": tags}).count("{")


def test_no_key_of_a_tag_is_a_command_of_the_marking_page() -> None:
    script = (ROOT / "static" / "pages" / "annotate.js").read_text(encoding="utf-8")
    commands = script[script.index("const commands = {") :]
    commands = commands[: commands.index("\nconst detailTools")]
    assert set(re.findall(r"^ *(?:commands\.)?(\w)(?::| =)", commands, re.MULTILINE)) == COMMAND_KEYS
