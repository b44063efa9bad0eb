"""The digest by which an exercise of a class and the exercise of the lesson that it came from are compared. Pure."""

import json
from hashlib import sha256
from typing import Any

from annotate.codebook import Codebook
from annotate.lessons.checking import answer_json
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from annotate.tag import APPEARANCE_FIELDS, tag_definition


def exercise_digest(content: LessonContent, article: LessonArticle) -> str:
    """Return the digest of what an exercise has from its lesson: text, settings, tags, answer key and questions.

    How people work is not part of it: a class may choose that for itself.
    """
    values = {
        "article": [
            article.title, article.body, [list(row) for row in article.formatting], article.byline,
            article.publication, article.url, article.published and article.published.isoformat(),
            article.language, article.extract and list(article.extract),
        ],
        "pictures": [[p.offset, p.alt, sha256(p.content).hexdigest()] for p in article.pictures],
        "key": sorted(_answer(answer) for answer in article.key),
        "tags": _tags(content.codebook),
        "settings": [
            content.instructions, content.feedback, content.feedback_when, content.hints,
            content.detail_suggestions,
        ],
        "questions": list(content.questions),
    }  # fmt: skip
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _answer(answer: KeyAnswer) -> str:
    also = sorted(tag for tag in answer.also if tag != answer.tag)
    values = [answer.start, answer.end, answer.tag, answer_json(answer) | {"also": also}, answer.explanation]
    return json.dumps([*values, dict(answer.details)], sort_keys=True)


def _tags(codebook: Codebook) -> list[Any]:
    """Return what the tags mean: of a built-in codebook its version, for its wording may be improved."""
    if codebook.ships:
        return [codebook.slug, codebook.version]
    return sorted(
        json.dumps(
            {name: value for name, value in tag_definition(tag).items() if name not in APPEARANCE_FIELDS},
            sort_keys=True,
        )
        for tag in codebook.live
    )
