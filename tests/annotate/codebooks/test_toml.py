"""Codebooks come in and go out as TOML, with clear words where something is wrong; nothing hostile gets through."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotate.codebook import Codebook, builtin_slugs, read_codebook
from annotate.codebooks.errors import CodebookError
from annotate.codebooks.toml import MAX_BYTES, dumps, loads, to_dict
from annotate.codebooks.validation import COMMAND_KEYS, LINES, parse_codebook
from scripts.messages import ROOT


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
    ("data", "sentence"),
    [
        (book(title=""), "“title” is missing."),
        (book(title="x" * 121), "“title” has 121 characters; up to 120 fit."),
        (book(colour="red"), "“colour” is none of the fields: slug, tags, title, version."),
        (book(slug="A b"), "“slug” must be made of small letters a to z"),
        (book(tags=[]), "“tags” has no tag that is not archived"),
        (book(tag(archived=True)), "“tags” has no tag that is not archived"),
        (book(tags={}), "“tags” must be a list of tables."),
        (book(tags=["x"]), "“tags” must be a list of tables."),
        (book(*[tag(name=f"T{i}", key="1234567890abcdefghijk"[i]) for i in range(21)]), "“tags” has 21 entries"),
        (book(tag(name=None)), "Tag “1”: “name” is missing."),
        (book(tag(name="x" * 61)), f"Tag “{'x' * 60}”: “name” has 61 characters; up to 60 fit."),
        (book(tag(meaning=" ")), "Tag “Opinion”: “meaning” is missing."),
        (book(tag(meaning=7)), "Tag “Opinion”: “meaning” must be a text."),
        (book(tag(test="a\0b")), "Tag “Opinion”: “test” has a letter that cannot be kept"),
        (book(tag(test="a\ud83cb")), "Tag “Opinion”: “test” has a letter that cannot be kept"),
        (book(tag(slug="x{}")), "Tag “Opinion”: “slug” must be made of small letters a to z"),
        (book(tag(slug="__proto__")), "“slug” must be made of"),
        (book(tag(slug="bar")), "Tag “Opinion”: “slug” is “bar”, a name that the pages use"),
        (book(tag(slug="open-mark")), "a name that the pages use"),
        (book(tag(slug="constructor")), "a name that the pages use"),
        (book(tag(slug="x"), tag(slug="x-1", name="Y", key="2")), "Tag “Y”: “slug” is “x-1”, a name that"),
        (book(tag(slug="x"), tag(slug="x", name="Y", key="2")), "Tag “Y”: “slug” is “x” a second time"),
        (book(tag(), tag(name="Y")), "Tag “Y”: “key” is “1” a second time; each has its own."),
        (book(tag(), tag(slug="y", key="2")), "Tag “Opinion”: “name” is “Opinion” a second time"),
        (book(tag(key="n")), "Tag “Opinion”: “key” must be one digit, or one small letter other than m, n, p, s."),
        (book(tag(key="12")), "“key” must be"),
        (book(tag(key="A")), "“key” must be"),
        (book(tag(key="?")), "“key” must be"),
        (book(tag(key=1)), "“key” must be"),
        (book(tag(colour="red")), "Tag “Opinion”: “colour” must be a colour such as #1a2b3c."),
        (book(tag(colour="#fff")), "“colour” must be"),
        (book(tag(colour="#701fca; } body { display: none")), "“colour” must be"),
        (book(tag(colour="#701fca\n")), "“colour” must be"),
        (book(tag(colour_dark=None)), "“colour_dark” must be"),
        (book(tag(line="groove")), "“line” must be one of: solid, dashed, dotted, wavy, double."),
        (book(tag(line=["solid"])), "“line” must be one of"),
        (book(tag(archived="no")), "“archived” must be true or false."),
        (book(tag(color="#701fca")), "Tag “Opinion”: “color” is none of the fields"),
        (book(tag(details="x")), "“details” must be a list of tables."),
        (book(tag(details=[detail(kind="date")])), "“details.kind” must be one of: text, choice, links."),
        (book(tag(details=[detail(label="")])), "“details.label” is missing."),
        (book(tag(details=[detail(choices={"a": "A"})])), "“details.choices” has too few entries"),
        (book(tag(details=[detail(kind="text")])), "“details.choices” is for the kind “choice” alone."),
        (book(tag(details=[detail(choices={"__proto__": "A", "b": "B"})])), "“details.choices” must be made of"),
        (book(tag(details=[detail(slug="whose"), detail(slug="whose")])), "“details” is “whose” a second time"),
        (book(tag(details=[detail(label=f"Q{i}") for i in range(9)])), "“details” has 9 entries; up to 8 fit."),
        ([], "“codebook” must be a table"),
        (None, "“codebook” must be a table"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_tag_and_the_field(data: Any, sentence: str) -> None:
    assert any(sentence in each for each in said(data)), said(data)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert len(said(book(tag(colour="red", line="x"), tag(name="Y", key="?"), title=""))) == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"title = ", "“file” is not TOML"),
        (b"\xff\xfe", "“file” is not UTF-8 text."),
        (b"#" * (MAX_BYTES + 1), "“file” has 200,001 bytes; up to 200,000 fit."),
        (b"a = " + b"[" * 90_000, "“file” is not TOML"),
        (b"a = " + b"9" * 90_000, "“file” is not TOML"),
        (b"a = '\0'", "“file” is not TOML"),
    ],
    ids=["broken", "UTF-16", "large", "deep", "long number", "NUL"],
)
def test_a_file_that_is_none_is_said_to_be_none(content: bytes, sentence: str) -> None:
    with pytest.raises(CodebookError, match=re.escape(sentence)):
        loads(content)


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
    commands = script[script.index("commands: {") :]
    commands = commands[: commands.index("\n});")]
    assert set(re.findall(r"^    (\w):", commands, re.MULTILINE)) == COMMAND_KEYS
