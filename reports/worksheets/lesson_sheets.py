"""The worksheet and the key sheet of an article of a lesson that no class has got yet."""

import io
from collections.abc import Iterable

from django.utils.formats import date_format
from PIL import Image

from annotate.codebooks.translation import translate_codebook
from annotate.enums import Tolerance
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from annotate.tag import Tag
from articles.text.draft import Formatting
from reports.rendering.printed_picture import PrintedPicture, printed_picture
from reports.worksheets.sheet import (
    PICTURE_SIZE,
    KeySheet,
    SheetAnswer,
    SheetArticle,
    Worksheet,
    build_key_sheet,
    build_worksheet,
)
from reports.worksheets.tag_details import detail_rows


def worksheet_of_content(content: LessonContent, number: int) -> Worksheet:
    """Return the worksheet of article ``number`` of a lesson, from 0. The last one has the questions."""
    tags = translate_codebook(content.codebook).tags
    questions = content.questions if number == len(content.articles) - 1 else ()
    return build_worksheet(_article(content, content.articles[number]), tags, content.instructions, questions)


def key_sheet_of_content(content: LessonContent, number: int) -> KeySheet:
    """Return the key sheet of article ``number`` of a lesson, from 0: for those who may see the whole lesson."""
    tags = translate_codebook(content.codebook).tags
    answers = _answers(content.articles[number].key, tags)
    return build_key_sheet(worksheet_of_content(content, number), tags, answers)


def _article(content: LessonContent, article: LessonArticle) -> SheetArticle:
    date = date_format(article.published) if article.published else ""
    return SheetArticle(
        title=article.title,
        facts=" · ".join(filter(None, (article.publication, article.byline, date))),
        language=article.language or content.language,
        body=article.body,
        formatting=tuple(
            row if isinstance(row, Formatting) else Formatting(*row) for row in article.formatting
        ),
        extract=article.extract,
        pictures=_pictures(article),
    )


def _pictures(article: LessonArticle) -> dict[int, list[PrintedPicture]]:
    pictures: dict[int, list[PrintedPicture]] = {}
    for picture in article.pictures:
        # The files were checked and written anew when the lesson was read: only the size is read here.
        with Image.open(io.BytesIO(picture.content)) as image:
            printed = printed_picture(picture.content, picture.alt, *image.size, PICTURE_SIZE)
        pictures.setdefault(picture.offset, []).append(printed)
    return pictures


def _answers(key: Iterable[KeyAnswer], tags: Iterable[Tag]) -> list[SheetAnswer]:
    by_slug = {tag.slug: tag for tag in tags}
    return [
        SheetAnswer(
            0,
            answer.start,
            answer.end,
            tag := by_slug[answer.tag],
            tuple(by_slug[slug] for slug in answer.also if slug in by_slug),
            answer.tolerance == Tolerance.EXACT,
            answer.quote,
            answer.explanation,
            detail_rows(tag, answer.details),
        )
        for answer in key
    ]
