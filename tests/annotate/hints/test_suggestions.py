"""What is suggested for the details of a highlight: sources and cues around it, and neutral wordings."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations.actions import delete_annotation, put_annotation
from annotate.enums import HintTiming, LayerKind
from annotate.hints.settings.actions import add_own_word
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from articles.hints.around import MAX_BESIDE, MAX_PASSAGE, MOST, around
from tests.annotate.hints.harbour import harbour_text
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db
NOTHING: dict[str, list[Any]] = {"sources": [], "cues": [], "neutral": []}
FERRY = (
    "🌉 The ferry of Jose\u0301\n\n"
    "“Nobody checked the gate,” said Mirel Oddvar, a deckhand. According to the Gazette, three streets flooded. "
    "The mayor allegedly knew.\n\n"
    "The boss of the harbour claimed that the ferry was late. The cronies of the mayor rammed it through.\n\n"
    "The union warned that prices would rise."
)


def ferry(world: World, **settings: Any) -> Round:
    text = harbour_text(world.teacher, world.team, FERRY)
    return create_round(world.teacher, text, RoundSettings(**settings))


def suggested(world: World, round_: Round, pk: Any, who: str = "pupil") -> dict[str, list[Any]]:
    response = world.client(who).get(f"/api/v1/rounds/{round_.pk}/annotations/{pk}/suggestions/")
    assert response.status_code == 200, response.content
    found: dict[str, list[Any]] = response.json()
    return found


def words(found: list[dict[str, Any]]) -> list[str]:
    """The suggested words, which stand where they say."""
    assert all(" ".join(FERRY[word["start"] : word["end"]].split()) == word["text"] for word in found)
    return [word["text"] for word in found]


def test_the_nearest_source_and_cue_come_first(world: World) -> None:
    round_ = ferry(world)
    allegation = mark(world.pupil, round_, "three streets flooded", "attributed-allegation")
    found = suggested(world, round_, allegation.pk)
    assert words(found["cues"])[0] == "According to"
    assert set(words(found["cues"])) == {"According to", "said", "allegedly"}
    assert words(found["sources"])[0] == "the Gazette"
    assert set(words(found["sources"])) == {"the Gazette", "Mirel Oddvar, a deckhand"}
    assert found["neutral"] == []


def test_other_paragraphs_are_not_looked_at(world: World) -> None:
    round_ = ferry(world)
    allegation = mark(world.pupil, round_, "prices would rise", "attributed-allegation")
    found = suggested(world, round_, allegation.pk)
    assert (words(found["sources"]), words(found["cues"])) == (["The union"], ["warned"])


def test_words_outside_the_excerpt_are_not_suggested(world: World) -> None:
    round_ = ferry(world, extract=(FERRY.index(" warned that prices"), len(FERRY)))
    allegation = mark(world.pupil, round_, "prices would rise", "attributed-allegation")
    found = suggested(world, round_, allegation.pk)
    assert (words(found["sources"]), words(found["cues"])) == ([], ["warned"])


def test_a_loaded_word_has_neutral_wordings_and_no_source(world: World) -> None:
    round_ = ferry(world)
    loaded = mark(world.pupil, round_, "cronies", "loaded-language")
    found = suggested(world, round_, loaded.pk)
    assert found["neutral"]
    assert (found["sources"], found["cues"]) == ([], [])
    other = mark(world.pupil, round_, "the ferry was late", "loaded-language")
    assert suggested(world, round_, other.pk) == NOTHING


def test_a_word_of_the_teams_own_has_its_neutral_wording(world: World) -> None:
    add_own_word(world.teacher, world.team, "boss", "head")
    round_ = ferry(world)
    loaded = mark(world.pupil, round_, "boss", "loaded-language")
    assert suggested(world, round_, loaded.pk)["neutral"][0] == "head"


def test_a_tag_without_such_details_has_no_suggestions(world: World) -> None:
    round_ = ferry(world)
    opinion = mark(world.pupil, round_, "three streets flooded", "opinion")
    assert suggested(world, round_, opinion.pk) == NOTHING


@pytest.mark.parametrize("hints", list(HintTiming))
def test_they_need_no_hints(world: World, hints: HintTiming) -> None:
    round_ = ferry(world, hints=hints)
    allegation = mark(world.pupil, round_, "three streets flooded", "attributed-allegation")
    assert suggested(world, round_, allegation.pk)["sources"]


def test_they_are_switched_off_by_themselves(world: World) -> None:
    round_ = ferry(world, detail_suggestions=False, hints=HintTiming.ON_REQUEST)
    allegation = mark(world.pupil, round_, "three streets flooded", "attributed-allegation")
    loaded = mark(world.pupil, round_, "cronies", "loaded-language")
    for annotation in (allegation, loaded):
        assert suggested(world, round_, annotation.pk) == NOTHING


def test_only_ones_own_highlights_have_any(world: World) -> None:
    round_ = ferry(world)
    allegation = mark(world.pupil, round_, "three streets flooded", "attributed-allegation")
    gone = mark(world.pupil, round_, "prices would rise", "attributed-allegation")
    delete_annotation(world.pupil, round_, gone.pk)
    content = annotation_input(round_, "three streets", "attributed-allegation")
    key, _created = put_annotation(world.teacher, round_, uuid4(), content, LayerKind.KEY)
    for who, pk in (
        ("classmate", allegation.pk),
        ("teacher", allegation.pk),
        ("pupil", gone.pk),
        ("pupil", uuid4()),
        ("teacher", key.pk),
    ):
        url = f"/api/v1/rounds/{round_.pk}/annotations/{pk}/suggestions/"
        assert world.client(who).get(url).status_code == 404


def test_at_most_five_of_each_are_suggested() -> None:
    text = " ".join(
        f"{name} said that the gate was open."
        for name in ["Ana", "Bea", "Cid", "Dea", "Eli", "Fay", "Gus", "Hal"]
    )
    found = around(text, "en", text.index("Eli"), len(text))
    assert len(found.sources) == MOST
    # “said” is one suggestion, however often it stands there.
    assert len(found.cues) == 1


def test_a_long_line_is_looked_at_near_the_passage_alone() -> None:
    sentence = "Ana Bel said that the gate was open. "
    far = "Mirel Oddvar warned that it was shut. "
    text = far + sentence * 200 + "Here it is. " + sentence * 2000
    start = text.index("Here")
    found = around(text, "en", start, len(text))
    assert [text[slice(*source)] for source in found.sources] == ["Ana Bel"]
    assert start - min(source[0] for source in found.sources) <= MAX_BESIDE + MAX_PASSAGE


@given(
    st.text("said Ana.\n “”,", max_size=300),
    st.integers(0, 300),
    st.integers(1, 300),
)
def test_extents_are_in_the_text(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start >= end:
        return
    found = around(text, "en", start, end)
    assert all(0 <= first < last <= len(text) for first, last in (*found.sources, *found.cues))
