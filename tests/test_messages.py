"""The catalogues in locale/ contain all messages, translated, and nothing else; the .mo files match the .po files."""

import re
from pathlib import Path

import allauth
import django
import pytest
from babel.messages import Catalog, Message
from babel.messages.jslexer import tokenize
from babel.messages.mofile import read_mo

from scripts.messages import DOMAINS, ROOT, compile_catalog, extract, lint, read_catalog
from web.i18n.allauth_messages import MESSAGES

FILES = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))


@pytest.fixture(scope="module")
def extracted() -> dict[str, Catalog]:
    """The messages in the sources, by domain."""
    return {domain: extract(domain) for domain in DOMAINS}


def keys(catalog: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalog if message.id}


def test_both_domains_of_every_language_are_there() -> None:
    assert [(path.parent.parent.name, path.stem) for path in FILES] == [("es", "django"), ("es", "djangojs")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_catalogue_holds_what_the_sources_say(path: Path, extracted: dict[str, Catalog]) -> None:
    """If this fails, run “make messages” and translate what it lists."""
    assert keys(read_catalog(path)) ^ keys(extracted[path.stem]) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_is_translated_with_its_places_and_tags(path: Path) -> None:
    assert [(message.id, fault) for message, fault in lint(read_catalog(path))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_the_written_one(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compile_catalog(read_catalog(path))


# Not text of the page: comments, SVG, translated messages, tags and values of the template.
NOT_TEXT = re.compile(
    r"\{#.*?#\}|<svg.*?</svg>|<style.*?</style>|<script.*?</script>|<!doctype html>"
    r"|\{% block \w+_class %\}[\w ]*|\{% blocktranslate.*?endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
READ_ALOUD = re.compile(r'(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {
    "Claimlight", "OpenAPI", "SHA", "Ctrl", "Shift", "Alt", "Enter", "Esc", "Delete", "Aa", "PDF", "Word", "Canvas",
    "Moodle", "Brightspace", "Google", "Classroom", "Atkinson", "Hyperlegible", "OpenDyslexic",
}  # fmt: skip


def words_of(template: str) -> set[str]:
    """Return the words that a template itself shows or reads aloud."""
    page = NOT_TEXT.sub("", template)
    text = re.sub(r"<[^>]*>", " ", page)
    return set(LETTERS.findall(" ".join([text, *READ_ALOUD.findall(page)])))


def test_every_word_of_a_template_is_a_message() -> None:
    paths = list(ROOT.glob("templates/**/*.html"))
    assert paths
    found = {
        str(path.relative_to(ROOT)): words_of(path.read_text(encoding="utf-8")) - NAMES for path in paths
    }
    assert {name: words for name, words in found.items() if words} == {}


SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]+ [a-z]+")


def sentences_of(script: str) -> set[str]:
    """Return the literals of a script that read like a sentence."""
    literals = {
        re.sub(r"\$\{.*?\}", "X", token.value[1:-1])
        for token in tokenize(script, jsx=False)
        if token.type in {"string", "template_string"}
    }
    return {text for text in literals if SENTENCE.match(text)}


def test_every_sentence_of_a_script_is_a_message() -> None:
    extracted = {text for m in extract("djangojs") for text in (m.id if isinstance(m.id, tuple) else (m.id,))}
    paths = list(ROOT.glob("static/**/*.js"))
    assert paths
    found = {
        str(path.relative_to(ROOT)): sentences_of(path.read_text(encoding="utf-8")) - extracted
        for path in paths
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_what_is_borrowed_is_still_theirs() -> None:
    theirs = set()
    for package in (allauth, django):
        for path in Path(package.__file__).parent.rglob("locale/es/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                theirs |= {singular(message) for message in read_mo(file)}
    ours = {singular(m) for m in extract("django") if ("web/i18n/allauth_messages.py", 0) in m.locations}
    assert ours - theirs == set()
    assert len(ours) == len(MESSAGES)
