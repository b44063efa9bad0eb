"""Plain text, Markdown and old encodings: what is kept, and what is said when it cannot be read."""

import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.errors import Unreadable
from articles.parsing.plain import decoding, markdown
from articles.readers import text
from articles.readers.text import TextReader, read_text
from articles.text.characters import normalize_characters
from articles.text.draft import Draft
from tests.articles.drafts import refusal, shapes
from web.i18n.lazy_message import Message


class TestText:
    @pytest.mark.parametrize(
        ("source", "text", "kept"),
        [
            ("titled “[Patrol](#).”", "titled “Patrol.”", [("link", "", "Patrol")]),
            ("[NPR](https://npr.org/a_b_c)", "NPR", [("link", "https://npr.org/a_b_c", "NPR")]),
            ("[x](javascript:alert(1)) [y](data:a) [z](JAVA%0ascript:a)", "x y z", [("link", "", "z")]),
            ("[ru](https://ru.example/Путь)", "ru", [("link", "https://ru.example/Путь", "ru")]),
            ("[empty]() it", "empty it", [("link", "", "empty")]),
            (
                "*La Nazione* and _Il Foglio_",
                "La Nazione and Il Foglio",
                [("emphasis", "", "La Nazione"), ("emphasis", "", "Il Foglio")],
            ),
            (
                "a **strong *both* word**",
                "a strong both word",
                [("strong", "", "strong both word"), ("emphasis", "", "both")],
            ),
            (
                "# A *big* day #\nBy Ann",
                "A big day\n\nBy Ann",
                [("heading", "1", "A big day"), ("emphasis", "", "big")],
            ),
            ("Intro\n### Next\n\nMore", "Intro\n\nNext\n\nMore", [("heading", "3", "Next")]),
            ("see ![a picture](x.png) here", "see  here", []),
            (
                "**[bold link](https://a.example)**",
                "bold link",
                [("link", "https://a.example", "bold link"), ("strong", "", "bold link")],
            ),
        ],
    )
    def test_markdown_becomes_formatting(
        self, source: str, text: str, kept: list[tuple[str, str, str]]
    ) -> None:
        draft = read_text(source)
        assert draft.text == text
        assert sorted(shapes(draft)) == sorted(kept)

    @given(
        st.text(st.characters(exclude_characters="*_[!#\r\0\\", exclude_categories=["Cs"])).filter(
            lambda text: normalize_characters(text).strip()
        )
    )
    @example(
        "2022. Was a year\n- list\n+ lines\n> quoted\n    code\n`x` ~~y~~ <b>&amp;</b> https://a.example |"
    )
    def test_text_without_marks_keeps_every_character_that_is_seen(self, text: str) -> None:
        draft = read_text(text)
        assert draft.text.split() == normalize_characters(text).split()
        assert replace(draft, text="") == Draft("")

    @pytest.mark.parametrize(
        "text",
        [
            "snake_case_words and 2 * 3 * 4 and 5*6*7",
            "[sic] [1] [a][b] (see [note]) #1 #hashtag",
            "f***ing b***ard, what the ****",
            "https://a.example/_b_/*c*?d=_e_ (http://x.example/_y_)",
            "  two  spaces  \n\n\n\n\tand 'quotes' \"as\" “they” ‚are‘ é",
            "C:\\_files\\ and \\*not emphasised\\*",
        ],
    )
    def test_what_only_looks_like_markdown_is_untouched(self, text: str) -> None:
        assert read_text(text) == Draft(text)

    def test_line_ends_are_one_kind(self) -> None:
        assert read_text("a\r\nb\rc\n").text == "a\nb\nc\n"

    def test_japanese_mail_is_read(self) -> None:
        text = "市長は橋を閉鎖すると述べた。"
        assert TextReader().read(text.encode("iso2022_jp")) == Draft(text)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize(
        "text", ["It’s “so” 😀,\nshe said.", "他们说：“不”。\n记者 2022 年 12 月\n报道了\n"]
    )
    def test_unicode_needs_no_guess(self, text: str, encoding: str) -> None:
        assert TextReader().read(text.encode(encoding)) == Draft(text)

    @pytest.mark.parametrize(
        ("text", "encoding", "name"),
        [
            ("L'été dernier, le maire a déclaré : « Ça suffit à présent. »" * 3, "cp1252", "Windows-1252"),
            ("Er sagte: „Die Straße gehört uns nicht – überhaupt nicht.“" * 3, "cp1252", "Windows-1252"),
            ("Rada głosowała dziewięć do sześciu, mieszkańcy są źli.", "cp1250", "Windows-1250"),
            ("Rada głosowała dziewięć do sześciu, mieszkańcy są źli.", "iso8859-2", "ISO8859-2"),
            (
                "A tanács kilenc szavazattal hat ellen döntött, a lakók dühösek, a jegyző szűkszavú.",
                "cp1250",
                "Windows-1250",
            ),
            ("Министр заявил, что полиция уже начала проверку участков. " * 3, "cp1251", "Windows-1251"),
        ],
    )
    def test_a_guess_is_told(self, text: str, encoding: str, name: str) -> None:
        draft = TextReader().read(text.encode(encoding))
        assert draft.text == text
        assert draft.notes[0] == decoding.GUESSED.format(name=name)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"It is\0 so, said the mayor.", decoding.HOLDS_NUL),
            ("Ça été l'hôtel\0 à Genève".encode("cp1252"), decoding.HOLDS_NUL),
            (random.Random(1).randbytes(5000), decoding.HOLDS_NUL),
            (bytes(range(1, 30)) * 50, decoding.NOT_TEXT),
            (b" \n\t\r\n", text.EMPTY),
            ("\ufeff".encode(), text.EMPTY),
        ],
    )
    def test_what_is_no_text_is_refused(self, data: bytes, message: Message) -> None:
        assert refusal(TextReader(), data) == message

    def test_half_characters_are_refused(self) -> None:
        with pytest.raises(Unreadable) as refused:
            read_text("an emoji \ud83d cut in two")
        assert refused.value.message == decoding.HALF_CHARACTERS

    def test_too_many_marks_stay_characters(self) -> None:
        text = "[" * 20_001
        assert read_text(text).text == text
        assert read_text(text).notes[0].template == markdown.TOO_MANY
