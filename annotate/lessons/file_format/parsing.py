"""Parse the file of a lesson and check everything in it but the pictures, which are left as they came. Pure."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from annotate.codebook import Codebook, builtin_slugs, read_codebook
from annotate.codebooks.errors import CodebookError
from annotate.codebooks.former_wording import current_wording
from annotate.codebooks.validation import parse_codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, Tolerance
from annotate.lessons.checking import check_content
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, LessonPicture, PlanStep
from annotate.lessons.errors import LessonError
from annotate.lessons.file_format.writing import CONTROLS, FORMAT, VERSION
from articles.errors import Unreadable
from articles.readers.text import check_text
from web.i18n.lazy_message import Message
from web.text.single_line import single_line
from web.values import find_unstorable, is_nested_deeper

SCHEMA = json.loads((Path(__file__).parent / "claimlight-lesson-1.schema.json").read_text(encoding="utf-8"))
MAX_BYTES = 10 * 1024 * 1024
# Of nested lists and objects; what we write has half as many.
MAX_LEVELS = 12
# Of all articles together: each is decoded and written anew.
MAX_PICTURES = 40
# Lengths to which texts of the file are cut in messages.
MAX_SHOWN, MAX_PLACE = 300, 200

TOO_LARGE = Message(
    "The file has {size} MB. Up to {most} MB are allowed. Leave out some pictures or articles."
)
NO_JSON = Message(
    "This is not the file of a lesson: it is not valid JSON ({why}). Download the lesson again."
)
NO_LESSON = Message(
    "This is not the file of a lesson. Choose a file that “Download” on the page of a lesson gave you."
)
NEWER = Message("The file has version {version}, which only a newer Claimlight can read.")
TWICE = Message("“{name}” stands there twice")
NO_NUMBER = Message("only whole numbers are allowed")
DEEP = Message("The file is nested too deeply.")
UNSTORABLE = Message("The file contains a character or number that cannot be stored: {value}.")
SCHEMA_ERROR = Message("The file does not follow its format at {place}: {why}")
BAD_TAGS = Message("The tags in the file cannot be used: {why}")
NO_DATE = Message("“{date}” is not a date such as 2026-03-14.")
NO_PICTURE = Message("A picture in the file is not in Base64.")
TOO_MANY_PICTURES = Message("A lesson can have up to {most} pictures, not {count}.")
OTHER_LINES = Message("Each line of an article must end with a line feed (LF) only.")
SEVERAL_LINES = Message("“{name}” must be one line without control characters.")
FORBIDDEN = Message("A text contains a control character. Remove it.")


class LessonFileError(LessonError):
    """The file is not one of a lesson, or cannot be stored. The message says what is wrong, and where."""

    code = "bad-lesson-file"


class _BadJson(ValueError):
    """A part of the JSON is not allowed."""


def parse_lesson_file(data: bytes, max_answers: int) -> LessonContent:
    """Return the lesson in a file, with its pictures as they are; raise LessonFileError.

    ``max_answers`` is the limit of an answer key.
    """
    values = _load(data)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise LessonFileError(NO_LESSON)
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise LessonFileError(NEWER.format(version=str(version)[:20]))
    _check_values(values)
    try:
        content = _content(values)
        check_content(content, max_answers)
    except LessonFileError:
        raise
    except LessonError as error:
        raise LessonFileError(error.args[0]) from error
    return content


def check_size(size: int) -> None:
    """Raise LessonFileError for a file that is too large."""
    if size > MAX_BYTES:
        raise LessonFileError(TOO_LARGE.format(size=-(-size // 1024**2), most=MAX_BYTES // 1024**2))


def _load(data: bytes) -> Any:
    check_size(len(data))
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_unique,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except UnicodeDecodeError:
        raise LessonFileError(NO_JSON.format(why="UTF-8")) from None
    except _BadJson as error:
        raise LessonFileError(NO_JSON.format(why=error.args[0])) from None
    except (ValueError, RecursionError) as error:
        raise LessonFileError(NO_JSON.format(why=str(error)[:MAX_SHOWN])) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; programs differ in which of two members of one name they take, so there must be one."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise _BadJson(TWICE.format(name=name[:40]))
        values[name] = value
    return values


def _refuse_number(_text: str) -> Any:
    raise _BadJson(NO_NUMBER)


@cache
def _validator() -> Any:
    import jsonschema_rs

    # Values may be of any length, so messages do not repeat them.
    return jsonschema_rs.validator_for(SCHEMA, validate_formats=True, mask="this value")


def _check_values(values: dict[str, Any]) -> None:
    if is_nested_deeper(values, MAX_LEVELS):
        raise LessonFileError(DEEP)
    unstorable = find_unstorable(values)
    if unstorable is not None:
        raise LessonFileError(UNSTORABLE.format(value=unstorable))
    import jsonschema_rs

    # Stops at the first error: a file may have a million.
    try:
        _validator().validate(values)
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path)) or "/"
        message = SCHEMA_ERROR.format(place=place[:MAX_PLACE], why=str(error.message)[:MAX_SHOWN])
        raise LessonFileError(message) from None
    pictures = sum(len(article["pictures"]) for article in values["articles"])
    if pictures > MAX_PICTURES:
        raise LessonFileError(TOO_MANY_PICTURES.format(most=MAX_PICTURES, count=pictures))


def _content(values: dict[str, Any]) -> LessonContent:
    lines = {name: _line(values, name) for name in ("title", "summary", "level", "author", "license")}
    return LessonContent(
        **lines,
        articles=tuple(map(_article, values["articles"])),
        codebook=_codebook(values["codebook"]),
        language=values["language"],
        minutes=values["minutes"],
        instructions=_text(values["instructions"]),
        mode=RoundMode(values["mode"]),
        feedback=Feedback(values["feedback"]),
        feedback_when=FeedbackTiming(values["feedback_when"]),
        hints=HintTiming(values["hints"]),
        detail_suggestions=values["detail_suggestions"],
        questions=tuple(map(_text, values["questions"])),
        notes=_text(values["notes"]),
        plan=tuple(PlanStep(step["minutes"], _text(step["text"])) for step in values["plan"]),
    )


def _codebook(values: dict[str, Any]) -> Codebook:
    """Return the codebook: ours, if it is one that comes with Claimlight and is as it is there."""
    try:
        pure = parse_codebook({name: values[name] for name in ("slug", "title", "version", "tags")})
    except CodebookError as error:
        raise LessonFileError(BAD_TAGS.format(why=error.args[0])) from error
    pure = replace(pure, version=values["version"])
    if values["ships"] and pure.slug in builtin_slugs():
        ours = read_codebook(pure.slug)
        if current_wording(replace(pure, ships=True)) == ours:
            return ours
    return pure


def _article(values: dict[str, Any]) -> LessonArticle:
    body = values["body"]
    try:
        if check_text(body) != body:
            raise LessonFileError(OTHER_LINES)
    except Unreadable as error:
        raise LessonFileError(error.message) from error
    lines = {name: _line(values, name) for name in ("title", "byline", "publication")}
    return LessonArticle(
        **lines,
        body=_text(body),
        formatting=tuple(tuple(row) for row in values["formatting"]),
        url=values["url"],
        published=_date(values["published"]) if values["published"] else None,
        language=values["language"],
        extract=(values["extract"][0], values["extract"][1]) if values["extract"] else None,
        pictures=tuple(map(_picture, values["pictures"])),
        key=tuple(map(_answer, values["key"])),
    )


def _picture(values: dict[str, Any]) -> LessonPicture:
    try:
        content = b64decode(values["file"], validate=True)
    except ValueError as error:
        raise LessonFileError(NO_PICTURE) from error
    return LessonPicture(values["offset"], _line(values, "alt"), content)


def _answer(values: dict[str, Any]) -> KeyAnswer:
    return KeyAnswer(
        start=values["start"],
        end=values["end"],
        quote=values["quote"],
        tag=values["tag"],
        also=tuple(values["also"]),
        tolerance=Tolerance(values["tolerance"]),
        explanation=_text(values["explanation"]),
        details=values["details"],
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LessonFileError(NO_DATE.format(date=text[:20])) from None


def _line(values: dict[str, Any], name: str) -> str:
    line = single_line(values[name])
    if line is None:
        raise LessonFileError(SEVERAL_LINES.format(name=name))
    return line


def _text(text: str) -> str:
    if not CONTROLS.isdisjoint(text):
        raise LessonFileError(FORBIDDEN)
    return text
