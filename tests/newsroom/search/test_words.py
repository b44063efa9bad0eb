"""Words of the index, queries, marks and excerpts. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.tokens.marking import BEFORE, LENGTH, excerpt, find_marks, text_fragment
from newsroom.search.tokens.query import MAX_WORDS, parse_query
from newsroom.search.tokens.words import LANGUAGES, search_language, words_in


def stems(text: str, language: str) -> list[str]:
    return [stem for word in words_in(text, language) for stem in word.stems]


@pytest.mark.parametrize(
    ("language", "alike"),
    [
        ("en", ("slams", "SLAMMED", "slamming", "slam")),
        ("en", ("mayor", "mayor’s", "Mayors", "MAYOR'S")),
        ("en", ("café", "cafe\u0301", "CAFÉS", "ca\u00adfe")),
        ("es", ("votación", "votaciones", "VOTACION")),
        ("es", ("decisión", "decisiones", "decision")),
        ("es", ("alcalde", "alcaldes")),
        ("es", ("hablo", "habló", "hablar", "hablamos")),
        ("es", ("ministro", "ministros", "ministra")),
        ("", ("Straße", "strasse", "STRASSE")),
        ("", ("Łódź", "lodz")),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, alike: tuple[str, ...]) -> None:
    assert len({tuple(stems(word, language)) for word in alike}) == 1


def test_words_of_other_languages_are_not_stemmed() -> None:
    assert stems("Brücke Brücken", "") == ["brucke", "brucken"]
    assert [search_language(code) for code in ("en-GB", "ES", "de", "")] == ["en", "es", "", ""]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_whatever_is_written_words_are_letters_and_digits(text: str, language: str) -> None:
    for stem in stems(text, language):
        assert stem
        assert not set(stem) & set(" \"'\\:&|!()<>*-+^{}%_\0")


@given(st.text())
def test_whatever_is_typed_is_a_query(text: str) -> None:
    query = parse_query(text)
    assert sum(map(len, query.phrases)) <= MAX_WORDS
    assert all(query.phrases)


def test_words_between_quotation_marks_are_a_phrase() -> None:
    assert parse_query('the "red line" holds').phrases == (("the",), ("red", "line"), ("holds",))
    assert parse_query("«Línea roja»").phrases == (("linea", "roja"),)
    # There is no second quotation mark.
    assert parse_query('the "red line').phrases == (("the",), ("red",), ("line",))
    assert parse_query("well-known").phrases == (("well", "known"),)
    assert parse_query("橋は閉").phrases == (("橋", "は", "閉"),)
    assert not parse_query('“” "" ?!')


def test_a_long_query_is_cut() -> None:
    assert not parse_query("bridge " * 30).shortened
    assert parse_query(" ".join(f"w{n}" for n in range(21))).shortened
    assert parse_query("bridge " * 9999).phrases == (("bridge",),)


def marked(text: str, query: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in find_marks(text, parse_query(query), language)]


def test_what_matches_is_marked() -> None:
    text = "The mayor’s critics slammed the well-known mayors. The red, red line of the mayor."
    assert marked(text, "Mayor slam") == ["mayor’s", "slammed", "mayors", "mayor"]
    assert marked(text, '"red line"') == ["red line"]
    assert marked(text, "known") == ["well-known"]
    assert marked(text, '"red red" "red line"') == ["red, red line"]


@given(st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_marks_are_in_order_and_do_not_overlap(text: str, query: str, language: str) -> None:
    ends = [0]
    for start, end in find_marks(text, parse_query(query), language):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


def test_an_excerpt_is_cut_between_words_around_the_first_mark() -> None:
    text = "before " * 40 + "the mayor " + "after " * 90
    found = excerpt(text, find_marks(text, parse_query("mayor"), "en"))
    assert found.cut_before
    assert found.cut_after
    assert len(found.text) <= LENGTH
    assert found.text.startswith("before ")
    assert [piece for piece in found.pieces if piece[1]] == [("mayor", True)]
    assert found.text.index("mayor") <= BEFORE
    short = excerpt("the mayor", [(4, 9)])
    assert short.pieces == [("the ", False), ("mayor", True)]
    assert not short.cut_before
    assert not short.cut_after


def test_a_fragment_has_the_words_from_the_mark_to_the_end_of_the_line() -> None:
    assert text_fragment("The well-known, mayor\nsaid", [(4, 14)]) == "#:~:text=well%2Dknown%2C%20mayor"
    assert text_fragment("mayor " + "word " * 90, [(0, 5)]).endswith("word")
