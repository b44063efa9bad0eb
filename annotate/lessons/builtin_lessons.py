"""Read the lessons that come with Claimlight: one folder each in ``builtin/``. Adding a folder adds a lesson. Pure.

A folder has a cover, and for each language a TOML file with everything but the articles, which are Markdown files.
docs/lessons.md describes them.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotate.codebook import read_codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, Tolerance
from annotate.lessons.checking import check_content
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, PlanStep
from annotate.lessons.errors import LessonError
from articles.errors import Unreadable
from articles.readers.text import read_text
from articles.text.draft import FROZEN_KINDS

FOLDER = Path(__file__).parent / "builtin"
# Every lesson has a file in this language.
FALLBACK = "en"
AUTHOR, LICENSE = "Claimlight", "CC BY 4.0"
MAX_ANSWERS = 200
LESSON_FIELDS = {
    "order", "title", "summary", "level", "minutes", "codebook", "instructions", "mode", "feedback",
    "feedback_when", "hints", "questions", "notes", "plan", "articles",
}  # fmt: skip
ARTICLE_FIELDS = {"file", "title", "byline", "publication", "published", "key"}
ANSWER_FIELDS = {"tag", "quote", "occurrence", "also", "tolerance", "explanation", "details"}


class BuiltinLessonError(ValueError):
    """A file of a built-in lesson is wrong. The message names the file, the place and what is wrong."""


@dataclass(frozen=True, slots=True)
class BuiltinLesson:
    """A lesson of ours in one language. ``cover`` is the text of an SVG drawing."""

    slug: str
    order: int
    cover: str
    content: LessonContent

    @property
    def text_hashes(self) -> frozenset[str]:
        """Return the hashes of its articles in all languages, as ``Text`` has them."""
        return _text_hashes(FOLDER / self.slug)


def builtin_lessons(language: str = FALLBACK) -> list[BuiltinLesson]:
    """Return all built-in lessons in order, each in ``language`` if it has it, else in English."""
    return list(_lessons(FOLDER, language))


def get_builtin_lesson(slug: str, language: str = FALLBACK) -> BuiltinLesson | None:
    """Return a built-in lesson in ``language``, else in English; None if there is none with this slug."""
    return next((lesson for lesson in _lessons(FOLDER, language) if lesson.slug == slug), None)


@cache
def _text_hashes(folder: Path) -> frozenset[str]:
    lessons = [read_lesson(folder, path.stem) for path in folder.glob("*.toml")]
    return frozenset(
        sha256(article.body.encode()).hexdigest() for lesson in lessons for article in lesson.content.articles
    )


@cache
def _lessons(folder: Path, language: str) -> tuple[BuiltinLesson, ...]:
    folders = [path.parent for path in folder.glob(f"*/{FALLBACK}.toml")]
    return tuple(
        sorted(
            (read_lesson(path, language) for path in folders), key=lambda lesson: (lesson.order, lesson.slug)
        )
    )


def read_lesson(folder: Path, language: str = FALLBACK) -> BuiltinLesson:
    """Return the lesson in ``folder``, or raise BuiltinLessonError."""
    primary = language.lower().partition("-")[0]
    file = folder / f"{primary}.toml"
    if not (primary.isalpha() and file.exists()):
        file = folder / f"{FALLBACK}.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        content = _content(data, folder, file.stem)
        check_content(content, MAX_ANSWERS)
        return BuiltinLesson(
            folder.name, data["order"], (folder / "cover.svg").read_text(encoding="utf-8"), content
        )
    except KeyError as error:
        raise BuiltinLessonError(f"{folder.name}/{file.name}: {error} is missing") from error
    except (ValueError, TypeError, OSError, Unreadable) as error:
        raise BuiltinLessonError(f"{folder.name}/{file.name}: {error}") from error


def _content(data: dict[str, Any], folder: Path, language: str) -> LessonContent:
    _check_names(data, LESSON_FIELDS, "the lesson")
    codebook = read_codebook(data["codebook"])
    return LessonContent(
        title=data["title"],
        articles=tuple(_article(article, folder, language) for article in data["articles"]),
        codebook=codebook,
        summary=data["summary"],
        language=language,
        level=data["level"],
        minutes=data["minutes"],
        instructions=data["instructions"].strip(),
        mode=RoundMode(data["mode"]),
        feedback=Feedback(data["feedback"]),
        feedback_when=FeedbackTiming(data["feedback_when"]),
        hints=HintTiming(data["hints"]),
        questions=tuple(data["questions"]),
        notes=data["notes"].strip(),
        plan=tuple(PlanStep(step["minutes"], step["text"]) for step in data["plan"]),
        author=AUTHOR,
        license=LICENSE,
    )


def _article(data: dict[str, Any], folder: Path, language: str) -> LessonArticle:
    _check_names(data, ARTICLE_FIELDS, "an article")
    draft = read_text((folder / data["file"]).read_text(encoding="utf-8").strip())
    if not isinstance(data["published"], date):
        raise BuiltinLessonError(f"{data['file']}: “published” must be a date")
    formatting = tuple(
        (row.start, row.end, row.kind, row.value) for row in draft.formatting if row.kind in FROZEN_KINDS
    )
    article = LessonArticle(
        title=data["title"],
        body=draft.text,
        formatting=formatting,
        byline=data["byline"],
        publication=data["publication"],
        published=data["published"],
        language=language,
    )
    answers = [_answer(answer, draft.text, data["file"]) for answer in data.get("key", ())]
    return replace(article, key=tuple(sorted(answers, key=lambda answer: (answer.start, answer.end))))


def _answer(data: dict[str, Any], body: str, file: str) -> KeyAnswer:
    quote = data["quote"]
    _check_names(data, ANSWER_FIELDS, f"the answer “{quote}”")
    start = _find(body, quote, data.get("occurrence"), file)
    return KeyAnswer(
        start=start,
        end=start + len(quote),
        quote=quote,
        tag=data["tag"],
        also=tuple(data.get("also", ())),
        tolerance=Tolerance(data.get("tolerance", Tolerance.OVERLAP)),
        explanation=data["explanation"],
        details=data.get("details", {}),
    )


def _find(body: str, quote: str, occurrence: int | None, file: str) -> int:
    """Return where ``quote`` begins: it must occur once, or ``occurrence`` says which of several is meant."""
    starts = []
    start = body.find(quote)
    while start >= 0:
        starts.append(start)
        start = body.find(quote, start + 1)
    if occurrence is None and len(starts) != 1:
        raise BuiltinLessonError(f"{file}: the quote “{quote}” occurs {len(starts)} times")
    if not 1 <= (occurrence or 1) <= len(starts):
        raise BuiltinLessonError(f"{file}: the quote “{quote}” has no occurrence {occurrence}")
    return starts[(occurrence or 1) - 1]


def _check_names(data: dict[str, Any], names: Iterable[str], where: str) -> None:
    if unknown := sorted(data.keys() - set(names)):
        raise LessonError(f"{where} has unknown fields: {', '.join(unknown)}")
