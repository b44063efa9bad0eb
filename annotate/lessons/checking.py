"""Check a whole lesson before it is stored: lengths, spans, tags and details, wherever it comes from. Pure."""

from collections.abc import Iterable

from annotate.annotations.answer_key import validate_answer
from annotate.annotations.spans import check_inside, check_span
from annotate.lessons import limits
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from annotate.lessons.errors import LessonError
from annotate.tag import check_details
from articles.errors import Unreadable
from articles.parsing.length import check_length
from articles.text.draft import Formatting, FormattingError, check_formatting
from articles.text.pictures import MAX_ALT, MAX_PICTURES
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import is_storable, is_web_address

TOO_LONG = Message("{what} can have up to {most} characters, not {count}.")
MISSING = Message("{what} is missing.")
UNSTORABLE = Message("{what} contains an invalid character (NUL or a lone surrogate). Remove it.")
TOO_MANY = Message("A lesson can have up to {most} {what}, not {count}.")
NO_ARTICLES = Message("A lesson needs at least one article.")
BAD_MINUTES = Message("{what} must be 1 to {most}, not {count}.")
NO_EXTRACT = Message("The excerpt is outside the text.")
NO_TAG = Message("There is no tag “{tag}” here. Possible tags: {takes}.")
NO_ADDRESS = Message("The address of an article must begin with https:// or http://.")
KEY_FULL = Message("The answer key can have up to {most} highlights, not {count}.")
NO_PICTURE_PLACE = Message("A picture is outside the text, or its description is too long.")
TOO_MANY_PICTURES = Message("An article can have up to {most} pictures.")
IN_ARTICLE = Message("Article {number}: {problem}")
IN_KEY = Message("Answer {number} of the key (“{quote}”): {problem}")
# Values of messages.
TITLE, SUMMARY, LEVEL = Message("The title"), Message("The summary"), Message("The level")
AUTHOR, LICENSE = Message("The author"), Message("The licence")
INSTRUCTIONS, NOTES = Message("The instructions"), Message("The notes for the teacher")
QUESTION, STEP, EXPLANATION = Message("A question"), Message("A step of the plan"), Message("An explanation")
MINUTES, STEP_MINUTES = Message("The duration in minutes"), Message("The minutes of a step")
ARTICLES, QUESTIONS, STEPS = Message("articles"), Message("questions"), Message("steps of the plan")
BYLINE, PUBLICATION = Message("The author of an article"), Message("The publication of an article")
MAX_ARTICLE_TITLE, MAX_BYLINE, MAX_PUBLICATION, MAX_LANGUAGE = 300, 300, 200, 20
LANGUAGE = Message("The language")
QUOTE_LENGTH = 40


def check_content(content: LessonContent, max_answers: int) -> None:
    """Raise LessonError unless all of the lesson can be stored; ``max_answers`` is the limit of an answer key."""
    check_fields(content)
    if not content.articles:
        raise LessonError(NO_ARTICLES)
    _check_number(content.articles, limits.MAX_ARTICLES, ARTICLES)
    for number, article in enumerate(content.articles, 1):
        try:
            _check_article(content, article, max_answers)
        except LessonError as error:
            raise LessonError(IN_ARTICLE.format(number=number, problem=error.args[0])) from error


def check_fields(content: LessonContent) -> None:
    """Raise LessonError unless everything but the articles can be stored."""
    _check_text(content.title, TITLE, limits.MAX_TITLE, required=True)
    _check_text(content.summary, SUMMARY, limits.MAX_SUMMARY)
    _check_text(content.language, LANGUAGE, MAX_LANGUAGE)
    _check_text(content.level, LEVEL, limits.MAX_LEVEL)
    _check_text(content.author, AUTHOR, limits.MAX_AUTHOR)
    _check_text(content.license, LICENSE, limits.MAX_LICENSE)
    _check_text(content.instructions, INSTRUCTIONS, limits.MAX_INSTRUCTIONS)
    _check_text(content.notes, NOTES, limits.MAX_NOTES)
    if content.minutes is not None:
        _check_minutes(content.minutes, MINUTES)
    _check_number(content.questions, limits.MAX_QUESTIONS, QUESTIONS)
    for question in content.questions:
        _check_text(question, QUESTION, limits.MAX_QUESTION, required=True)
    _check_number(content.plan, limits.MAX_STEPS, STEPS)
    for step in content.plan:
        _check_minutes(step.minutes, STEP_MINUTES)
        _check_text(step.text, STEP, limits.MAX_STEP, required=True)


