"""The lessons that come with Claimlight: every folder is whole, in both languages of the site, and harmless."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from annotate.enums import Tolerance
from annotate.lessons.builtin_lessons import (
    FOLDER,
    BuiltinLesson,
    BuiltinLessonError,
    builtin_lessons,
    get_builtin_lesson,
    read_lesson,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SLUGS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__")
EACH = [(slug, language) for slug in SLUGS for language in LANGUAGES]
MAX_COVER = 6 * 1024
SHAPES = {
    "svg", "g", "rect", "circle", "ellipse", "path", "line", "polyline", "polygon", "defs", "linearGradient",
    "radialGradient", "stop", "clipPath", "title", "desc", "mask",
}  # fmt: skip


def _lesson(slug: str, language: str) -> BuiltinLesson:
    lesson = get_builtin_lesson(slug, language)
    assert lesson is not None
    return lesson


def test_each_folder_is_a_lesson() -> None:
    assert SLUGS
    for language in LANGUAGES:
        assert sorted(lesson.slug for lesson in builtin_lessons(language)) == SLUGS
        orders = [lesson.order for lesson in builtin_lessons(language)]
        assert orders == sorted(set(orders))


@pytest.mark.parametrize(("slug", "language"), EACH)
def test_a_lesson_is_in_each_language_of_the_site(slug: str, language: str) -> None:
    assert (FOLDER / slug / f"{language}.toml").exists()
    content = _lesson(slug, language).content
    assert content.language == language
    assert {article.language for article in content.articles} == {language}


@pytest.mark.parametrize(("slug", "language"), EACH)
def test_a_lesson_is_complete(slug: str, language: str) -> None:
    content = _lesson(slug, language).content
    assert sum(step.minutes for step in content.plan) == content.minutes
    assert 3 <= len(content.questions) <= 4
    assert len(content.title) <= 120
    assert 0 < len(content.summary) <= 240
    assert 0 < len(content.level) <= 60
    assert content.notes
    assert content.instructions
    for article in content.articles:
        assert article.key, article.title
        assert article.published
        for answer in article.key:
            assert answer.explanation, answer.quote
            assert article.body[answer.start : answer.end] == answer.quote


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_is_the_same_in_all_languages(slug: str) -> None:
    contents = [_lesson(slug, language).content for language in LANGUAGES]
    for name in ("minutes", "codebook", "mode", "feedback", "feedback_when", "hints"):
        assert all(getattr(content, name) == getattr(contents[0], name) for content in contents), name
    assert len({len(content.articles) for content in contents}) == 1
    assert len({len(content.questions) for content in contents}) == 1
    assert len({_lesson(slug, language).order for language in LANGUAGES}) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_a_cover_is_a_harmless_drawing(slug: str) -> None:
    cover = _lesson(slug, "en").cover
    assert len(cover.encode()) <= MAX_COVER
    root = etree.fromstring(cover.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.get("viewBox") == "0 0 320 180"
    assert root.getroottree().docinfo.doctype == ""
    for element in root.iter():
        assert isinstance(element.tag, str), "comments and processing instructions"
        assert etree.QName(element).localname in SHAPES
        for name, value in element.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on")
            assert etree.QName(name).localname not in ("href", "style", "class")
            assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", value))


def test_a_reader_of_another_language_gets_english() -> None:
    assert [lesson.content for lesson in builtin_lessons("de")] == [
        lesson.content for lesson in builtin_lessons("en")
    ]
    assert builtin_lessons("es-mx") == builtin_lessons("es")
    assert get_builtin_lesson("no-such-lesson", "en") is None
    assert get_builtin_lesson("../builtin", "en") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lesson = tmp_path / "bridge"
    lesson.mkdir()
    (lesson / "cover.svg").write_text("<svg/>")
    (lesson / "en-1.md").write_text("The *old* bridge is ugly.\n\nThe new bridge is ugly, says Ana.\n")
    (lesson / "en.toml").write_text(TOML)
    return lesson


TOML = """
order = 1
title = "The bridge"
summary = "A bridge."
level = "Ages 11–13"
minutes = 40
codebook = "news-and-opinion"
instructions = "Read it."
mode = "independent"
feedback = "key"
feedback_when = "on reveal"
hints = "off"
questions = ["Why?", "Who?", "When?"]
notes = "Notes."

[[plan]]
minutes = 40
text = "Read."

[[articles]]
file = "en-1.md"
title = "A bridge"
byline = "Ana"
publication = "The Gazette"
published = 2025-03-04

[[articles.key]]
tag = "somebody-says"
quote = "bridge is ugly"
occurrence = 2
also = ["opinion"]
tolerance = "exact"
explanation = "Ana says it."
details = { who = "Ana" }
"""


def test_a_folder_is_read(folder: Path) -> None:
    lesson = read_lesson(folder)
    (article,) = lesson.content.articles
    (answer,) = article.key
    assert article.body == "The old bridge is ugly.\n\nThe new bridge is ugly, says Ana."
    assert ("emphasis") in {row[2] for row in article.formatting}
    assert answer.start == article.body.rindex("bridge is ugly")
    assert (answer.tag, answer.also, answer.tolerance) == ("somebody-says", ("opinion",), Tolerance.EXACT)
    assert answer.details == {"who": "Ana"}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("occurrence = 2", "", "occurs 2 times"),
        ("occurrence = 2", "occurrence = 3", "no occurrence 3"),
        ("bridge is ugly", "bridge is pretty", "no occurrence 2"),
        ('tag = "somebody-says"', 'tag = "claim"', "claim"),
        ('who = "Ana"', 'whom = "Ana"', "whom"),
        ('also = ["opinion"]', 'also = ["claim"]', "claim"),
        ('title = "The bridge"', 'title = ""', "title"),
        ('level = "Ages 11–13"', "", "level"),
        ('hints = "off"', 'hints = "sometimes"', "sometimes"),
        ('hints = "off"', 'hints = "off"\ncolour = "red"', "colour"),
        ('codebook = "news-and-opinion"', 'codebook = "none"', "none"),
        ("published = 2025-03-04", 'published = "yesterday"', "published"),
        ("order = 1", "order = ", "en.toml"),
    ],
)
def test_a_fault_in_a_folder_is_named(folder: Path, old: str, new: str, complaint: str) -> None:
    assert old in TOML
    (folder / "en.toml").write_text(TOML.replace(old, new, 1))
    with pytest.raises(BuiltinLessonError, match=re.escape(complaint)) as error:
        read_lesson(folder)
    assert "bridge/en.toml" in str(error.value)
