"""Write a lesson as a file. Pure."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from annotate.codebook import Codebook
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, LessonPicture
from web.text.single_line import as_single_line

FORMAT, VERSION = "claimlight-lesson", 1
MEDIA_TYPE = "application/json"
# No text in a file has them.
CONTROLS = frozenset(map(chr, [*range(9), *range(11, 32), 127]))


def lesson_file(content: LessonContent) -> bytes:
    """Return the lesson as a file, which ``read_lesson_file`` reads back."""
    return json.dumps(_lesson(content), ensure_ascii=False, indent=1).encode()


def _lesson(content: LessonContent) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": as_single_line(content.title),
        "summary": as_single_line(content.summary),
        "language": content.language,
        "level": as_single_line(content.level),
        "minutes": content.minutes,
        "author": as_single_line(content.author),
        "license": as_single_line(content.license),
        "instructions": _clean(content.instructions),
        "mode": str(content.mode),
        "feedback": str(content.feedback),
        "feedback_when": str(content.feedback_when),
        "hints": str(content.hints),
        "detail_suggestions": content.detail_suggestions,
        "questions": [_clean(question) for question in content.questions],
        "notes": _clean(content.notes),
        "plan": [{"minutes": step.minutes, "text": _clean(step.text)} for step in content.plan],
        "codebook": _codebook(content.codebook),
        "articles": [_article(article) for article in content.articles],
    }


def _codebook(codebook: Codebook) -> dict[str, Any]:
    return {
        "slug": codebook.slug,
        "title": codebook.title,
        "version": codebook.version,
        "ships": codebook.ships,
        "tags": [asdict(tag) for tag in codebook.tags],
    }


def _article(article: LessonArticle) -> dict[str, Any]:
    return {
        "title": as_single_line(article.title),
        "byline": as_single_line(article.byline),
        "publication": as_single_line(article.publication),
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "body": article.body,
        "formatting": [list(row) for row in article.formatting],
        "extract": list(article.extract) if article.extract else None,
        "pictures": [_picture(picture) for picture in article.pictures],
        "key": [_answer(answer) for answer in article.key],
    }


def _picture(picture: LessonPicture) -> dict[str, Any]:
    return {
        "offset": picture.offset,
        "alt": as_single_line(picture.alt),
        "file": b64encode(picture.content).decode(),
    }


def _answer(answer: KeyAnswer) -> dict[str, Any]:
    return {
        "start": answer.start,
        "end": answer.end,
        "quote": answer.quote,
        "tag": answer.tag,
        "also": list(answer.also),
        "tolerance": str(answer.tolerance),
        "explanation": _clean(answer.explanation),
        "details": dict(answer.details),
    }


def _clean(text: str) -> str:
    """Return a text with lines that end as in the file: browsers send CR and LF. Control characters are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char not in CONTROLS)
