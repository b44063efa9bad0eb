"""Read a lesson, or rounds of which one is to be made, from the database as one value."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from annotate.codebook import read_codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, LayerKind, RoundMode, Tolerance
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, LessonPicture, PlanStep
from annotate.models import Annotation, Lesson, LessonExercise, Round
from articles.models import Picture

ANSWER_COLUMNS = ("layer__round", "start", "end", "quote", "tag__slug", "answer", "note", "details")


def content_of(lesson: Lesson | BuiltinLesson, pictures: bool = True) -> LessonContent:
    """Return everything that a lesson has; without ``pictures``, no files are read."""
    if isinstance(lesson, BuiltinLesson):
        return lesson.content
    return with_fields_of(lesson, content_of_rounds(rounds_of_lesson(lesson), pictures=pictures))


def with_fields_of(lesson: Lesson, content: LessonContent) -> LessonContent:
    """Return what was read of the rounds of a lesson with what the lesson itself says."""
    return replace(
        content,
        title=lesson.title,
        summary=lesson.summary,
        language=lesson.language,
        level=lesson.level,
        minutes=lesson.minutes,
        questions=tuple(lesson.questions),
        notes=lesson.notes,
        plan=tuple(PlanStep(minutes, text) for minutes, text in lesson.plan),
        author=lesson.author,
        license=lesson.license,
    )


def exercises_of_lesson(lesson: Lesson) -> list[LessonExercise]:
    """Return the exercises of a lesson in order, without those whose article is in the bin."""
    exercises = lesson.exercises.filter(round__in=Round.objects.all())
    return list(exercises.select_related("round__text__article__team", "round__codebook"))


def rounds_of_lesson(lesson: Lesson) -> list[Round]:
    """Return the rounds of a lesson in order."""
    return [exercise.round for exercise in exercises_of_lesson(lesson)]


def content_of_round(round_: Round) -> LessonContent:
    """Return what a lesson made of this one round has."""
    return content_of_rounds([round_])


def content_of_rounds(rounds: Sequence[Round], pictures: bool = True) -> LessonContent:
    """Return what a lesson made of these rounds has: their articles and keys, with the settings of the first.

    The number of queries does not depend on the number of rounds.
    """
    if not rounds:
        return LessonContent("", (), read_codebook("four-tags"))
    keys, files = _keys(rounds), _pictures(rounds) if pictures else {}
    first = rounds[0]
    article = first.text.article
    return LessonContent(
        title=article.title,
        articles=tuple(_article(round_, keys[round_.pk], files) for round_ in rounds),
        codebook=first.codebook.pure,
        language=article.language,
        instructions=first.instructions,
        mode=RoundMode(first.mode),
        feedback=Feedback(first.feedback),
        feedback_when=FeedbackTiming(first.feedback_when),
        hints=HintTiming(first.hints),
        detail_suggestions=first.detail_suggestions,
    )


def _article(round_: Round, key: Iterable[KeyAnswer], files: dict[int, bytes]) -> LessonArticle:
    text, article = round_.text, round_.text.article
    return LessonArticle(
        title=article.title,
        body=text.body,
        formatting=tuple(tuple(row) for row in text.formatting),
        byline=article.byline,
        publication=article.publication,
        url=article.web_address,
        published=article.published,
        language=article.language,
        extract=None if round_.extract_end is None else round_.extract,
        pictures=tuple(
            LessonPicture(picture.offset, picture.alt, files[picture.id], picture.width, picture.height)
            for picture in text.placed_pictures
            if picture.id in files
        ),
        key=tuple(key),
    )


def _keys(rounds: Sequence[Round]) -> dict[int, list[KeyAnswer]]:
    """Return the answer key of each round, in the order of its text."""
    keys: dict[int, list[KeyAnswer]] = defaultdict(list)
    rows: Any = Annotation.objects.filter(layer__round__in=rounds, layer__kind=LayerKind.KEY, deleted=False)
    for row in rows.order_by("start", "end", "tag__slug", "created_at", "pk").values_list(*ANSWER_COLUMNS):
        round_, start, end, quote, tag, answer, note, details = row
        answer = answer or {}
        keys[round_].append(
            KeyAnswer(
                start=start,
                end=end,
                quote=quote,
                tag=tag,
                also=tuple(answer.get("also", ())),
                tolerance=Tolerance(answer.get("tolerance", Tolerance.OVERLAP)),
                explanation=note,
                details=details,
            )
        )
    return keys


def _pictures(rounds: Sequence[Round]) -> dict[int, bytes]:
    """Return the files of the pictures in the texts by their ids, without those that are lost."""
    ids = [picture.id for round_ in rounds for picture in round_.text.placed_pictures]
    contents: dict[int, bytes] = {}
    for picture in Picture.objects.filter(pk__in=ids) if ids else ():
        with suppress(FileNotFoundError), picture.file.open() as file:
            contents[picture.pk] = file.read()
    return contents
