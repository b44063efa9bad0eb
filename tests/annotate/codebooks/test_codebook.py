"""The four tags, and which details each of them takes."""

import re
from typing import Any

import pytest

from annotate.codebook import (
    MAX_DETAIL,
    MAX_LINKS,
    DetailsError,
    Tag,
    builtin_slugs,
    check_details,
    read_codebook,
)

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
    ("tag", "given", "says"),
    [
        ("opinion", None, "object"),
        ("opinion", [], "object"),
        ("opinion", "whose", "object"),
        ("opinion", {"status": "supported"}, "it takes: whose"),
        ("opinion", {"whose": "mine"}, "one of: author, quoted"),
        ("opinion", {"whose": 1}, "text"),
        ("opinion", {"whose": ["author"]}, "text"),
        ("loaded-language", {"neutral": LONGEST + "x"}, str(MAX_DETAIL)),
        ("loaded-language", {"neutral": None}, "text"),
        ("loaded-language", {"neutral": {"a": 1}}, "text"),
        ("loaded-language", {"neutral": "a\0b"}, "cannot be kept"),
        ("loaded-language", {"neutral": "a\ud83cb"}, "cannot be kept"),
        ("factual-claim", {"evidence": [LINK + "\0"]}, "cannot be kept"),
        ("factual-claim", {"evidence": [LINK + "\udc00"]}, "cannot be kept"),
        ("factual-claim", {"evidence": LINK}, "list of addresses"),
        ("factual-claim", {"evidence": [1]}, "list of addresses"),
        ("factual-claim", {"evidence": ["javascript:alert(1)"]}, "https"),
        ("factual-claim", {"evidence": ["data:text/html,x"]}, "https"),
        ("factual-claim", {"evidence": ["//example.org/"]}, "https"),
        ("factual-claim", {"evidence": ["example.org"]}, "https"),
        ("factual-claim", {"evidence": ["https://"]}, "https"),
        ("factual-claim", {"evidence": ["http://[::1"]}, "https"),
        ("factual-claim", {"evidence": [LINK] * (MAX_LINKS + 1)}, str(MAX_LINKS)),
        ("factual-claim", {"evidence": [LINK + LONGEST]}, "https"),
    ],
)
def test_details_that_do_not_fit(tag: str, given: Any, says: str) -> None:
    with pytest.raises(DetailsError, match=says):
        check_details(TAGS[tag], given)


@pytest.mark.parametrize("slug", ["\0", "\ud800"])
def test_a_refusal_can_always_be_sent(slug: str) -> None:
    with pytest.raises(DetailsError) as refused:
        check_details(TAGS["opinion"], {slug: ""})
    assert str(refused.value).encode()


def test_a_tag_without_details_takes_none() -> None:
    fields = {name: "x" for name in Tag.__dataclass_fields__ if name != "details"}
    with pytest.raises(DetailsError, match="takes: no details"):
        check_details(Tag(**fields), {"a": "b"})
