"""Read the file of a lesson that somebody uploads. Pictures are decoded and written anew in the sandbox."""

from dataclasses import replace

from django.conf import settings

from annotate.lessons.content import LessonArticle, LessonContent, LessonPicture
from annotate.lessons.file_format.parsing import LessonFileError, parse_lesson_file
from articles.errors import Unreadable
from articles.sandbox.pictures import small_pictures
from articles.text.draft import Picture


def read_lesson_file(data: bytes) -> LessonContent:
    """Return the lesson in a file; raise LessonFileError with what is wrong and what to do.

    Pictures that cannot be shown are left out.
    """
    content = parse_lesson_file(data, settings.MAX_ANNOTATIONS_PER_LAYER)
    try:
        return replace(content, articles=tuple(map(_with_small_pictures, content.articles)))
    except Unreadable as error:
        raise LessonFileError(error.message) from error


def _with_small_pictures(article: LessonArticle) -> LessonArticle:
    pictures = [Picture(picture.offset, picture.content, picture.alt) for picture in article.pictures]
    return replace(
        article,
        pictures=tuple(
            LessonPicture(picture.offset, picture.alt, picture.content, picture.width, picture.height)
            for picture in small_pictures(pictures, article.body)
        ),
    )
