"""The lists of loaded words are orderly, balanced, and their neutral wordings are not loaded themselves."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import articles.hints.words
from articles.hints import LANGUAGES
from articles.hints.attribution.stances import DISTANCES, stance_by_base
from articles.hints.loaded.groups import GROUPS, OWN, Where
from articles.hints.loaded.lexicon import entries
from articles.hints.loaded.lists import listed_words
from articles.hints.loaded.neutral import neutral_wordings
from articles.hints.reason import MAX_LENGTH, MAX_VALUE, REASONS, Reason
from articles.hints.words import word_list

# Words that name the thing itself: loaded only as a label, or not at all.
TOPICS = {
    "en": "attack communist crime criminal death fraud genocide kill massacre murder plague poverty racism racist rape "
    "slavery terrorist terrorism victim violence violent war left-wing right-wing",
    "es": "ataque comunista crimen criminal fraude genocidio masacre matanza muerte pobreza racismo racista "
    "terrorismo terrorista víctima violación violencia violento guerra asesinato",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_words_with_neutral_wordings(language: str) -> None:
    words = [word for listed in listed_words(language) for word in listed.words]
    assert len(words) >= 600
    assert sum(bool(word.neutral) for word in words) >= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_in_alphabetical_order(language: str) -> None:
    path = Path(articles.hints.words.__file__).parent / language / "loaded.toml"
    for parts in tomllib.loads(path.read_text(encoding="utf-8")).values():
        assert list(parts) == sorted(parts)
        for words in parts.values():
            assert list(words) == sorted(words, key=str.casefold)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_of_the_file_is_known(language: str) -> None:
    assert set(word_list(language, "loaded")) - {"harmless"} <= GROUPS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_listed_twice_as_the_same_part_of_speech(language: str) -> None:
    count = Counter((entry.base.casefold(), entry.part) for entry in entries(language))
    assert [entry for entry, number in count.items() if number > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_are_listed_only_as_labels_and_pictures(language: str) -> None:
    anywhere = {
        entry.base
        for entry in entries(language)
        if entry.group is not None and entry.group.where in (Where.ANYWHERE, Where.SAYING)
    }
    assert anywhere.isdisjoint(TOPICS[language].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_neutral_wordings_are_not_loaded(language: str) -> None:
    wordings = {wording for entry in entries(language) for wording in entry.neutral}
    assert [wording for wording in sorted(wordings) if neutral_wordings(wording, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_camps_are_listed_alike(language: str) -> None:
    camps = word_list(language, "loaded_camps")
    left, right = set(camps["left"]), set(camps["right"])
    assert left.isdisjoint(right)
    assert left | right <= {entry.base for entry in entries(language)}
    assert min(len(left), len(right)) >= 0.9 * max(len(left), len(right)) > 0


@pytest.mark.parametrize("group", [*GROUPS.values(), OWN], ids=lambda group: group.slug)
def test_every_group_has_a_short_reason(group: object) -> None:
    code = group.code  # type: ignore[attr-defined]
    assert code in REASONS
    assert len(Reason(code, {"word": "x" * MAX_VALUE})) <= MAX_LENGTH


def test_the_settings_see_groups_and_words() -> None:
    groups = {listed.group.slug: listed.words for listed in listed_words("en")}
    assert "harmless" not in groups
    assert next(word.neutral for word in groups["phrases"] if word.word == "witch hunt") == ("investigation",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_verb_that_mocks_or_judges_a_speaker_vouches_for_what_is_said(language: str) -> None:
    stances = stance_by_base(language)
    verbs = [
        entry.base
        for entry in entries(language)
        if entry.group in (GROUPS["stance"], GROUPS["outbursts"]) and entry.part == "verbs"
    ]
    assert [verb for verb in verbs if stances.get(verb, DISTANCES) != DISTANCES] == []
