"""A tag is accepted or a passage added from the results: scores follow, and people see the reason."""

from typing import Any

import pytest

from annotate.annotations.answer_key import KeyChangeKind, changes_of
from annotate.annotations.json import annotation_json
from annotate.annotations.key_changes import accept_tag
from annotate.annotations.replay import replay_changes
from annotate.enums import Feedback, LayerKind, RoundState
from annotate.models import Annotation, Round
from annotate.rounds.actions import transition_round
from tests.reports.results.exercise import EXTRA, WHY, answer_on, reveal, set_exercise
from tests.world import World


@pytest.fixture
def revealed(world: World) -> Round:
    """The exercise after its reveal."""
    return reveal(world, set_exercise(world))


def feedback_of(world: World, round_: Round, who: str = "pupil") -> dict[str, Any]:
    """Return the feedback that a pupil gets."""
    return world.client(who).get(f"/api/v1/rounds/{round_.pk}/feedback/").json()


def check_replay(round_: Round) -> None:
    """Check that the log gives the rows."""
    changes = round_.changes.order_by("seq").values_list("verb", "payload")
    rows = Annotation.objects.filter(layer__round=round_, deleted=False).select_related(
        "layer__annotator", "tag"
    )
    assert replay_changes(changes) == {str(row.pk): annotation_json(row) for row in rows}


def accept(world: World, round_: Round, reason: str = WHY, tag: str = "opinion") -> Any:
    """Accept a tag at the loaded word, on the page."""
    url = f"/rounds/{round_.pk}/results/accept/{answer_on(round_, 'globalist').pk}/"
    return world.client("teacher").post(url, {"tag": tag, "reason": reason}, follow=True)


def test_scores_follow_and_the_reason_is_shown_and_logged(world: World, revealed: Round) -> None:
    before = feedback_of(world, revealed)["score"]
    assert accept(world, revealed).status_code == 200
    feedback = feedback_of(world, revealed)
    assert (before, feedback["score"]) == (pytest.approx(2 / 6), pytest.approx(4 / 6))
    (line,) = [line for line in feedback["passages"] if line["changes"]]
    assert (line["outcome"], line["right"]) == ("found", ["loaded-language", "opinion"])
    assert [(c["what"], c["tag"], c["reason"]) for c in line["changes"]] == [("also", "opinion", WHY)]
    page = world.client("pupil").get(f"/rounds/{revealed.pk}/feedback/").content.decode()
    assert WHY in page[page.index('data-changed="also"') :]
    logged = revealed.changes.filter(verb="annotation.put", layer__kind=LayerKind.KEY).last()
    assert logged.actor == world.teacher
    assert logged.payload["answer"]["changed"][0]["reason"] == WHY
    check_replay(revealed)


def test_the_page_says_beforehand_whose_scores_change(world: World, revealed: Round) -> None:
    client = world.client("teacher")
    answer = answer_on(revealed, "globalist").pk
    page = client.get(f"/rounds/{revealed.pk}/results/accept/{answer}/?tag=opinion").content.decode()
    assert 'data-raised="2" data-lowered="0"' in page
    start = revealed.text.body.index("A second line")
    add = f"/rounds/{revealed.pk}/results/add/?start={start}&end={start + 13}&tag=opinion"
    assert 'data-raised="0" data-lowered="1"' in client.get(add).content.decode()


def test_a_passage_is_added_once_and_undone_again(world: World, revealed: Round) -> None:
    start = revealed.text.body.index(EXTRA)
    sent = {"start": start, "end": start + len(EXTRA), "tag": "opinion", "reason": WHY, "revision": 1}
    url = f"/rounds/{revealed.pk}/results/add/"
    for _ in range(2):
        assert world.client("teacher").post(url, sent).status_code == 302
    added = answer_on(revealed, EXTRA)
    assert feedback_of(world, revealed)["score"] == pytest.approx(4 / 7)
    (line,) = [line for line in feedback_of(world, revealed)["passages"] if line["changes"]]
    assert [(c["what"], c["reason"]) for c in line["changes"]] == [("added", WHY)]
    undone = world.client("teacher").post(f"/rounds/{revealed.pk}/results/undo/{added.pk}/")
    assert undone.status_code == 302
    assert not Annotation.objects.filter(pk=added.pk, deleted=False).exists()
    assert feedback_of(world, revealed)["score"] == pytest.approx(2 / 6)
    check_replay(revealed)


def test_the_last_acceptance_is_undone_and_no_other(world: World, revealed: Round) -> None:
    accept(world, revealed, "first", "factual-claim")
    accept(world, revealed, "second")
    api = f"/api/v1/rounds/{revealed.pk}/results/answers/{answer_on(revealed, 'globalist').pk}/"
    assert world.client("teacher").delete(api).status_code == 204
    answer = answer_on(revealed, "globalist").answer
    assert answer["also"] == ["factual-claim"]
    assert [(c.what, c.reason) for c in changes_of(answer)] == [(KeyChangeKind.ALSO, "first")]
    assert world.client("teacher").delete(api).status_code == 204
    assert world.client("teacher").delete(api).status_code == 404