def _check_article(content: LessonContent, article: LessonArticle, max_answers: int) -> None:
    _check_text(article.title, TITLE, MAX_ARTICLE_TITLE)
    _check_text(article.byline, BYLINE, MAX_BYLINE)
    _check_text(article.publication, PUBLICATION, MAX_PUBLICATION)
    _check_text(article.language, LANGUAGE, MAX_LANGUAGE)
    if article.url and not is_web_address(article.url):
        raise LessonError(NO_ADDRESS)
    _check_text(article.body, Message("The text"), len(article.body), required=True)
    try:
        check_length(article.body)
        check_formatting(article.body, [Formatting(*row) for row in article.formatting])
    except Unreadable as error:
        raise LessonError(error.message) from error
    except FormattingError as error:
        raise LessonError(error.args[0]) from error
    _check_extract_and_pictures(article)
    if len(article.key) > max_answers:
        raise LessonError(KEY_FULL.format(most=max_answers, count=len(article.key)))
    for number, answer in enumerate(article.key, 1):
        try:
            _check_answer(content, article, answer)
        except ProblemError as error:
            quote = answer.quote[:QUOTE_LENGTH]
            raise LessonError(IN_KEY.format(number=number, quote=quote, problem=error.args[0])) from error


def _check_extract_and_pictures(article: LessonArticle) -> None:
    if article.extract:
        start, end = article.extract
        if not 0 <= start < end <= len(article.body):
            raise LessonError(NO_EXTRACT)
    if len(article.pictures) > MAX_PICTURES:
        raise LessonError(TOO_MANY_PICTURES.format(most=MAX_PICTURES))
    for picture in article.pictures:
        if not 0 <= picture.offset <= len(article.body) or len(picture.alt) > MAX_ALT:
            raise LessonError(NO_PICTURE_PLACE)
        _check_text(picture.alt, Message("The description of a picture"), MAX_ALT)


def _check_answer(content: LessonContent, article: LessonArticle, answer: KeyAnswer) -> None:
    tags = {tag.slug: tag for tag in content.codebook.live}
    if answer.tag not in tags:
        raise LessonError(NO_TAG.format(tag=answer.tag, takes=", ".join(tags)))
    check_span(article.body, answer.start, answer.end, answer.quote)
    check_inside(answer.start, answer.end, *(article.extract or (0, len(article.body))))
    validate_answer(answer_json(answer), content.codebook, answer.tag)
    check_details(tags[answer.tag], dict(answer.details))
    _check_text(answer.explanation, EXPLANATION, limits.MAX_EXPLANATION)


def answer_json(answer: KeyAnswer) -> dict[str, object]:
    """Return what annotations of an answer key store as ``answer``."""
    return {"tolerance": str(answer.tolerance), "also": list(answer.also)}


def _check_text(text: str, what: Message, most: int, required: bool = False) -> None:
    if not is_storable(text):
        raise LessonError(UNSTORABLE.format(what=what))
    if len(text) > most:
        raise LessonError(TOO_LONG.format(what=what, most=most, count=len(text)))
    if required and not text.strip():
        raise LessonError(MISSING.format(what=what))


def _check_number(items: Iterable[object], most: int, what: Message) -> None:
    count = len(list(items))
    if count > most:
        raise LessonError(TOO_MANY.format(most=most, what=what, count=count))


def _check_minutes(minutes: int, what: Message) -> None:
    if not 1 <= minutes <= limits.MAX_MINUTES:
        raise LessonError(BAD_MINUTES.format(what=what, most=limits.MAX_MINUTES, count=minutes))
