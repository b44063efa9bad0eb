"""Each format: what is kept of it, and what is said when it cannot be read."""

import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.errors import Unreadable
from articles.parsing import zip_archive
from articles.parsing.errors import DAMAGED
from articles.readers.docx import WordReader
from articles.readers.epub import EpubReader
from articles.readers.odt import OpenDocumentReader
from tests.articles.drafts import GOOD, refusal
from tests.articles.readers import make_files as make
from web.plugins import load_plugins


def test_every_reader_has_a_file_here() -> None:
    assert set(load_plugins("articles.readers")) == set(GOOD)


class TestHostile:
    """Files built to do harm. ``test_reading`` puts the same into a child process."""

    @pytest.mark.parametrize("doctype", [make.BILLION_LAUGHS, make.EXTERNAL], ids=["laughs", "external"])
    def test_entities_are_refused(self, doctype: str) -> None:
        assert refusal(WordReader(), make.word_with(make.word_xml("&j;", doctype))) == zip_archive.ENTITIES
        page = make.open_document("<text:p>&j;</text:p>", doctype)
        assert refusal(OpenDocumentReader(), page) == zip_archive.ENTITIES
        locked = make.e_book(**{"META-INF/container.xml": f"{doctype}<container>&j;</container>"})
        assert refusal(EpubReader(), locked) == zip_archive.ENTITIES

    @pytest.mark.parametrize("doctype", [make.BILLION_LAUGHS, make.EXTERNAL], ids=["laughs", "external"])
    def test_entities_of_an_e_books_page_stay_unresolved(self, doctype: str) -> None:
        page = doctype.replace("DOCTYPE x", "DOCTYPE html") + "<html><body><p>Text &j;.</p></body></html>"
        text = EpubReader().read(make.e_book(page)).text
        assert "haha" not in text
        assert "root:" not in text

    @pytest.mark.parametrize(
        "bomb",
        [
            lambda: make.zipped({"word/document.xml": bytes(101 * 1024**2), "[Content_Types].xml": ""}),
            lambda: make.zipped({"word/document.xml": bytes(11 * 1024**2), "[Content_Types].xml": ""}),
            lambda: make.zipped({f"word/{number}.xml": "" for number in range(5001)}),
        ],
        ids=["large", "ratio", "members"],
    )
    @pytest.mark.parametrize(
        "reader", [WordReader(), OpenDocumentReader(), EpubReader()], ids=["docx", "odt", "epub"]
    )
    def test_bombs_are_not_unpacked(self, reader: object, bomb: Callable[[], bytes]) -> None:
        assert refusal(reader, bomb()) == zip_archive.BOMB

    @pytest.mark.parametrize("size", [10, 0])
    def test_a_bomb_that_lies_about_its_size_is_not_unpacked(self, size: int) -> None:
        bomb = make.lying(make.word_with("<x>" + " " * 120 * 1024**2), "word/document.xml", size)
        assert refusal(WordReader(), bomb).template == DAMAGED.template

    def test_names_that_leave_the_archive_write_nothing(self, tmp_path: object, monkeypatch: object) -> None:
        monkeypatch.chdir(tmp_path)
        names = {"../escaped.xml": "<x/>", "/tmp/../escaped.xml": "<x/>", "C:\\escaped.xml": "<x/>"}
        assert WordReader().read(make.zipped(make.unzipped(GOOD["docx"]) | names)).text
        assert list(tmp_path.parent.rglob("escaped*")) == []

    def test_a_locked_zip_is_told(self) -> None:
        data = bytearray(GOOD["docx"])
        with zipfile.ZipFile(make.io.BytesIO(data)) as archive:
            first = archive.infolist()[0].filename.encode()
        data[data.rindex(first) - 46 + 8] |= 1
        assert refusal(WordReader(), bytes(data)) == zip_archive.LOCKED


@pytest.mark.parametrize("slug", sorted(GOOD))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_is_told_and_never_crashes(slug: str, data: st.DataObject) -> None:
    good = GOOD[slug]
    broken = bytearray(good[: data.draw(st.integers(0, len(good)), "length")])
    for place in data.draw(st.lists(st.integers(0, max(len(broken) - 1, 0)), max_size=20), "places"):
        if broken:
            broken[place] = data.draw(st.integers(0, 255), "byte")
    with suppress(Unreadable):
        assert load_plugins("articles.readers")[slug].read(bytes(broken)).text.strip()