def test_accepting_twice_is_one_change(world: World, revealed: Round) -> None:
    api = f"/api/v1/rounds/{revealed.pk}/results/answers/{answer_on(revealed, 'globalist').pk}/"
    for _ in range(2):
        sent = {"tag": "opinion", "reason": WHY}
        assert world.client("teacher").put(api, sent, content_type="application/json").status_code == 200
    answer = answer_on(revealed, "globalist")
    assert answer.version == 2
    assert len(changes_of(answer.answer)) == 1


def test_whoever_edits_the_key_as_before_keeps_the_reason_of_what_stays(
    world: World, revealed: Round
) -> None:
    accept(world, revealed)
    answer = answer_on(revealed, "globalist")
    sent = {
        "tag": "loaded-language", "start": answer.start, "end": answer.end, "quote": "globalist",
        "note": "Another explanation.", "answer": {"tolerance": "exact", "also": ["opinion"]},
    }  # fmt: skip
    url = f"/api/v1/rounds/{revealed.pk}/key/{answer.pk}/"
    client = world.client("teacher")
    assert client.put(url, sent, content_type="application/json").status_code == 200
    assert [c.reason for c in changes_of(answer_on(revealed, "globalist").answer)] == [WHY]
    sent["answer"] = {"tolerance": "exact", "also": []}
    assert client.put(url, sent, content_type="application/json").status_code == 200
    # A tag that is no longer accepted needs no reason.
    assert changes_of(answer_on(revealed, "globalist").answer) == ()


@pytest.mark.parametrize(
    "changed",
    [
        "added",
        [{"what": "gone", "tag": "opinion", "reason": "", "at": "2026-01-01T00:00:00Z"}],
        [{"what": "added", "tag": "nothing", "reason": "", "at": "2026-01-01T00:00:00Z"}],
        [{"what": "added", "tag": "opinion", "reason": "two\nlines", "at": "2026-01-01T00:00:00Z"}],
        [{"what": "added", "tag": "opinion", "reason": "x" * 301, "at": "2026-01-01T00:00:00Z"}],
        [{"what": "added", "tag": "opinion", "reason": "", "at": "yesterday"}],
        [{"what": "added", "tag": "opinion", "reason": ""}],
        [{"what": "added", "tag": "opinion", "reason": "", "at": "2026-01-01T00:00:00Z"}] * 21,
    ],
)
def test_what_is_no_change_is_refused(world: World, revealed: Round, changed: Any) -> None:
    answer = answer_on(revealed, "globalist")
    sent = {
        "tag": "loaded-language", "start": answer.start, "end": answer.end, "quote": "globalist",
        "answer": {"changed": changed},
    }  # fmt: skip
    url = f"/api/v1/rounds/{revealed.pk}/key/{answer.pk}/"
    reply = world.client("teacher").put(url, sent, content_type="application/json")
    assert reply.status_code == 422
    assert reply.json()["type"] == "urn:claimlight:problem:bad-answer"


def test_where_pupils_do_not_see_the_key_the_reason_tells_nothing_of_it(world: World) -> None:
    round_ = set_exercise(world, feedback=Feedback.WHERE)
    accept_tag(world.teacher, round_, answer_on(round_, "globalist").pk, "attributed-allegation", "a secret")
    accept_tag(world.teacher, round_, answer_on(round_, "globalist").pk, "opinion", WHY)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    feedback = feedback_of(world, round_)
    assert "a secret" not in str(feedback)
    # The reader's own tag is right: that it was accepted tells them nothing more.
    assert [c["reason"] for line in feedback["passages"] for c in line["changes"]] == [WHY]
    assert "a secret" not in world.client("pupil").get(f"/rounds/{round_.pk}/feedback/").content.decode()


def test_only_those_who_edit_the_key_may(world: World, revealed: Round) -> None:
    answer = answer_on(revealed, "globalist").pk
    for who in ("pupil", "viewer"):
        sent = {"tag": "opinion"}
        url = f"/rounds/{revealed.pk}/results/accept/{answer}/"
        assert world.client(who).post(url, sent).status_code == 403
    assert answer_on(revealed, "globalist").answer["also"] == []


def test_a_pupils_highlight_is_no_answer(world: World, revealed: Round) -> None:
    own = Annotation.objects.filter(layer__round=revealed, layer__annotator=world.pupil).first()
    url = f"/api/v1/rounds/{revealed.pk}/results/answers/{own.pk}/"
    reply = world.client("teacher").put(url, {"tag": "opinion"}, content_type="application/json")
    assert reply.status_code == 404
