"""Pictures come through with the text around them, as small files without anything that nobody sees."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import docx
import pytest
from PIL import Image

from articles.parsing import picture_files
from articles.parsing.picture_files import LEFT_OUT, ON_THE_WEB, TOO_MANY, with_picture_files
from articles.readers.docx import WordReader
from articles.readers.eml import MailReader
from articles.readers.epub import EpubReader
from articles.readers.html import HtmlReader, read_clipboard
from articles.readers.mhtml import MhtmlReader
from articles.readers.odt import OpenDocumentReader
from articles.text.draft import Draft, Picture
from articles.text.pictures import MAX_BYTES, MAX_SIDE, file_ending, pictures_from_json, pictures_to_json
from tests.articles.readers.make_files import e_book, open_document, unzipped, zipped
from tests.pictures import file_of, image, photo

PROSE = (
    "The council of Oster voted on Monday that the windmill on the hill may turn again after forty years. "
    * 3
)
DRAWN = (
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def placed(draft: Draft) -> list[tuple[str, str, str]]:
    """Return (format, alternative text, first word after it) of each picture, after making its file."""
    pictures = with_picture_files(draft).pictures
    return [
        (file_ending(p.content), p.alt, draft.text[p.offset :].partition(" ")[0].partition("\n")[0])
        for p in pictures
    ]


def data_url(content: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def page(*inside: str) -> bytes:
    return (
        f"<html><body><article><h1>The windmill turns</h1>{''.join(inside)}</article></body></html>".encode()
    )


def word_file(*pictures: bytes) -> bytes:
    """Return a Word document: a headline, then each picture with a caption."""
    document = docx.Document()
    document.add_heading("The windmill turns", 0)
    for number, content in enumerate(pictures, 1):
        document.add_picture(io.BytesIO(content))
        document.add_paragraph(f"Caption{number} of the picture.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestReaders:
    def test_word(self) -> None:
        draft = WordReader().read(word_file(photo(1), file_of(image(seed=2))))
        assert placed(draft) == [("jpg", "", "Caption1"), ("png", "", "Caption2")]
        assert draft.text == "The windmill turns\n\nCaption1 of the picture.\n\nCaption2 of the picture."

    def test_a_picture_within_a_paragraph_of_word_stands_after_it(self) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("Before ")
        paragraph.add_run().add_picture(io.BytesIO(photo()))
        paragraph.add_run(" after.")
        document.add_paragraph("Next one.")
        out = io.BytesIO()
        document.save(out)
        draft = WordReader().read(out.getvalue())
        assert draft.text == "Before after.\n\nNext one."
        assert placed(draft) == [("jpg", "", "Next")]

    @pytest.mark.parametrize("how", ["damaged", "missing"])
    def test_the_text_of_a_word_file_with_a_bad_picture_is_whole(self, how: str) -> None:
        members = unzipped(word_file(photo()))
        (media,) = (name for name in members if name.startswith("word/media/"))
        if how == "missing":
            del members[media]
        else:
            members[media] = b"\xff\xd8\xff" + b"0" * 500
        draft = WordReader().read(zipped(members))
        assert "Caption1 of the picture." in draft.text
        assert placed(draft) == []

    def test_open_document(self) -> None:
        frame = f"<draw:frame {DRAWN}><draw:image xlink:href='Pictures/a.png'/><svg:desc>A mill</svg:desc></draw:frame>"
        body = f"<text:p>First one.</text:p><text:p>{frame}</text:p><text:p>Caption of it.</text:p>"
        data = open_document(body, **{"Pictures/a.png": file_of(image())})
        draft = OpenDocumentReader().read(data)
        assert draft.text == "First one.\n\nCaption of it."
        assert placed(draft) == [("png", "A mill", "Caption")]

    def test_e_book(self) -> None:
        members = unzipped(e_book())
        name = next(n for n in members if n.endswith("html"))
        folder = name.rpartition("/")[0]
        members[name] = (
            b"<html><body><p>One.</p><img src='../a%20b.jpg' alt='Mill'/><p>Two.</p></body></html>"
        )
        members[f"{folder.rpartition('/')[0]}/a b.jpg".lstrip("/")] = photo()
        assert ("jpg", "Mill", "Two.") in placed(EpubReader().read(zipped(members)))

    def test_web_page(self) -> None:
        draft = HtmlReader().read(
            page(
                f"<p>{PROSE}</p>",
                f"<figure><img src='{data_url(photo(1))}' alt=' The  mill '>",
                "<figcaption>Caption of it.</figcaption></figure>",
                f"<p>{PROSE}",
                f"<nav><img src='{data_url(photo(2))}'>Home</nav>",
                f"<p>Then <img src='{data_url(photo(3))}' style='display: none'> {PROSE}",
            )
        )
        assert placed(draft) == [("jpg", "The mill", "Caption")]

    def test_files_that_come_with_a_page(self) -> None:
        source = page(f"<p>{PROSE}", "<img src='cid:mill'>", f"<p>Last: {PROSE}")
        assert placed(HtmlReader().read(source, {"cid:mill": photo()}.get)) == [("jpg", "", "Last:")]

    def test_mails_and_pages_in_one_file(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Date"] = (
            "Ann <a@b.example>",
            "Mill",
            "Fri, 3 May 2024 10:00:00 +0000",
        )
        mail.set_content(f"<p>{PROSE}<p><img src='cid:mill'><p>Last: {PROSE}", subtype="html")
        mail.add_related(photo(), "image", "jpeg", cid="<mill>")
        assert placed(MailReader().read(mail.as_bytes())) == [("jpg", "", "Last:")]

        address = "https://oster.example/mill.jpg"
        archive = EmailMessage()
        archive["From"], archive["Subject"] = "<Saved by a browser>", "Mill"
        archive.set_content(
            page(f"<p>{PROSE}", f"<img src='{address}'>", f"<p>Last: {PROSE}").decode(), "html"
        )
        archive.add_related(photo(), "image", "jpeg", headers=[f"Content-Location: {address}"])
        assert placed(MhtmlReader().read(archive.as_bytes())) == [("jpg", "", "Last:")]

    def test_pasted_pictures(self) -> None:
        draft = read_clipboard(
            f"<p>First one.</p><p><img src='{data_url(photo())}'></p><p>Caption of it.</p>"
        )
        assert placed(draft) == [("jpg", "", "Caption")]

    def test_pictures_on_the_web_are_counted_and_not_fetched(self) -> None:
        source = page(
            f"<p>{PROSE}",
            "<img src='https://oster.example/mill.jpg' alt='A mill'>",
            "<img src='https://tracker.example/pixel.gif' width=1 height=1>",
            f"<p>Last: {PROSE}",
        )
        draft = with_picture_files(HtmlReader().read(source))
        assert draft.pictures == ()
        assert draft.notes == (ON_THE_WEB.format(count=1),)
        assert "A mill" not in draft.text


def _bomb() -> bytes:
    """Return a small PNG file whose header says that it is 60,000 pixels wide and high."""
    data = bytearray(file_of(image()))
    data[16:24] = (60_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


def stored(content: bytes) -> Image.Image | None:
    """Return the picture that is made of a file, None if it is left out without a note."""
    draft = with_picture_files(Draft("One.", pictures=(Picture(0, content),)))
    assert not draft.notes
    for picture in draft.pictures:
        made = Image.open(io.BytesIO(picture.content))
        assert made.size == (picture.width, picture.height)
        assert len(picture.content) <= MAX_BYTES
        return made
    return None


class TestFiles:
    @pytest.mark.parametrize("form", picture_files.FORMATS)
    def test_every_format_is_read(self, form: str) -> None:
        made = stored(file_of(image(), form))
        assert made is not None
        assert made.format in ("JPEG", "PNG")
        assert made.size == (240, 160)

    def test_large_pictures_are_reduced(self) -> None:
        made = stored(file_of(image(4000, 1000), "JPEG"))
        assert made is not None
        assert made.size == (MAX_SIDE, MAX_SIDE // 4)

    def test_pictures_that_stay_too_large_as_files_lose_quality(self) -> None:
        noise = Image.effect_noise((1200, 1200), 120).convert("RGB")
        assert stored(file_of(noise)) is not None

    def test_nothing_is_left_of_what_nobody_sees(self) -> None:
        exif = Image.Exif()
        exif[0x010E], exif[0x0112] = "taken at home", 6
        options = {"exif": exif, "comment": b"secret note", "icc_profile": b"secret profile"}
        made = stored(file_of(image(), "JPEG", **options))
        assert made is not None
        assert made.size == (160, 240), "it stands upright, as the file says"
        assert not made.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & made.info.keys()

    def test_transparent_pictures_are_on_white(self) -> None:
        made = stored(file_of(image(mode="RGBA")))
        assert made is not None
        assert made.convert("RGB").getpixel((239, 0)) == (255, 255, 255)

    def test_of_animations_the_first_frame_is_shown(self) -> None:
        first, second = image(seed=1), Image.new("RGB", (240, 160), "black")
        made = stored(file_of(first, "GIF", save_all=True, append_images=[second]))
        assert made is not None
        assert made.format == "PNG"
        assert made.n_frames == 1
        assert made.convert("RGB").getpixel((120, 150)) == (0, 100, 0)

    @pytest.mark.parametrize("size", [(20, 20), (63, 400), (100, 100), (1000, 80)], ids=str)
    def test_icons_spacers_and_lines_are_dropped(self, size: tuple[int, int]) -> None:
        assert stored(file_of(image(*size))) is None

    def test_blank_pictures_are_dropped(self) -> None:
        assert stored(file_of(Image.new("RGB", (300, 300), "white"))) is None

    @pytest.mark.parametrize(
        "make",
        [
            lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
            lambda: photo()[:-2000],
            _bomb,
            lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\nshowpage",
        ],
        ids=["svg", "no png", "cut off", "bomb", "program"],
    )
    def test_what_cannot_be_shown_is_said(self, make: Callable[[], bytes]) -> None:
        draft = with_picture_files(Draft("One.", pictures=(Picture(0, make()), Picture(0, photo()))))
        assert draft.notes == (LEFT_OUT.format(count=1),)
        assert len(draft.pictures) == 1

    def test_pictures_beyond_the_limit_are_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(picture_files, "MAX_PICTURES", 2)
        pictures = tuple(Picture(0, photo(seed)) for seed in (1, 2, 3, 1))
        draft = with_picture_files(Draft("One.", pictures=pictures))
        assert len(draft.pictures) == 2
        assert draft.notes == (TOO_MANY.format(count=3, most=2),)


class TestAnswer:
    """What the sandbox answers is checked: a hostile file may have taken the process over."""

    GOOD = Picture(5, b"\xff\xd8\xff", "A mill", 20, 10)

    def test_good_pictures_come_through(self) -> None:
        assert pictures_from_json(pictures_to_json([self.GOOD]), "A text.") == (self.GOOD,)

    @pytest.mark.parametrize(
        "row",
        [
            [8, "/9j/", "", 20, 10],
            [-1, "/9j/", "", 20, 10],
            ["5", "/9j/", "", 20, 10],
            [True, "/9j/", "", 20, 10],
            [5, "PGh0bWw+", "", 20, 10],
            [5, "/9j/" + "AAAA" * 110_000, "", 20, 10],
            [5, "/9j/", "x" * 501, 20, 10],
            [5, "/9j/", "\0", 20, 10],
            [5, "/9j/", "\ud800", 20, 10],
            [5, "/9j/", "", 0, 10],
            [5, "/9j/", "", 20, 5000],
            [5, "/9j/", "", 20],
        ],
        ids=range(12),
    )
    def test_others_are_refused(self, row: list[object]) -> None:
        with pytest.raises((ValueError, TypeError)):
            pictures_from_json([row], "A text.")

    def test_too_many_are_refused(self) -> None:
        with pytest.raises(ValueError, match="many"):
            pictures_from_json(pictures_to_json([self.GOOD] * 31), "A text.")


def test_members_that_are_no_pictures_are_not_unpacked() -> None:
    """Only pictures that stand in the text count: a document may have others."""
    members = unzipped(word_file(photo()))
    members["word/media/unused.jpg"] = photo(3)
    draft = WordReader().read(zipped(members, zipfile.ZIP_STORED))
    assert len(draft.pictures) == 1
