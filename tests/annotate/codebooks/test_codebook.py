"""The four tags, and which details each of them takes."""

import re
from typing import Any

import pytest

from annotate.codebook import builtin_slugs, read_codebook
from annotate.tag import (
    MAX_DETAIL,
    MAX_LINKS,
    NO_ADDRESS,
    NO_CHOICE,
    NO_DETAILS,
    NO_LIST,
    NO_OBJECT,
    TOO_LONG,
    UNKNOWN,
    UNSTORABLE,
    DetailsError,
    Tag,
    check_details,
)
from tests.wording import says
from web.i18n.lazy_message import Message

TAGS = {tag.slug: tag for tag in read_codebook("four-tags").tags}
LONGEST = "x" * MAX_DETAIL
LINK = "https://example.org/"


@pytest.mark.parametrize("slug", builtin_slugs())
def test_the_tags_of_a_codebook_are_told_apart(slug: str) -> None:
    tags = read_codebook(slug).tags
    for name in ("slug", "name", "key", "colour", "colour_dark"):
        values = [getattr(tag, name) for tag in tags]
        assert len(set(values)) == len(values), name
    for tag in tags:
        assert re.fullmatch("#[0-9a-f]{6}", tag.colour)
        assert re.fullmatch("#[0-9a-f]{6}", tag.colour_dark)
        assert tag.meaning
        assert tag.test
        assert tag.example
        assert tag.not_this
        assert {detail.kind for detail in tag.details} <= {"text", "choice", "links"}


def test_the_default_has_the_four_tags() -> None:
    assert list(TAGS) == ["factual-claim", "attributed-allegation", "opinion", "loaded-language"]


@pytest.mark.parametrize(
    ("tag", "given", "kept"),
    [
        ("opinion", {}, {}),
        ("opinion", {"whose": ""}, {}),
        ("opinion", {"whose": "quoted"}, {"whose": "quoted"}),
        ("factual-claim", {"status": "disputed", "evidence": []}, {"status": "disputed"}),
        ("factual-claim", {"evidence": [f" {LINK} ", ""]}, {"evidence": [LINK]}),
        ("factual-claim", {"evidence": [LINK] * MAX_LINKS}, {"evidence": [LINK] * MAX_LINKS}),
        ("attributed-allegation", {"source": "שלום 🌉", "cue": ""}, {"source": "שלום 🌉"}),
        ("loaded-language", {"neutral": LONGEST}, {"neutral": LONGEST}),
    ],
)
def test_details_that_fit(tag: str, given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert check_details(TAGS[tag], given) == kept


@pytest.mark.parametrize(
    ("tag", "given", "message"),
    [
        ("opinion", None, NO_OBJECT),
        ("opinion", [], NO_OBJECT),
        ("opinion", "whose", NO_OBJECT),
        ("opinion", {"status": "supported"}, UNKNOWN.format(takes="whose")),
        ("opinion", {"whose": "mine"}, NO_CHOICE.format(choices="author, quoted")),
        ("opinion", {"whose": 1}, TOO_LONG),
        ("opinion", {"whose": ["author"]}, TOO_LONG),
        ("loaded-language", {"neutral": LONGEST + "x"}, TOO_LONG.format(most=str(MAX_DETAIL))),
        ("loaded-language", {"neutral": None}, TOO_LONG),
        ("loaded-language", {"neutral": {"a": 1}}, TOO_LONG),
        ("loaded-language", {"neutral": "a\0b"}, UNSTORABLE),
        ("loaded-language", {"neutral": "a\ud83cb"}, UNSTORABLE),
        ("factual-claim", {"evidence": [LINK + "\0"]}, UNSTORABLE),
        ("factual-claim", {"evidence": [LINK + "\udc00"]}, UNSTORABLE),
        ("factual-claim", {"evidence": LINK}, NO_LIST),
        ("factual-claim", {"evidence": [1]}, NO_LIST),
        ("factual-claim", {"evidence": ["javascript:alert(1)"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": ["data:text/html,x"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": ["//example.org/"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": ["example.org"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": ["https://"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": ["http://[::1"]}, NO_ADDRESS),
        ("factual-claim", {"evidence": [LINK] * (MAX_LINKS + 1)}, NO_ADDRESS.format(most=MAX_LINKS)),
        ("factual-claim", {"evidence": [LINK + LONGEST]}, NO_ADDRESS),
    ],
)
def test_details_that_do_not_fit(tag: str, given: Any, message: Message) -> None:
    with pytest.raises(DetailsError) as refused:
        check_details(TAGS[tag], given)
    assert says(message, str(refused.value))


@pytest.mark.parametrize("slug", ["\0", "\ud800"])
def test_a_refusal_can_always_be_sent(slug: str) -> None:
    with pytest.raises(DetailsError) as refused:
        check_details(TAGS["opinion"], {slug: ""})
    assert str(refused.value).encode()


def test_a_tag_without_details_takes_none() -> None:
    fields = {name: "x" for name in Tag.__dataclass_fields__ if name != "details"}
    with pytest.raises(DetailsError) as refused:
        check_details(Tag(**fields), {"a": "b"})
    assert says(UNKNOWN.format(takes=NO_DETAILS), str(refused.value))
