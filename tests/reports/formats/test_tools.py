"""Files for other tools, loaded by those tools' own libraries: all offsets are right, whatever the text."""

import json

import pytest

from tests.reports.formats.tools import EVERY, READERS, TOOLS, parts, write
from tests.reports.small import BODY, annotation, report


def test_every_tool_is_tried() -> None:
    assert {*READERS, "conll"} == set(TOOLS)


@pytest.mark.parametrize("slug", READERS)
def test_every_mark_of_everybody_is_there(slug: str) -> None:
    assert READERS[slug](write(slug, report()), BODY) == EVERY


@pytest.mark.parametrize("slug", READERS)
def test_what_is_agreed_can_be_had_in_place_of_each_readers(slug: str) -> None:
    agreed = report(threshold="2", agreed=True)
    assert READERS[slug](write(slug, agreed), BODY) == {
        ("agreed", p.start, p.end, p.tag) for p in agreed.passages
    }
    assert len(agreed.passages) == 3


@pytest.mark.parametrize("slug", [*READERS, "conll", "xlsx"])
def test_the_file_says_where_its_marks_come_from(slug: str) -> None:
    data = write(slug, report())
    text = data + b"".join(parts(data).values()) if data.startswith(b"PK") else data
    assert b"0" * 64 in text, "the hash of the text"
    assert b"each reader" in text


@pytest.mark.parametrize("slug", TOOLS)
def test_the_same_marks_are_the_same_bytes(slug: str) -> None:
    assert write(slug, report()) == write(slug, report())


def test_conll_keeps_the_longest_and_lists_what_it_drops() -> None:
    files = parts(write("conll", report()))
    text = files["marks.conll"].decode()
    assert text.count("-DOCSTART-") == 2
    assert "globalist -X- -X- I-factual-claim\n" in text
    assert "The -X- -X- B-factual-claim\n" in text
    dropped = json.loads(files["dropped.json"])["dropped"]
    assert {(d["annotator"], d["quote"]) for d in dropped} == {
        ("Ada", "globalist"),
        ("Ada", "It was a disgrace"),
    }
    for line in text.split("\n"):
        assert line == "" or len(line.split(" ")) == 4


def test_conll_keeps_the_longer_of_two_wherever_they_begin() -> None:
    marks = [
        annotation("opinion", "The globalist", "Ada"),
        annotation("factual-claim", "globalist council voted nine", "Ada"),
    ]
    files = parts(write("conll", report(marks)))
    assert [d["quote"] for d in json.loads(files["dropped.json"])["dropped"]] == ["The globalist"]
    assert "globalist -X- -X- B-factual-claim\n" in files["marks.conll"].decode()
