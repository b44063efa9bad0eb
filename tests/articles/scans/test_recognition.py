"""What Tesseract reads on pages, photos and bad pictures, and what becomes of it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from articles.editing.formatting import edit_formatting
from articles.editing.text_edit import TextEdit
from articles.errors import NeedsTextRecognition, Unreadable
from articles.parsing.errors import DAMAGED
from articles.parsing.scan import images
from articles.parsing.scan.draft import with_marks
from articles.parsing.scan.hocr import ScanLine, read_hocr
from articles.sandbox import scans
from articles.sandbox.read import read_file
from articles.sandbox.scan_jobs import NO_TEXT, RECOGNISED
from articles.sandbox.scans import PageUnreadable, installed_languages, read_page, read_scan
from articles.text.draft import Draft, Formatting
from tests.articles.scans.pages import FIRST, HEADLINE, SECOND, SPANISH, THIRD, as_file, picture, scanned_pdf
from tests.wording import says

Read = Callable[..., Draft]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads the pages of a file and returns their draft."""

    def read(data: bytes, kind: str = "photo", pages: int = 1, language: str = "eng") -> Draft:
        path = tmp_path / "scan"
        path.write_bytes(data)
        return read_scan({n: read_page(path, kind, n, language) for n in range(1, pages + 1)})

    return read


def test_a_page_becomes_a_headline_and_paragraphs(read: Read) -> None:
    draft = read(as_file(picture(FIRST, SECOND, THIRD, headline=HEADLINE)))
    assert draft.text == "\n\n".join([HEADLINE, FIRST, SECOND, THIRD])
    assert draft.title == HEADLINE
    assert ("heading", "1") in {(f.kind, f.value) for f in draft.formatting}
    assert draft.notes[0].template == RECOGNISED
    assert draft.notes[0].values["percent"] > 85


def test_columns_are_read_one_after_the_other_and_hyphenated_words_are_joined(read: Read) -> None:
    page = picture(FIRST, SECOND, THIRD, headline=HEADLINE, columns=2, width=420)
    assert read(as_file(page)).text == "\n\n".join([HEADLINE, FIRST, SECOND, THIRD])


def test_a_photo_is_turned_as_the_camera_says(read: Read) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored_sideways = picture(FIRST, SECOND).transpose(Image.Transpose.ROTATE_90)
    assert read(as_file(stored_sideways.convert("RGB"), "JPEG", exif=exif)).text == f"{FIRST}\n\n{SECOND}"


