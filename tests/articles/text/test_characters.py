"""Characters as a reader sees them: in the text, in counts of words, and in stems."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers import Reader
from articles.readers.docx import WordReader
from articles.readers.epub import EpubReader
from articles.readers.html import HtmlReader
from articles.readers.odt import OpenDocumentReader
from articles.readers.text import TextReader
from articles.sandbox.jobs import check_draft
from articles.text.characters import normalize_characters, normalize_draft
from articles.text.draft import Clutter, Draft, Formatting
from articles.text.stems import stem_words
from articles.words import Words
from tests.articles.readers import make_files as make
from tests.articles.readers import make_word as word
from web.i18n.lazy_message import Message

REASON = Message("byline")
UNSEEN = ("\u00ad", "\u200b", "\u2060", "\ufeff")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("rail\u00adway\u200bs and \ufeffferries\u2060", "railways and ferries"),
        ("Der Fl\u200cuss, die Auf\u200clage", "Der Fluss, die Auflage"),
        ("price\u2011determining", "price-determining"),
        ("the ﬁrst oﬃcer", "the first officer"),
        ("cafe\u0301, Ko\u0308prü, i\u0307", "café, Köprü, i\u0307"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("one\u2028two\u0085three\vfour\u2029five", "one\ntwo\nthree\nfour\n\nfive"),
        ("one\n\u00a0\ntwo\n \u3000\u200b\nthree", "one\n\ntwo\n\nthree"),
    ],
)
def test_text_is_as_it_is_seen(text: str, seen: str) -> None:
    assert normalize_characters(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم نرم‌افزار",
        "क्‍ष श्री‌मान",
        "the family 👩‍👧‍👦 and the flag 🏴‍☠️",
        "ភាសា\u200bខ្មែរ",
        "  two  spaces\n\n  verse\u00a0here, 10\u00a0km – 1½ × 10⁶ … “x”",
    ],
)
def test_what_is_seen_stays(text: str) -> None:
    assert normalize_characters(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_visible_is_lost(text: str) -> None:
    seen = normalize_characters(text)
    ascii_seen = [c for c in text if c.isascii() and not c.isspace()]
    # A letter may have become one with the accent after it.
    assert [c for c in seen if c.isascii() and not c.isspace()] == ascii_seen or not text.isascii()
    assert not set(UNSEEN[:1] + UNSEEN[2:]) & set(seen)


def test_formatting_and_clutter_move_along() -> None:
    text = "\u00adBy A\u00adnn\n\u00a0\nThe cafe\u0301\u200b is ﬁne.\u2029"
    draft = Draft(
        text,
        formatting=(
            Formatting(text.index("cafe"), text.index(" is"), "emphasis"),
            Formatting(text.index("ﬁ"), text.index("ne."), "strong"),
        ),
        clutter=(Clutter(0, text.index("\n"), REASON), Clutter(0, 1, REASON)),
    )
    seen = normalize_draft(draft)
    assert seen.text == "By Ann\n\nThe café is fine.\n\n"
    assert [seen.text[f.start : f.end] for f in seen.formatting] == ["café", "fi"]
    assert [seen.text[c.start : c.end] for c in seen.clutter] == ["By Ann"]
    assert check_draft(draft) == seen


@given(
    st.text(st.sampled_from("abcdefgh"), min_size=2, max_size=12),
    st.sampled_from(UNSEEN),
    st.integers(1, 11),
)
def test_unseen_characters_change_no_word_and_no_stem(word: str, unseen: str, place: int) -> None:
    place = min(place, len(word) - 1)
    written = word[:place] + unseen + word[place:]
    assert len(Words(f"the {written} closed")) == 3
    assert stem_words(written, "en") == stem_words(word, "en")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("cafe\u0301s", "cafés"),
        ("well\u2011known", "well-known"),
        ("ﬁnding", "finding"),
        ("Co\u2010op", "co-op"),
    ],
)
def test_ways_to_write_a_word_have_one_stem(written: str, word: str) -> None:
    assert stem_words(written, "en") == stem_words(word, "en")
    assert len(Words(written)) == 1


def test_zero_width_spaces_part_words_where_no_others_do() -> None:
    assert len(Words("ភាសា\u200bខ្មែរ")) == 2
    assert len(Words("می‌خواهم")) == 1


@pytest.mark.parametrize(
    "piece", ["e\u0301", "\u0301", "\u00a0\u200b", "\u200b\n", "a\u200d", "\u1100", "\u2029"]
)
def test_long_runs_take_linear_time(piece: str) -> None:
    text = "a" + piece * 200_000
    start = time.perf_counter()
    normalize_draft(Draft(text))
    Words(text)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("reader", "file"),
    [
        (WordReader(), word.document(word.p("The wind\u00admills’ cafe\u0301 is \ufb01ne."))),
        (
            OpenDocumentReader(),
            make.open_document("<text:p>The wind\u00admills’ cafe\u0301 is \ufb01ne.</text:p>"),
        ),
        (
            EpubReader(),
            make.e_book("<html><body><p>The wind&#173;mills’ cafe\u0301 is \ufb01ne.</p></body></html>"),
        ),
        (HtmlReader(), make.web_page("<p>The wind&shy;mills’ cafe\u0301 is \ufb01ne.</p>" * 9)),
        (TextReader(), "The wind\u00admills’ cafe\u0301 is \ufb01ne.".encode()),
    ],
    ids=lambda value: getattr(value, "slug", ""),
)
def test_every_reader_writes_what_is_seen(reader: Reader, file: bytes) -> None:
    assert "The windmills’ café is fine." in reader.read(file).text
