"""The score over all articles of an assignment: the credit for everything, not the mean of the scores."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, LayerKind, RoundState
from annotate.models import Round
from annotate.rounds.actions import transition_round
from reports.feedback.scoring import AnnotatedSpan, Answer, combined_score, score
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.world import World, annotation_input, mark

TEXT = "One two three four five six seven eight nine ten."
SPANS = st.sets(st.tuples(st.integers(0, 8), st.sampled_from("ab")), max_size=6)


@given(st.lists(st.tuples(SPANS, SPANS), max_size=4))
def test_it_is_the_score_of_one_long_article(works: list) -> None:
    """Articles put one after the other score as they do together."""
    results, all_spans, all_answers = [], [], []
    for number, (spans, answers) in enumerate(works):
        for offset, into in ((0, None), (number * len(TEXT), (all_spans, all_answers))):
            marked = [AnnotatedSpan(offset + 4 * at, offset + 4 * at + 3, tag) for at, tag in sorted(spans)]
            key = [Answer(offset + 4 * at, offset + 4 * at + 3, tag) for at, tag in sorted(answers)]
            if into is None:
                results.append(score(TEXT, marked, key))
            else:
                into[0].extend(marked)
                into[1].extend(key)
    together = score(TEXT * len(works), all_spans, all_answers).score
    over_all = combined_score(results)
    assert (over_all is None) == (together is None)
    assert over_all is None or together is None or abs(over_all - together) < 1e-9


def write_key(world: World, round_: Round, words: str, tag: str) -> None:
    put_annotation(world.teacher, round_, uuid4(), annotation_input(round_, words, tag), LayerKind.KEY)


def test_a_pupil_sees_one_score_and_each_article(world: World) -> None:
    assignment = make_assignment(world, feedback=Feedback.KEY)
    first, second = rounds_of(assignment)
    write_key(world, first, "shameful", "loaded-language")
    write_key(world, first, "The council voted nine to six.", "factual-claim")
    write_key(world, first, "says the union", "attributed-allegation")
    write_key(world, second, "Nobody should be surprised.", "opinion")
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    submit_layer(world.pupil, first)
    api = f"/api/v1/rounds/{first.pk}/feedback/"
    assert world.client("pupil").get(api).json()["assignment"] is None
    transition_round(world.teacher, first, RoundState.REVEALED)
    # One answer of four, and one highlight: 2 / 5. The mean of 0 and 1 would be a half.
    assert world.client("pupil").get(api).json()["assignment"] == {
        "assignment": assignment.pk,
        "score": 0.4,
        "rounds": [{"round": first.pk, "score": 0.0}, {"round": second.pk, "score": 1.0}],
    }
    page = world.client("pupil").get(f"/rounds/{first.pk}/feedback/").content.decode()
    assert 'data-assignment-score="40"' in page
    assert f"/rounds/{second.pk}/feedback/" in page


def test_the_teacher_sees_the_same_score_of_everybody(world: World) -> None:
    assignment = make_assignment(world, feedback=Feedback.KEY)
    first, second = rounds_of(assignment)
    write_key(world, first, "shameful", "loaded-language")
    write_key(world, first, "The council voted nine to six.", "factual-claim")
    write_key(world, second, "Nobody should be surprised.", "opinion")
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    mark(world.pupil, first, "says the union", "opinion")
    submit_layer(world.pupil, first)
    mark(world.classmate, first, "shameful", "loaded-language")
    api = f"/api/v1/assignments/{assignment.pk}/results/"
    assert world.client("teacher").get(api).status_code == 403
    transition_round(world.teacher, first, RoundState.REVEALED)
    rows = {row["name"]: row for row in world.client("teacher").get(api).json()["results"]}
    assert rows["pupil"]["score"] == 0.4
    feedback = world.client("pupil").get(f"/api/v1/rounds/{first.pk}/feedback/").json()
    assert feedback["assignment"]["score"] == rows["pupil"]["score"]
    # One answer of three, with one highlight.
    assert rows["classmate"]["score"] == 0.5
    assert rows["classmate"]["scores"] == {str(first.pk): 2 / 3, str(second.pk): None}
    assert (rows["pupil"]["handed_in"], rows["classmate"]["handed_in"]) == (True, False)
    page = world.client("teacher").get(f"/assignments/{assignment.pk}/results/").content.decode()
    assert f"/rounds/{second.pk}/results/{world.pupil.pk}/" in page


def test_a_score_that_the_teacher_gave_weighs_as_much_as_its_article() -> None:
    small = score(TEXT, [], [Answer(0, 3, "a")])
    large = score(TEXT, [AnnotatedSpan(0, 3, "a")], [Answer(0, 3, "a"), Answer(4, 7, "a")])
    assert combined_score([small, large], [1.0, None]) == (1 * 1.0 + 3 * (2 / 3)) / 4
    assert combined_score([]) is None
