"""Read a lesson, or rounds of which one is to be made, from the database as one value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from annotate.access import answers_of_keys
from annotate.codebook import read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, Tolerance
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, LessonPicture, PlanStep
from annotate.models import Lesson, LessonExercise, Round
from annotate.rounds.actions import stored_extract
from articles.models import Picture, Text


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
    return contents_of_rounds([round_])[0]


def content_of_rounds(rounds: Sequence[Round], pictures: bool = True) -> LessonContent:
    """Return what a lesson made of these rounds has: their articles and keys, with the settings of the first."""
    contents = contents_of_rounds(rounds, pictures)
    if not contents:
        return LessonContent("", (), read_codebook(DEFAULT_CODEBOOK))
    return replace(contents[0], articles=tuple(article for one in contents for article in one.articles))


def contents_of_rounds(rounds: Sequence[Round], pictures: bool = True) -> list[LessonContent]:
    """Return what a lesson made of each of the rounds has. The number of queries does not depend on their number."""
    keys = _keys(rounds)
    files = _pictures([round_.text for round_ in rounds]) if pictures else {}
    # Rounds share their codebook object, so that its tags are fetched once.
    codebooks = {round_.codebook_id: round_.codebook for round_ in rounds}
    return [
        LessonContent(
            title=round_.text.article.title,
            articles=(
                replace(
                    _article(round_.text, files),
                    extract=stored_extract(round_),
                    key=tuple(keys[round_.pk]),
                ),
            ),
            codebook=codebooks[round_.codebook_id].pure,
            language=round_.text.article.language,
            instructions=round_.instructions,
            mode=RoundMode(round_.mode),
            feedback=Feedback(round_.feedback),
            feedback_when=FeedbackTiming(round_.feedback_when),
            hints=HintTiming(round_.hints),
            detail_suggestions=round_.detail_suggestions,
        )
        for round_ in rounds
    ]


def article_of_text(text: Text) -> LessonArticle:
    """Return a visible text as an article of a lesson, without an answer key."""
    return _article(text, _pictures([text]))


def _article(text: Text, files: Mapping[int, bytes]) -> LessonArticle:
    article = text.article
    return LessonArticle(
        title=article.title,
        body=text.body,
        formatting=tuple(tuple(row) for row in text.formatting),
        byline=article.byline,
        publication=article.publication,
        url=article.web_address,
        published=article.published,
        language=article.language,
        pictures=tuple(
            LessonPicture(picture.offset, picture.alt, files[picture.id], picture.width, picture.height)
            for picture in text.placed_pictures
            if picture.id in files
        ),
    )


def _keys(rounds: Sequence[Round]) -> dict[int, list[KeyAnswer]]:
    """Return the answer key of each round, in the order of its text."""
    keys: dict[int, list[KeyAnswer]] = defaultdict(list)
    for row in answers_of_keys(rounds):
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


def _pictures(texts: Iterable[Text]) -> dict[int, bytes]:
    """Return the files of the pictures in the texts by their ids, without those that are lost."""
    ids = [picture.id for text in texts for picture in text.placed_pictures]
    contents: dict[int, bytes] = {}
    for picture in Picture.objects.filter(pk__in=ids) if ids else ():
        with suppress(FileNotFoundError), picture.file.open() as file:
            contents[picture.pk] = file.read()
    return contents
