"""Details of hints at loaded words: extents, tiers, neutral wordings, names, quotations and a team's own words."""

import pytest

from articles.hints import Hint, OwnWord, hints
from articles.hints.loaded.neutral import neutral_wordings
from tests.articles.hints.loaded.marked import with_marks


def loaded(text: str, own_words: tuple[OwnWord, ...] = ()) -> list[Hint]:
    return [hint for hint in hints(text, "en", own_words) if hint.kind == "loaded-words"]


@pytest.mark.parametrize(
    ("sentence", "neutral"),
    [
        ("Critics slammed the plan.", ("criticized",)),
        ("Critics are slamming the plan.", ("criticizing",)),
        ("She slams the plan.", ("criticizes",)),
        ("His cronies met.", ("friends", "allies")),
        ("The council rammed the plan through.", ("passed", "pushed")),
        ("It was a vile act.", ("very bad",)),
        ("Witch hunts began.", ("investigations",)),
        ("The so-called experts met.", ()),
    ],
)
def test_neutral_wordings_have_the_form_of_the_word(sentence: str, neutral: tuple[str, ...]) -> None:
    (hint,) = loaded(sentence)
    assert hint.details["neutral"] == neutral


def test_words_between_the_parts_of_a_phrase_are_not_drawn() -> None:
    text = "They rammed the new plan through."
    (hint,) = loaded(text)
    assert text[hint.start : hint.end] == "rammed"
    assert hint.cue == (hint.start, hint.end)
    assert hint.reason.values == {"word": "rammed"}


def test_the_ending_of_a_genitive_is_not_drawn() -> None:
    assert with_marks("The regime's tanks left.", "en") == "The [regime]'s tanks left."
    assert with_marks("The regime’s tanks left.", "en") == "The [regime]’s tanks left."


def test_inside_quotation_marks_a_word_is_less_certain() -> None:
    (own,) = loaded("A vile act.")
    (quoted,) = loaded("“A vile act,” she said.")
    assert own.sure
    assert not quoted.sure
    assert own.strength > quoted.strength


def test_everything_moves_with_the_text_before_it() -> None:
    text = "The regime's cronies rammed a vile plan through."
    before = "😀 cafe\u0301 and tea.\n\n"
    moved = [(hint.start + len(before), hint.end + len(before)) for hint in loaded(text)]
    assert [(hint.start, hint.end) for hint in loaded(before + text)] == moved


@pytest.mark.parametrize(
    "text",
    [
        "She met Mr. Savage there.",
        "Savage Street is closed.",
        "They read The Shameful Years by Pell.",
        "It rained all day in Osk.\n\nA shameful deal\n\nIt rained on.",
    ],
    ids=["person", "street", "work", "heading of a section"],
)
def test_names_and_headings_are_left_alone(text: str) -> None:
    assert loaded(text) == []


def test_the_headline_of_an_article_is_read_whatever_its_capitals() -> None:
    assert with_marks("Veldrin Council Rams Bridge Plan Through\n\nIt rained.", "en").startswith(
        "Veldrin Council [Rams] Bridge"
    )


@pytest.mark.parametrize("form", ["bigwig", "Bigwig", "BIGWIGS", "bigwigs"])
def test_own_words_are_found_in_their_forms(form: str) -> None:
    (hint,) = loaded(f"There were {form} in the hall.", (OwnWord("bigwig", "leader"),))
    assert hint.reason.code == "loaded-own"
    assert hint.sure
    assert hint.details["neutral"] == ("leaders" if form.endswith(("s", "S")) else "leader",)


@pytest.mark.parametrize("form", ["enchufado", "Enchufadas", "enchufados"])
def test_own_words_of_spanish_have_genders(form: str) -> None:
    found = hints(f"Llegaron {form} por la puerta.", "es", (OwnWord("enchufado"),))
    assert [hint.reason.code for hint in found if hint.kind == "loaded-words"] == ["loaded-own"]


def test_an_own_word_goes_before_the_lists() -> None:
    (hint,) = loaded("It was a witch hunt.", (OwnWord("Witch Hunt", "inquiry"),))
    assert hint.details["neutral"] == ("inquiry",)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "word", ["y", "s", "n", "0", "x-y", "o’s", "pals'", "ß", "ar", "se", "irse", "Á b", "…"]
)
def test_odd_own_words_are_found_as_they_stand(word: str, language: str) -> None:
    text = f"Hm {word} hm."
    found = hints(text, language, (OwnWord(word),))
    assert any(hint.start == 3 and hint.reason.code == "loaded-own" for hint in found)


def test_own_words_that_are_no_verbs_are_not_conjugated() -> None:
    assert hints("Cocía patatas.", "es", (OwnWord("coche"),)) == ()


def test_own_words_are_no_patterns() -> None:
    assert loaded("It was a plan.", (OwnWord("pl.n"), OwnWord(".*"), OwnWord(" "))) == []


@pytest.mark.parametrize(
    ("passage", "language", "expected"),
    [
        ("slammed", "en", ("criticized",)),
        ("the regime’s cronies", "en", ("government", "friends", "allies")),
        ("SHAMELESS", "en-GB", ("open",)),
        ("a bridge", "en", ()),
        ("", "en", ()),
        ("slammed", "fr", ()),
        ("Se aferra al cargo", "es", ("mantiene",)),
        ("sus secuaces dinamitaron", "es-MX", ("ayudantes", "rompieron")),
        ("una idea descabellada", "es", ("poco realista",)),
    ],
)
def test_a_passage_gets_neutral_wordings(passage: str, language: str, expected: tuple[str, ...]) -> None:
    assert neutral_wordings(passage, language) == expected
