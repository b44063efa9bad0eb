"""The catalogues of locale/ hold every word that people read, translated, and nothing else; the .mo are the .po's."""

from pathlib import Path

import pytest
from babel.messages import Catalog

from scripts.messages import DOMAINS, ROOT, compiled, faults, read, wanted

FILES = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))


@pytest.fixture(scope="module")
def said() -> dict[str, Catalog]:
    """What the sources say, by domain."""
    return {domain: wanted(domain) for domain in DOMAINS}


def keys(catalog: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalog if message.id}


def test_both_domains_of_every_language_are_there() -> None:
    assert [(path.parent.parent.name, path.stem) for path in FILES] == [("es", "django"), ("es", "djangojs")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_catalogue_holds_what_the_sources_say(path: Path, said: dict[str, Catalog]) -> None:
    """Red? Run “make messages”, then translate what it lists."""
    assert keys(read(path)) ^ keys(said[path.stem]) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_is_translated_with_its_places_and_tags(path: Path) -> None:
    assert [(message.id, fault) for message, fault in faults(read(path))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_the_written_one(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(read(path))
