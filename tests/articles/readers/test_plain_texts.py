"""Plain texts: their paragraphs, however they are written, their code pages, front matter and subtitles."""

from datetime import date
from unicodedata import normalize

import pytest

from articles.cleaning import clean
from articles.parsing.subtitles.paragraphs import JOINED
from articles.readers.text import TextReader, read_text
from articles.text.blocks import blocks

PARAGRAPHS = [
    "Windmill of Oster to reopen",
    "The windmill of Oster turns again.",
    "“Nobody believed it,” said the miller.",
    "Carpenters replaced two of its four sails, the town says, and the works took eleven weeks instead of six.",
    "Bakers are glad.",
]
SEPARATORS = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\v",
    "\u0085",
    "\n\u00a0\n",
    "\n\t",
    "\n    ",
    "\r\n\u3000\r\n",
]


class TestParagraphs:
    @pytest.mark.parametrize("separator", SEPARATORS)
    def test_each_way_to_part_paragraphs_is_read(self, separator: str) -> None:
        draft = read_text(separator.join(PARAGRAPHS))
        assert draft.text.split("\n\n") == PARAGRAPHS
        cleaned = clean(draft).draft
        assert len(blocks(cleaned.text, cleaned.formatting)) == len(PARAGRAPHS)
        assert cleaned.title == PARAGRAPHS[0]

    def test_one_empty_line_after_the_headline_changes_nothing(self) -> None:
        text = PARAGRAPHS[0] + "\n\n" + "\n".join(PARAGRAPHS[1:])
        assert read_text(text).text.split("\n\n") == PARAGRAPHS

    def test_headline_subtitle_and_byline_may_share_a_paragraph(self) -> None:
        head = ["Windmill of Oster to reopen", "Carpenters replaced two sails", "By Ann Lee"]
        draft = clean(read_text("\n".join(head) + "\n\n" + "\n\n".join(PARAGRAPHS[1:]))).draft
        assert (draft.title, draft.byline) == (head[0], "Ann Lee")
        assert draft.text.split("\n\n") == [*head[:2], *PARAGRAPHS[1:]]

    def test_long_lines_are_paragraphs_in_any_script(self) -> None:
        line = "ผู้ว่าราชการจังหวัดกล่าวว่า " * 8
        assert len(blocks(read_text(f"{line}\n{line}\n{line}").text)) == 3

    def test_paragraphs_that_begin_with_an_indent_are_parted(self) -> None:
        text = "\tThe windmill of Oster\nturns again.\n\tBakers in the town and\non the farms are glad.\n\tIt is old."
        assert read_text(text).text.split("\n\n") == [
            "The windmill of Oster\nturns again.",
            "Bakers in the town and\non the farms are glad.",
            "It is old.",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "The windmill of Oster\nturns again, and the\nbakers are glad.\nIt is old.",
            "Turn, old sails,\nTurn once more,\nGrind the rye\nOn the floor.",
            "- The mill is old.\n- The sails are new.\n- The bakers are glad.",
            "1. The mill is old.\n2. The sails are new.",
            "Oster\n  Mill road 4\n  North side",
            "One line.",
            "Turn, old sails,\nTurn once more.\n\nGrind the rye\nOn the floor.",
            "The windmill of Oster\nturns again.\n\nIt is old.",
        ],
    )
    def test_wrapped_lines_verse_and_lists_stay(self, text: str) -> None:
        assert read_text(text).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1254",
            "Oster değirmeni haziran ayına kadar kapalı kalacak, dedi belediye başkanı. İki kanat çürümüş.",
        ),
        ("cp1254", "Şehir ağır hasar gördü."),
        (
            "cp1257",
            "Osterio malūnas bus uždarytas iki birželio, pranešė meras. Šią žinią paskelbė savivaldybė.",
        ),
        (
            "cp1257",
            "Osteras dzirnavas būs slēgtas līdz jūnijam, paziņoja mērs. Šī ziņa pārsteidza maizniekus.",
        ),
        (
            "cp1252",
            "Myllan í Oster verður lokuð fram í júní, sagði bæjarstjórinn. Smiðir fundu fúa í tveimur spöðum.",
        ),
        ("cp1250", "Mlýn zůstane uzavřen do června, řekl starosta. Tesaři našli shnilé lopatky."),
        ("cp1251", "Мельница закрыта до июня, сообщил мэр города. Плотники нашли гниль."),
        ("cp1253", "Ο ανεμόμυλος θα παραμείνει κλειστός μέχρι τον Ιούνιο, είπε ο δήμαρχος."),
        ("cp1255", "הטחנה תיסגר עד יוני, אמר ראש העיר. הנגרים מצאו ריקבון."),
        ("cp1256", "ستغلق الطاحونة حتى يونيو، قال رئيس البلدية. وجد النجارون عفنا."),
    ],
)
def test_code_pages_of_windows_are_told_apart(encoding: str, text: str) -> None:
    draft = TextReader().read(text.encode(encoding))
    assert draft.text == text
    assert len(draft.notes) == 1


def test_vietnamese_with_its_tones_as_characters_is_read_as_one_letter_each() -> None:
    text = "Cối xay gió ở làng Oster quay trở lại vào thứ Hai, và mọi người thợ làm bánh đều vui mừng."
    data = b"".join(map(_windows_1258, text))
    assert TextReader().read(data).text == text
    assert len(data) > len(text)


def _windows_1258(letter: str) -> bytes:
    """Return a letter as Windows writes it: with a character for its tone after it, if it has none of its own."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = normalize("NFD", letter)
        tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return (normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")


class TestFrontMatter:
    def test_its_fields_are_metadata_and_no_text(self) -> None:
        draft = read_text(
            '---\ntitle: "Windmill: open again"\nauthors:\n  - Ann Lee\n  - Bob Ray\n# a comment\n'
            "date: 2024-05-03T10:00\nlang: en\n"
            "tags: [mill]\nsource: https://oster.example/mill\n---\n\n# Open again\n\nIt turns.\n"
        )
        assert draft.text == "Open again\n\nIt turns.\n"
        assert (draft.title, draft.byline, draft.language) == (
            "Windmill: open again",
            "Ann Lee, Bob Ray",
            "en",
        )
        assert (draft.published, draft.url) == (date(2024, 5, 3), "https://oster.example/mill")

    @pytest.mark.parametrize("author", ["[Ann Lee, 'Bob Ray']", "Ann Lee, Bob Ray"])
    def test_several_authors_in_a_line(self, author: str) -> None:
        assert read_text(f"---\nauthor: {author}\n---\nText.").byline == "Ann Lee, Bob Ray"

    @pytest.mark.parametrize(
        "text",
        [
            "---\nThe mill turns.\n---\nIt is old.",
            "---\n\nMayor: it is open\nand it turns\n---\n\nIt is old.",
            "---\ntitle: never closed\n\nIt is old.",
            "The mill.\n---\ntitle: x\n---\n",
        ],
    )
    def test_other_lines_of_hyphens_are_text(self, text: str) -> None:
        assert read_text(text).text.split() == text.split()
        assert not read_text(text).title


def test_subtitles_are_told_from_texts_that_name_times() -> None:
    cue = "00:00:01,000 --> 00:00:03,000\nThe windmill turns.\n"
    assert read_text(f"1\n{cue}").notes == (JOINED,)
    text = f"The trains run.\n\nThey leave at\n\n{cue}\nand later."
    assert read_text(text).text == text