def test_a_shadow_across_the_page_hides_no_words(read: Read) -> None:
    page = picture(FIRST, SECOND, THIRD)
    light = Image.new("L", page.size, 255)
    ImageDraw.Draw(light).polygon(
        [(0, 0), (page.width // 2, 0), (page.width // 3, page.height), (0, page.height)], 110
    )
    light = light.filter(ImageFilter.GaussianBlur(20))
    shaded = Image.composite(page, Image.new("L", page.size, 0), light)
    assert read(as_file(shaded)).text == "\n\n".join([FIRST, SECOND, THIRD])


def test_text_on_a_transparent_ground_is_seen(read: Read) -> None:
    page = picture(FIRST)
    ink = Image.new("LA", page.size, (0, 0))
    ink.putalpha(page.point(lambda value: 255 - value))
    assert read(as_file(ink)).text == FIRST


def test_the_language_brings_its_letters(read: Read) -> None:
    assert set(installed_languages()) >= {"eng", "spa"}
    assert read(as_file(picture(SPANISH)), language="spa").text == SPANISH


def test_running_heads_are_clutter_although_each_is_read_and_placed_differently(read: Read) -> None:
    pages = [
        picture(FIRST, SECOND, SECOND, head="The Harbour Post, 3 March"),
        picture(SECOND, THIRD, THIRD, head="The Harhour Post, 4 March"),
    ]
    draft = read(scanned_pdf(*pages), "pdf", 2)
    assert [draft.text[c.start : c.end][:7] for c in draft.clutter] == ["The Har", "The Har"]


def test_a_word_that_is_hard_to_read_is_marked(read: Read) -> None:
    page = picture(FIRST, SECOND).copy()
    # Scribble over the end of the first line.
    pen = ImageDraw.Draw(page)
    for shift in range(0, 60, 6):
        pen.line([(page.width - 170 + shift, 58), (page.width - 120 + shift, 80)], 0, 2)
    draft = read(as_file(page))
    unsure = [f for f in draft.formatting if f.kind == "uncertain"]
    assert unsure
    assert all(0 <= int(f.value) < 75 for f in unsure)
    assert all(f.end < len(draft.text) // 2 for f in unsure)


def test_marks_are_found_whatever_order_the_lines_are_in() -> None:
    def line(text: str, confidence: int) -> list[object]:
        return [[[word, confidence] for word in text.split()], 0, 100, 0, 10, 0]

    lines = [
        ScanLine.from_json(line(text, value))
        for text, value in [("b two-", 60), ("a one", 90), ("smudge", 9)]
    ]
    draft = with_marks(Draft("a one\n\nb twofold smudge"), lines)
    assert [draft.text[f.start : f.end] for f in draft.formatting] == ["b", "two"]
    assert [draft.text[c.start : c.end] for c in draft.clutter] == ["smudge"]


def test_a_word_that_was_corrected_is_not_marked_any_more() -> None:
    misread = [Formatting(start, start + 3, "uncertain", "40") for start in (0, 4, 8)]
    edits = [TextEdit(0, 3, "the"), TextEdit(4, 5, "c")]
    assert edit_formatting("teh kat sat", misread, edits, "the cat sat") == (misread[2],)


def test_a_page_without_text_says_so(read: Read) -> None:
    with pytest.raises(Unreadable) as refused:
        read(as_file(Image.new("L", (600, 400), 255)))
    assert refused.value.message == NO_TEXT


@pytest.mark.parametrize("name", ["a.jpg", "a.tiff", "a.webp", "a.png"])
def test_a_picture_needs_text_recognition(name: str) -> None:
    kind = {"jpg": "JPEG", "tiff": "TIFF", "webp": "WEBP", "png": "PNG"}[name.partition(".")[2]]
    two = {"save_all": True, "append_images": [picture(SECOND).copy()]} if kind == "TIFF" else {}
    with pytest.raises(NeedsTextRecognition) as refused:
        read_file(name, as_file(picture(FIRST), kind, **two))
    assert refused.value.pages == (2 if two else 1)


def bomb() -> Image.Image:
    """A picture of 60 million pixels, of some kilobytes."""
    return Image.new("1", (10_000, 6_000))


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(Unreadable) as refused:
        read_file("a.png", as_file(bomb()))
    assert refused.value.message.template == images.TOO_LARGE
    assert not isinstance(refused.value, NeedsTextRecognition)


@pytest.mark.parametrize("cut", [20, 300], ids=["header", "pixels"])
def test_a_damaged_picture_is_refused(read: Read, cut: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read(as_file(picture(FIRST))[:cut])
    assert says(DAMAGED, refused.value.message)


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(scanned_pdf(picture(FIRST)))
    with pytest.raises(PageUnreadable):
        read_page(tmp_path / "a.pdf", "pdf", 7, "eng")


def test_a_hostile_answer_of_the_child_is_refused() -> None:
    for answer in (
        {},
        {"width": 9, "height": -9, "pixels": ""},
        {"width": 90_000, "height": 90_000, "pixels": "eJw="},
    ):
        with pytest.raises(Unreadable):
            scans._picture(answer)


def test_without_the_program_nothing_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_languages() == []
    with pytest.raises(Unreadable) as refused:
        read_page(tmp_path / "a.png", "photo", 1, "eng")
    assert refused.value.message == scans.MISSING


def test_the_pages_of_a_long_scan_are_small_pictures() -> None:
    """A page of any size is drawn with at most as many pixels as Tesseract gets in a minute."""
    huge = io.BytesIO(as_file(Image.new("1", (500, 500), 1), "PDF", resolution=1))
    answer = images.page_image(huge, "pdf", 1)
    assert answer["width"] * answer["height"] <= images.MAX_PIXELS * 1.01


def word(text: str, left: int, right: int, confidence: int) -> str:
    return f"<span class='ocrx_word' title='bbox {left} 10 {right} 40; x_wconf {confidence}'>{text}</span>"


def test_specks_and_shadows_are_no_part_of_a_line() -> None:
    """They would make it seem indented or longer than the others, as if a paragraph began or ended there."""
    words = [
        word(":", 0, 4, 30), word("A", 40, 60, 95), word("—", 70, 90, 50), word("line", 100, 160, 96),
        word("5", 900, 905, 10), word(".", 950, 951, 0),
    ]  # fmt: skip
    title = "bbox 0 10 951 40; baseline 0 -5; x_size 30"
    page = f"<html><div class='ocr_carea'><span class='ocr_line' title='{title}'>{''.join(words)}</span></div></html>"
    [line] = read_hocr(page.encode())
    assert line.text == "A — line 5"
    assert (line.left, line.right, line.bottom) == (40, 160, 35)


@pytest.mark.parametrize(
    "page", [b"", b"<html/>", b"<x" * 1000, b"\xff\xfe\0"], ids=["empty", "no lines", "broken", "no text"]
)
def test_output_that_is_none_has_no_lines(page: bytes) -> None:
    assert read_hocr(page) == []
