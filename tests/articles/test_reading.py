"""Reading a file in a child process: what it may use, what it is told, and the files people send by mistake."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from articles.errors import Unreadable
from articles.parsing import content_type, length, zip_archive
from articles.parsing.errors import DAMAGED, LOST_CHARACTERS
from articles.parsing.plain import decoding
from articles.readers import html, pdf
from articles.readers.text import EMPTY
from articles.sandbox import read
from articles.sandbox.jobs import HALF, TOO_FORMATTED
from articles.sandbox.read import read_file, read_pasted, supported_formats
from articles.text.draft import Draft
from tests.articles.drafts import GOOD
from tests.articles.readers import make_files as make
from tests.web.sandbox.busy import busy_sandbox
from tests.wording import says
from web.i18n.lazy_message import Message
from web.sandbox import Limits

SUFFIXES = {
    "docx": ".docx", "eml": ".eml", "epub": ".epub", "html": ".htm", "mhtml": ".mht", "odt": ".odt", "pdf": ".PDF",
    "rtf": ".rtf", "subtitles": ".vtt", "text": ".md",
}  # fmt: skip
MANY = b"<p>" + b"word <b>bold</b> <a href='https://a.example'>link</a> " * 200_000


def wrong(suffix: str, what: Message, slug: str = "") -> Message:
    """The message about a file that is not what its name says; ``slug`` is the format that it is in."""
    advice = content_type.RENAME.format(slug=slug) if slug else content_type.SAVE
    return content_type.WRONG.format(suffix=suffix, what=what, advice=advice)


def kind_of_zip(member: bytes) -> Message:
    """What a ZIP with this member is called."""
    return next(what for signs, _, what in content_type.ZIPS if signs[-1] == member)


BAD = {
    "empty": ("a.txt", lambda: b"", read.NO_BYTES),
    "program": ("a.pdf", lambda: b"MZ\x90\0\3" + bytes(300), wrong(".pdf", content_type.WINDOWS_PROGRAM)),
    "linux program": (
        "a.txt",
        lambda: b"\x7fELF" + bytes(300),
        wrong(".txt", dict(content_type.PROGRAMS)[b"\x7fELF"]),
    ),
    "picture": ("a.pdf", make.png, wrong(".pdf", dict(content_type.PICTURES)[b"\x89PNG\r\n"], "png")),
    "jpeg": (
        "a.docx",
        lambda: b"\xff\xd8\xff\xe0" + bytes(300),
        wrong(".docx", dict(content_type.PICTURES)[b"\xff\xd8\xff"], "jpg"),
    ),
    "pdf named text": ("a.txt", lambda: GOOD["pdf"], wrong(".txt", content_type.PDF, "pdf")),
    "word named pdf": ("a.pdf", lambda: GOOD["docx"], wrong(".pdf", kind_of_zip(b"word/"), "docx")),
    "zip": ("a.docx", lambda: make.zipped({"a.txt": "a"}), wrong(".docx", content_type.ZIP)),
    "workbook": (
        "a.docx",
        lambda: make.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        wrong(".docx", kind_of_zip(b"xl/")),
    ),
    "text named pdf": ("a.pdf", lambda: b"Only text.", wrong(".pdf", content_type.SOMETHING)),
    "unknown suffix": (
        "a.pages",
        lambda: b"?",
        read.UNKNOWN.format(what=read.FILES.format(suffix=".pages")),
    ),
    "no suffix": ("article", lambda: b"?", read.UNKNOWN.format(what=read.NAMELESS)),
    "too large": ("a.txt", lambda: bytes(200 * 1024**2), read.TOO_LARGE.format(size=200, most=20)),
    "scan": ("a.pdf", lambda: make.empty_pdf(2), pdf.SCAN),
    "locked pdf": ("a.pdf", make.locked_pdf, pdf.LOCKED),
    "locked word": (
        "a.docx",
        lambda: make.old_office("EncryptionInfo", "EncryptedPackage"),
        content_type.LOCKED,
    ),
    "old word": ("a.docx", lambda: make.old_office("WordDocument"), content_type.OLD),
    "5,000 pages": ("a.pdf", lambda: make.empty_pdf(5000), pdf.TOO_MANY.format(pages=5000, most=1000)),
    "bomb": ("a.docx", lambda: make.word_with("<x>" + " " * 101 * 1024**2), zip_archive.BOMB),
    "lying bomb": (
        "a.docx",
        lambda: make.lying(make.word_with(" " * 120 * 1024**2), "word/document.xml", 9),
        DAMAGED,
    ),
    "laughs in word": (
        "a.docx",
        lambda: make.word_with(make.word_xml("&j;", make.BILLION_LAUGHS)),
        zip_archive.ENTITIES,
    ),
    "file in word": (
        "a.docx",
        lambda: make.word_with(make.word_xml("&j;", make.EXTERNAL)),
        zip_archive.ENTITIES,
    ),
    "deep page": (
        "a.html",
        lambda: b"<div>" * 100_000 + b"words" + b"</div>" * 100_000,
        html.TOO_DEEP,
    ),
    "deep word": ("a.docx", lambda: make.word_with("<a>" * 100_000 + "</a>" * 100_000), DAMAGED),
    "deep odt": (
        "a.odt",
        lambda: make.open_document("<text:p>" * 100_000 + "</text:p>" * 100_000),
        DAMAGED,
    ),
    "nul": ("a.txt", lambda: b"one\0two three four five six seven", decoding.HOLDS_NUL),
    "nul in a page": ("a.html", lambda: b"<p>one\0two three</p>", decoding.HOLDS_NUL),
    "half an emoji": ("a.txt", lambda: b"Half \xed\xa0\xbd an emoji.", decoding.HALF_CHARACTERS),
    "half an emoji in UTF-16": (
        "a.txt",
        lambda: "Half x an emoji.".encode("utf-16-le").replace(b"x\0", b"\x3d\xd8"),
        decoding.HALF_CHARACTERS,
    ),
    "too many lines": (
        "a.txt",
        lambda: b"a\n" * 60_000,
        length.TOO_MANY_LINES.format(length=60_001, most=50_000),
    ),
    "too many boxes": ("a.html", lambda: b"<p>word</p>" * 1_700_000, read.TOO_MUCH_MEMORY),
    "too long": (
        "a.txt",
        lambda: b"word " * 400_001,
        length.TOO_LONG.format(length=2_000_005, most=2_000_000),
    ),
    "too long page": ("a.html", lambda: b"<p>" + b"word " * 400_001, length.TOO_LONG.format(most=2_000_000)),
    **{
        f"half a {slug}": (f"a.{slug}", partial(GOOD[slug].__getitem__, slice(500)), DAMAGED)
        for slug in ("docx", "odt", "epub", "pdf")
    },
}


@pytest.mark.parametrize(("name", "data", "message"), BAD.values(), ids=list(BAD))
def test_what_cannot_be_read_is_told_in_time(name: str, data: Callable[[], bytes], message: Message) -> None:
    given = data()
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_file(name, given)
    assert says(message, str(refused.value))
    assert str(refused.value).endswith((".", "!"))
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("slug", sorted(GOOD))
def test_every_format_is_read_under_the_limits(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    from web.plugins import load_plugins

    draft = read_file(f"An article{SUFFIXES[slug]}", GOOD[slug])
    assert draft == load_plugins("articles.readers")[slug].read(GOOD[slug])
    (tmp_path / "file").write_bytes(GOOD[slug])
    assert read_file(f"a{SUFFIXES[slug]}", tmp_path / "file") == draft
    assert os.listdir(tmp_path) == ["file"]


def test_utf16_without_its_mark_is_read() -> None:
    assert read_file("a.txt", "“So” it is.".encode("utf-16-le")) == Draft("“So” it is.")


def test_an_emoji_in_two_halves_is_joined() -> None:
    halves = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    assert read_file("a.txt", b"Here " + halves + b" it is.") == Draft("Here 😀 it is.")


@pytest.mark.parametrize("times", [1, 2])
def test_lost_characters_are_told(times: int) -> None:
    text = "The mayor said \ufffdno\u201d and closed the bridge. " * times
    for draft in (read_pasted(text), read_file("a.txt", text.encode())):
        assert draft.text == text
        assert draft.notes[0] == LOST_CHARACTERS.format(count=times)


def test_what_is_pasted_has_no_more_lines_than_can_be_cleaned() -> None:
    read_pasted("a\n" * 49_999)
    with pytest.raises(Unreadable) as refused:
        read_pasted("a\n" * 50_000)
    assert refused.value.message == length.TOO_MANY_LINES.format(length=50_001, most=50_000)


def test_the_slowest_file_is_answered_within_fifteen_seconds() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000
    file = make.word_with(f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>')
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_file("a.docx", file)
    assert time.monotonic() - started < 13.5
    assert refused.value.message.template in (read.TOO_SLOW.template, read.TOO_MUCH_MEMORY.template)


def test_a_page_of_very_many_links_keeps_its_text() -> None:
    draft = read_file("a.html", b"<div>" * 300 + MANY[: 1500 * 1024])
    assert draft.text.startswith("word bold link word")
    assert draft.notes[-1].template == TOO_FORMATTED.template


@pytest.mark.parametrize(
    ("text", "message"),
    [(" \n", EMPTY), ("a\0b", decoding.HOLDS_NUL), ("\ud800", decoding.HALF_CHARACTERS)],
)
def test_what_cannot_be_pasted_is_told(text: str, message: Message) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pasted(text)
    assert refused.value.message == message


def test_a_pasted_book_is_refused_at_once() -> None:
    with pytest.raises(Unreadable) as refused:
        read_pasted("a" * 2_000_001)
    assert refused.value.message == length.TOO_LONG.format(length=2_000_001, most=2_000_000)


@pytest.mark.parametrize(
    "mark", ["[", "[a](", "*a _b ", "![", "\\[", "[[*", "# ", "\n# a", "http://", "[a](<", "\n \n"]
)
def test_no_pasted_text_takes_seconds(mark: str) -> None:
    for text in ("x " + mark * (19_000 // len(mark)), "x " + mark * (1_900_000 // len(mark))):
        started = time.monotonic()
        with suppress(Unreadable):
            read_pasted(text)
        assert time.monotonic() - started < 5


def test_the_formats_are_listed_for_the_upload_page() -> None:
    assert [title for title, _suffixes in supported_formats()[:3]] == ["Word", "PDF", "Web page"]
    # Photos and scans have no reader.
    assert len(supported_formats()) == len(GOOD) + 1


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        ("sleep", read.TOO_SLOW.format(seconds=1)),
        ("allocate", read.TOO_MUCH_MEMORY),
        ("abort", read.CRASHED),
        ("answer_something_else", read.CRASHED),
        ("answer_no_phrase", read.CRASHED),
        ("answer_half_a_character", HALF),
    ],
)
def test_what_goes_wrong_in_the_child_is_told(
    odd: str, message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child is a real one; only what it calls is a function of the test's own."""
    monkeypatch.setattr(read, "READ_FILE", f"tests.articles.odd_readers:{odd}")
    with pytest.raises(Unreadable) as refused:
        read_file("a.txt", b"Text.", limits=Limits(seconds=1))
    assert refused.value.message == message


def test_when_all_processors_stay_busy_the_owner_is_asked_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(read, "WAIT", 0.1)
    with busy_sandbox(seconds=3), pytest.raises(Unreadable) as refused:
        read_file("a.txt", b"Text.")
    assert refused.value.message == read.BUSY


def test_many_are_read_at_once(tmp_path: Path) -> None:
    texts = [f"Words {number}." for number in range(20)]
    with ThreadPoolExecutor(8) as people:
        found = people.map(lambda text: read_file("a.txt", text.encode()).text, texts)
        assert list(found) == texts


def test_a_server_does_not_load_the_parsers() -> None:
    code = "import sys, articles.sandbox.read as r; r.supported_formats(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"lxml", "trafilatura", "mammoth", "pypdfium2", "markdown_it", "django"} & set(loaded)
