"""Citations are valid whatever people write: CITATION.cff by its schema, and BibTeX with balanced braces."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import validator_for

from campaigns.dataset.documents.licences import LICENCES, spdx_identifier
from reports.formats.citation import Citation, bibtex, cff

# The schema of version 1.2.0: https://github.com/citation-file-format/citation-file-format (CC-BY-4.0).
SCHEMA = Path(__file__).parent / "cff-1.2.0.schema.json"
VALIDATOR = validator_for(json.loads(SCHEMA.read_text(encoding="utf-8")))
DAY = date(2026, 11, 30)
TEXT = st.text(max_size=40)
CITATIONS = st.builds(
    Citation,
    title=TEXT.filter(lambda text: text.strip()),
    authors=st.lists(TEXT, max_size=3, unique=True),
    team=st.just("Desk"),
    released=st.just(DAY),
    abstract=TEXT,
    licence=st.sampled_from(["", *LICENCES]),
)


def parsed(citation: Citation) -> dict[str, Any]:
    """Return CITATION.cff as a validator sees it, which takes days for strings."""
    content: dict[str, Any] = yaml.load(cff(citation), yaml.BaseLoader)
    return content


@given(CITATIONS)
def test_cff_is_valid(citation: Citation) -> None:
    VALIDATOR.validate(parsed(citation))


@given(CITATIONS)
def test_braces_of_bibtex_are_balanced(citation: Citation) -> None:
    depth, previous = 0, ""
    for character in bibtex(citation):
        if previous != "\\":
            depth += {"{": 1, "}": -1}.get(character, 0)
        previous = "" if (previous, character) == ("\\", "\\") else character
        assert depth >= 0
    assert depth == 0


def test_authors_are_people_if_their_name_is_divided() -> None:
    citation = Citation("Fees", ["López García, Ana", "The Desk", " "], "Team", DAY)
    assert parsed(citation)["authors"] == [
        {"family-names": "López García", "given-names": "Ana"},
        {"name": "The Desk"},
    ]
    assert "author = {{López García}, {Ana} and {The Desk}}" in bibtex(citation)


def test_without_authors_it_is_the_teams() -> None:
    assert parsed(Citation("Fees", ["  "], "Smith, Jones & Co", DAY))["authors"] == [
        {"name": "Smith, Jones & Co"}
    ]


@pytest.mark.parametrize(
    ("typed", "known"), [("cc by 4.0", "CC-BY-4.0"), ("CC0-1.0", "CC0-1.0"), ("ours", ""), ("", "")]
)
def test_licences_are_known_however_they_are_typed(typed: str, known: str) -> None:
    assert spdx_identifier(typed) == known
