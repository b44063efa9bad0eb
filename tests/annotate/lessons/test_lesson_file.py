"""A lesson as a file: what is written is read back, and a file with anything wrong in it says what."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.codebook import Codebook, builtin_slugs, read_codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, Tolerance
from annotate.lessons.actions import create_lesson
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent, LessonPicture, PlanStep
from annotate.lessons.file_format.parsing import MAX_BYTES, SCHEMA, LessonFileError, parse_lesson_file
from annotate.lessons.file_format.reading import read_lesson_file
from annotate.lessons.file_format.writing import lesson_file
from annotate.lessons.reading import content_of
from tests.annotate.lessons.lessons import builtin
from tests.pictures import file_of, image, photo
from tests.world import World
from web.text.single_line import single_line

MAX_ANSWERS = 50
WORD = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12)
LINE = (
    st.lists(WORD, min_size=1, max_size=5).map(" ".join).filter(lambda text: single_line(text) == text)
).filter(lambda text: len(text) < 70)
PROSE = st.lists(LINE, min_size=1, max_size=4).map("\n\n".join)
OUR_CODEBOOKS = [read_codebook(slug) for slug in builtin_slugs()]


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    codebook = draw(st.sampled_from(OUR_CODEBOOKS))
    if draw(st.booleans()):
        return codebook
    tags = (replace(codebook.tags[0], name=draw(LINE)[:60].strip()), *codebook.tags[1:])
    return replace(codebook, title="Our own", tags=tags, version=draw(st.integers(1, 9)), ships=False)


@st.composite
def answers(draw: st.DrawFn, body: str, codebook: Codebook) -> KeyAnswer:
    words = [word for word in body.split() if body.count(word) == 1] or [body.split(maxsplit=1)[0]]
    word = draw(st.sampled_from(words))
    start = body.index(word)
    tags = [tag.slug for tag in codebook.live]
    tag = draw(st.sampled_from(codebook.live))
    details = {d.slug: draw(LINE) for d in tag.details if d.kind == "text" and draw(st.booleans())}
    return KeyAnswer(
        start, start + len(word), word, tag.slug,
        tuple(draw(st.lists(st.sampled_from(tags), max_size=2, unique=True))),
        draw(st.sampled_from(list(Tolerance))), draw(st.just("") | PROSE), details,
    )  # fmt: skip


@st.composite
def articles(draw: st.DrawFn, codebook: Codebook) -> LessonArticle:
    body = draw(PROSE)
    key = draw(st.lists(answers(body, codebook), max_size=4))
    return LessonArticle(
        title=draw(LINE), body=body, byline=draw(st.just("") | LINE), publication=draw(st.just("") | LINE),
        url=draw(st.sampled_from(["", "https://news.example/1"])), language=draw(st.sampled_from(["", "es"])),
        published=draw(st.none() | st.dates(date(1000, 1, 1))), key=tuple(key),
        formatting=draw(st.sampled_from([(), ((0, 1, "emphasis", ""),), ((0, len(body), "heading", "2"),)])),
        extract=draw(st.sampled_from([None, (0, len(body))])),
        pictures=tuple(
            LessonPicture(draw(st.integers(0, len(body))), draw(st.just("") | LINE), draw(st.binary(max_size=9)))
            for _number in range(draw(st.integers(0, 2)))
        ),
    )  # fmt: skip


@st.composite
def contents(draw: st.DrawFn) -> LessonContent:
    codebook = draw(codebooks())
    return LessonContent(
        title=draw(LINE), articles=tuple(draw(st.lists(articles(codebook), min_size=1, max_size=3))),
        codebook=codebook, summary=draw(st.just("") | LINE), language=draw(st.sampled_from(["", "en", "es-MX"])),
        level=draw(st.just("") | LINE), minutes=draw(st.none() | st.integers(1, 600)),
        instructions=draw(st.just("") | PROSE), mode=draw(st.sampled_from(list(RoundMode))),
        feedback=draw(st.sampled_from(list(Feedback))), feedback_when=draw(st.sampled_from(list(FeedbackTiming))),
        hints=draw(st.sampled_from(list(HintTiming))), detail_suggestions=draw(st.booleans()),
        questions=tuple(draw(st.lists(LINE, max_size=4))), notes=draw(st.just("") | PROSE),
        plan=tuple(PlanStep(draw(st.integers(1, 60)), draw(LINE)) for _n in range(draw(st.integers(0, 3)))),
        author=draw(st.just("") | LINE), license=draw(st.just("") | LINE),
    )  # fmt: skip


@settings(max_examples=60)
@given(contents())
def test_what_is_written_is_read_back(content: LessonContent) -> None:
    data = lesson_file(content)
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(json.loads(data))
    assert parse_lesson_file(data, MAX_ANSWERS) == content


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_lesson_of_ours_is_read_back(language: str) -> None:
    for lesson in builtin_lessons(language):
        assert parse_lesson_file(lesson_file(lesson.content), 1000) == lesson.content


def test_the_schema_is_one() -> None:
    jsonschema_rs.meta.validate(SCHEMA)


def test_the_example_in_the_documentation_is_a_lesson() -> None:
    page = (Path(__file__).parents[3] / "docs/lessons.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    content = parse_lesson_file(example.encode(), MAX_ANSWERS)
    assert content.articles[0].key


def _file(change: Callable[[dict[str, Any]], Any]) -> bytes:
    values = json.loads(lesson_file(builtin().content))
    change(values)
    return json.dumps(values).encode()


def _article(**fields: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda values: values["articles"][0].update(fields)


def _answer(**fields: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda values: values["articles"][0]["key"][0].update(fields)


WRONG: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another format": lambda v: v.update(format="claimlight"),
    "a newer version": lambda v: v.update(version=2),
    "no title": lambda v: v.pop("title"),
    "an empty title": lambda v: v.update(title=""),
    "a title of two lines": lambda v: v.update(title="a\nb"),
    "a long title": lambda v: v.update(title="x" * 201),
    "an unknown name": lambda v: v.update(colour="red"),
    "an unknown name in an article": _article(colour="red"),
    "a control character": lambda v: v.update(notes="a\x07b"),
    "a NUL": lambda v: v.update(notes="a\0b"),
    "half a character": lambda v: v.update(notes="a\ud800b"),
    "minutes of another type": lambda v: v.update(minutes=True),
    "no minutes": lambda v: v.update(minutes=0),
    "huge minutes": lambda v: v.update(minutes=10**30),
    "another mode": lambda v: v.update(mode="together"),
    "no articles": lambda v: v.update(articles=[]),
    "too many articles": lambda v: v.update(articles=v["articles"] * 21),
    "too many questions": lambda v: v.update(questions=["Why?"] * 21),
    "an empty article": _article(body="  \n"),
    "other line ends": _article(body="One.\r\nTwo.", key=[]),
    "a very long article": _article(body="x\n" * 50_001, key=[]),
    "another address": _article(url="javascript:alert(1)"),
    "another date": _article(published="2025-02-30"),
    "another language": _article(language="<b>"),
    "formatting outside of the text": _article(formatting=[[0, 10**6, "strong", ""]]),
    "a link to a script": _article(formatting=[[0, 3, "link", "javascript:alert(1)"]]),
    "unknown formatting": _article(formatting=[[0, 3, "blink", ""]]),
    "an excerpt outside of the text": _article(extract=[0, 10**6]),
    "an excerpt without the key": _article(extract=[0, 1]),
    "a picture that is not in Base64": _article(pictures=[{"offset": 0, "alt": "", "file": "%"}]),
    "a picture outside of the text": _article(pictures=[{"offset": 10**6, "alt": "", "file": ""}]),
    "many pictures": _article(pictures=[{"offset": 0, "alt": "", "file": ""}] * 31),
    "another quote": _answer(quote="nowhere to be read"),
    "another span": _answer(start=1),
    "a span from the end": _answer(start=-5),
    "an unknown tag": _answer(tag="rumour"),
    "an unknown other tag": _answer(also=["rumour"]),
    "another tolerance": _answer(tolerance="nearly"),
    "unknown details": _answer(details={"colour": "red"}),
    "details of another type": _answer(details={"who": 5}),
    "too many answers": lambda v: v["articles"][0].update(
        key=v["articles"][0]["key"][:1] * (MAX_ANSWERS + 1)
    ),
    "no tags": lambda v: v["codebook"].update(tags=[]),
    "two tags of one name": lambda v: v["codebook"].update(tags=v["codebook"]["tags"][:1] * 2),
    "a colour that is style": lambda v: v["codebook"]["tags"][0].update(colour="#000;x:url(y)"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said(wrong: str) -> None:
    assert parse_lesson_file(_file(lambda _values: None), MAX_ANSWERS) == builtin().content
    with pytest.raises(LessonFileError) as error:
        parse_lesson_file(_file(WRONG[wrong]), MAX_ANSWERS)
    assert 0 < len(str(error.value)) < 1000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"format": "claimlight-lesson", "version": 1, "title": "a", "title": "b"}',
        b'{"format": "claimlight-lesson", "version": 1e999}',
        b'{"format": "claimlight-lesson", "version": NaN}',
        b'{"format": "claimlight-lesson", "version": ' + b"9" * 100_000 + b"}",
        b'{"format": "claimlight-lesson", "version": 1, "x-a": ' + b"[" * 40 + b"]" * 40 + b"}",
        b" " * (MAX_BYTES + 1),
        b"PK\x03\x04" + bytes(100),
        # Comparing each name with all others would take hours.
        b"{" + b"".join(b'"%06x":0,' % number for number in range(800_000)) + b'"0c34ff":0}',
    ],
    ids=range(14),
)
def test_what_is_no_lesson_is_refused(data: bytes) -> None:
    with pytest.raises(LessonFileError) as error:
        parse_lesson_file(data, MAX_ANSWERS)
    assert 0 < len(str(error.value)) < 1000


def test_names_of_other_programs_are_ignored() -> None:
    data = _file(lambda values: values.update({"x-tool": {"any": ["thing"]}}))
    assert parse_lesson_file(data, MAX_ANSWERS) == builtin().content


def test_a_codebook_that_pretends_to_be_ours_is_not() -> None:
    data = _file(lambda values: values["codebook"]["tags"][0].update(meaning="Whatever I say."))
    codebook = parse_lesson_file(data, MAX_ANSWERS).codebook
    assert not codebook.ships
    assert codebook.tags[0].meaning == "Whatever I say."


def test_pictures_are_written_anew(world: World) -> None:
    secret = photo() + b"GPS 48.2, 16.4"
    files = [secret, b"no picture", file_of(image(40, 40)), file_of(image(seed=3))]
    pictures = [{"offset": 0, "alt": "A\tbridge", "file": b64encode(file).decode()} for file in files]
    content = read_lesson_file(_file(_article(pictures=pictures)))
    stored = content.articles[0].pictures
    assert [(picture.width, picture.height) for picture in stored] == [(240, 160), (240, 160)]
    assert not any(b"GPS" in picture.content for picture in stored)
    lesson = create_lesson(world.teacher, content)
    assert content_of(lesson) == content


def test_a_lesson_goes_to_another_site_and_back(world: World) -> None:
    lesson = create_lesson(world.teacher, builtin(2).content)
    data = lesson_file(content_of(lesson))
    again = create_lesson(world.stranger, read_lesson_file(data))
    assert lesson_file(content_of(again)) == data


@pytest.mark.parametrize(
    "change",
    [
        {"notes": "What browsers\r\nsend.\x0b"},
        {"questions": ["One line,\r\nand another?"]},
        {"summary": "Two\r\nlines"},
        {"instructions": "First\r\nthis."},
        {"plan": [{"minutes": 3, "text": "Read.\r\nTalk."}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_was_typed_into_a_lesson_its_file_can_be_imported(
    world: World, change: dict[str, Any]
) -> None:
    lesson = create_lesson(world.teacher, builtin().content)
    client = world.client("teacher")
    address = f"/api/v1/lessons/{lesson.pk}/"
    assert client.patch(address, change, content_type="application/json").status_code == 200
    file = client.get(f"{address}file/")
    assert parse_lesson_file(file.content, MAX_ANSWERS).articles == builtin().content.articles
    two_lines = {"title": "Two\nlines"}
    assert client.patch(address, two_lines, content_type="application/json").status_code == 400
