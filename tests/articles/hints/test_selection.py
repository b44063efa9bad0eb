"""Which hints come first: those with the most to learn from, not the most common ones."""

from articles.hints import hints
from articles.hints.selection import MOST_PER_1000_WORDS, first_hints

SAID = "“The ferry is late,” said Mirel Oddvar, a deckhand. "
CLAIMED = "Tomas Wick claimed that the harbour office had lost the letter. "
NOBODY = "The mayor is said to have left. "
DOCUMENT = "According to a report by the engineers, the quay could last another ten years. "
ENOUGH = 1000


def reasons(text: str, words: int) -> list[str]:
    return [hint.reason.code for hint in first_hints(hints(text, "en"), words)]


def test_distance_and_missing_sources_come_before_plain_said() -> None:
    text = SAID * 6 + CLAIMED + NOBODY + DOCUMENT
    assert reasons(text, words=200) == ["cue-distance", "no-source", "document"]


def test_a_kind_shows_its_reasons_in_turn() -> None:
    text = (
        "The radical protesters left. " + "It was a disgrace. " * 6 + "The council rammed through the plan. "
    )
    loaded = [hint for hint in hints(text, "en") if hint.tag == "loaded-language"]
    assert {hint.reason.code for hint in first_hints(loaded, 200)} == {
        "loaded-label",
        "loaded-feeling",
        "loaded-violence",
    }


def test_no_reason_is_repeated_before_another() -> None:
    found = hints("It was a disgrace. " * 5 + "The regime fell. " * 5, "en")
    words = [str(hint.reason.values["word"]) for hint in first_hints(found, 200)]
    assert sorted(set(words)) == ["disgrace", "regime"]
    assert len(words) == 3


def test_all_sure_hints_of_a_short_list_are_first() -> None:
    found = hints(SAID + CLAIMED + NOBODY, "en")
    assert first_hints(found, ENOUGH) == tuple(hint for hint in found if hint.sure)


def test_no_more_than_a_reader_reads() -> None:
    assert len(first_hints(hints(SAID * 100, "en"), ENOUGH)) == MOST_PER_1000_WORDS
    assert len(first_hints(hints(SAID, "en"), 9)) == 1
