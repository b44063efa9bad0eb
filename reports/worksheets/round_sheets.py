"""The worksheet and the key sheet of a round, which is an exercise of a class or of a lesson."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import assignment_of, can_see_answer_key, rounds_of_set, visible_answer_key
from annotate.codebooks.translation import translate_codebook
from annotate.enums import Tolerance
from annotate.models import Annotation, Round
from annotate.tag import Tag
from articles.text.draft import Formatting
from people.models import User
from people.terms import Kind
from reports.rendering.pictures import stored_pictures
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

NO_KEY = N_("There is no answer key here, or you cannot see it yet.")


def worksheet_of_round(round_: Round) -> Worksheet:
    """Return the worksheet of a visible round. It is made without any highlight: those of the key are answers."""
    tags = translate_codebook(round_.codebook.pure).tags
    team = round_.text.article.team
    return build_worksheet(
        _article(round_),
        tags,
        round_.instructions,
        _questions(round_),
        for_class=team is None or team.kind == Kind.CLASS,
    )


def key_sheet_of_round(user: User, round_: Round) -> KeySheet:
    """Return the key sheet of a visible round. Raise ``Http404`` if ``user`` may not see the key, or there is none."""
    answers = list(visible_answer_key(user, round_)) if can_see_answer_key(user, round_) else []
    if not answers:
        raise Http404(_(NO_KEY))
    tags = translate_codebook(round_.codebook.pure).tags
    return build_key_sheet(worksheet_of_round(round_), tags, _answers(answers, tags))


def _article(round_: Round) -> SheetArticle:
    text, article = round_.text, round_.text.article
    date = date_format(article.published) if article.published else ""
    return SheetArticle(
        title=article.title,
        facts=" · ".join(filter(None, (article.publication, article.byline, date))),
        language=article.language,
        body=text.body,
        formatting=tuple(Formatting(*row) for row in text.formatting),
        extract=round_.extract if round_.extract_end is not None else None,
        pictures=_pictures(round_),
    )


def _pictures(round_: Round) -> dict[int, list[PrintedPicture]]:
    pictures: dict[int, list[PrintedPicture]] = {}
    for place, content in stored_pictures(round_.text.article_id, round_.text.placed_pictures):
        picture = printed_picture(content, place.alt, place.width, place.height, PICTURE_SIZE)
        pictures.setdefault(place.offset, []).append(picture)
    return pictures


def _questions(round_: Round) -> list[str]:
    """Return the questions of the lesson or assignment, on the last of its exercises: they are about all of them."""
    assignment = assignment_of(round_)
    if assignment:
        return assignment.questions if rounds_of_set(round_)[-1].pk == round_.pk else []
    exercise = getattr(round_, "lesson_exercise", None)
    if exercise and exercise.pk == exercise.lesson.exercises.last().pk:
        return exercise.lesson.questions
    return []


def _answers(annotations: Iterable[Annotation], tags: Iterable[Tag]) -> list[SheetAnswer]:
    by_slug = {tag.slug: tag for tag in tags}
    return [
        SheetAnswer(
            0,
            annotation.start,
            annotation.end,
            tag := by_slug[annotation.tag.slug],
            tuple(by_slug[slug] for slug in annotation.answer["also"] if slug in by_slug),
            annotation.answer["tolerance"] == Tolerance.EXACT,
            annotation.quote,
            annotation.note,
            detail_rows(tag, annotation.details),
        )
        for annotation in annotations
    ]
