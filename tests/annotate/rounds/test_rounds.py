"""A round is set up, led from state to state, and takes marks only while it is open."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.annotations.actions import REFUSALS, RoundClosed, put_annotation, submit_layer
from annotate.annotations.leading import start_leading
from annotate.annotations.spans import SpanError
from annotate.codebooks.actions import install_codebook
from annotate.due_date import Refusal
from annotate.enums import (
    NEXT_STATES,
    Feedback,
    FeedbackTiming,
    LayerKind,
    RoundMode,
    RoundState,
    feedback_now,
)
from annotate.models import Annotation, Round
from annotate.rounds.actions import (
    NO_SUCH_TRANSITION,
    NOT_IN_TEAM,
    PROMISED,
    RoundSettings,
    SettingsError,
    create_round,
    transition_round,
)
from people.permissions import PermissionRefused
from reports.reader_rows import FINAL
from tests.wording import says
from tests.world import World, annotation_input, mark

JSON = {"content_type": "application/json"}


@pytest.mark.parametrize("start", list(RoundState))
@pytest.mark.parametrize("to", list(RoundState))
def test_there_is_a_way_or_a_clear_no(world: World, start: RoundState, to: RoundState) -> None:
    round_ = create_round(world.teacher, world.text, state=start)
    answer = world.client("teacher").put(f"/api/v1/rounds/{round_.pk}/state/", {"state": to}, **JSON)
    if to in NEXT_STATES[start] or to == start:
        assert answer.json()["state"] == to
        assert round_.changes.count() == (to != start)
    else:
        assert answer.status_code == 403
        assert says(NO_SUCH_TRANSITION, answer.json()["detail"])


@pytest.mark.parametrize(
    ("state", "due", "refusal"),
    [
        (RoundState.DRAFT, None, Refusal.NOT_BEGUN),
        (RoundState.CLOSED, None, Refusal.CLOSED),
        (RoundState.REVEALED, None, Refusal.CLOSED),
        (RoundState.OPEN, timedelta(seconds=-1), Refusal.OVERDUE),
    ],
)
def test_a_late_mark_is_refused_kindly(world: World, state: RoundState, due: Any, refusal: Refusal) -> None:
    settings = RoundSettings(due_at=due and timezone.now() + due)
    round_ = create_round(world.teacher, world.text, settings, state=state)
    address = f"/api/v1/rounds/{round_.pk}/annotations/{uuid4()}/"
    answer = world.client("teacher").put(address, vars(annotation_input(round_, "globalist")), **JSON)
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:claimlight:problem:round-closed"
    assert answer.json()["detail"] == REFUSALS[refusal]
    assert not Annotation.objects.filter(layer__round=round_).exists()


def test_what_was_saved_before_the_close_may_be_said_again(world: World) -> None:
    """A lost answer: the browser sends the same mark once more, after the round was closed."""
    pk = uuid4()
    mark(world.pupil, world.round, "six", "opinion", pk=pk)
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    assert put_annotation(world.pupil, world.round, pk, annotation_input(world.round, "six"))[1] is False
    with pytest.raises(RoundClosed):
        mark(world.pupil, world.round, "six", "loaded-language", pk=pk)


def test_the_state_is_asked_when_the_mark_is_written(world: World) -> None:
    seen = Round.objects.get(pk=world.round.pk)
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    with pytest.raises(RoundClosed):
        mark(world.pupil, seen, "six", "opinion")


def test_handing_in_is_possible_after_the_close(world: World) -> None:
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    assert submit_layer(world.pupil, world.round).submitted_at


def test_an_extract_takes_marks_within_it_alone(world: World) -> None:
    body = world.text.body
    extract = (body.index("Taxes"), len(body))
    round_ = create_round(world.teacher, world.text, RoundSettings(extract=extract))
    mark(world.pupil, round_, "Taxes fell", "factual-claim")
    with pytest.raises(SpanError):
        mark(world.pupil, round_, "globalist", "loaded-language")
    page = world.client("pupil").get(f"/rounds/{round_.pk}/").content.decode()
    assert "Taxes fell" in page
    assert "globalist" not in page


@pytest.mark.parametrize("extract", [[5, 5], [9, 3], [0, 10_000]])
def test_an_extract_outside_the_text_is_none(world: World, extract: list[int]) -> None:
    sent = {"article": world.article.pk, "extract": extract}
    answer = world.client("teacher").post("/api/v1/rounds/", sent, **JSON)
    assert answer.status_code == 422
    assert "excerpt" in answer.json()["detail"]


def test_only_who_takes_part_sees_it(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(participants=(world.pupil,)))
    for who, status in (("pupil", 200), ("classmate", 404), ("viewer", 404), ("colleague", 200)):
        assert world.client(who).get(f"/rounds/{round_.pk}/").status_code == status, who


def test_a_stranger_cannot_take_part(world: World) -> None:
    with pytest.raises(SettingsError) as refused:
        create_round(world.teacher, world.text, RoundSettings(participants=(world.stranger,)))
    assert says(NOT_IN_TEAM, str(refused.value))
    sent = {"article": world.article.pk, "participants": [world.stranger.pk]}
    assert world.client("teacher").post("/api/v1/rounds/", sent, **JSON).status_code == 400


def test_settings_change_through_the_api(world: World) -> None:
    client = world.client("teacher")
    due = (timezone.now() + timedelta(days=1)).isoformat()
    sent = {
        "instructions": "Look for sources.",
        "due_at": due,
        "feedback": "key",
        "participants": [world.pupil.pk],
    }
    answer = client.patch(f"/api/v1/rounds/{world.round.pk}/", sent, **JSON).json()
    assert (answer["instructions"], answer["feedback"], answer["mode"]) == (
        "Look for sources.",
        "key",
        "open",
    )
    feed = client.get(f"/api/v1/rounds/{world.round.pk}/changes/").json()["results"]
    assert feed[-1]["verb"] == "round.set"
    assert list(world.round.participants.all()) == [world.pupil]


def test_several_articles_are_set_at_once(world: World) -> None:
    from articles.actions import freeze

    freeze(world.teacher, world.under_review)
    sent = {
        "articles": [world.article.pk, world.under_review.pk], "mode": "independent", "instructions": "Go.",
        "feedback": "where", "feedback_when": "on submission", "state": "open",
    }  # fmt: skip
    before = Round.objects.count()
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/rounds/new/", sent)
    assert answer.url == f"/teams/{world.team.pk}/rounds/"
    made = Round.objects.order_by("-pk")[: Round.objects.count() - before]
    assert [(r.mode, r.state, r.feedback, r.instructions) for r in made] == [
        ("independent", "open", "where", "Go.")
    ] * 2
    page = world.client("pupil").get(answer.url).content.decode()
    assert page.count('data-mode="independent"') == 2


def test_a_form_that_is_wrong_keeps_what_was_typed(world: World) -> None:
    sent = {"mode": "open", "instructions": "Read twice."}
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/rounds/new/", sent)
    assert answer.status_code == 422
    assert "Read twice." in answer.content.decode()


def test_the_settings_page_cuts_the_text(world: World) -> None:
    sent = {"mode": "open", "feedback": "none", "feedback_when": "on reveal", "first": "1", "last": "2"}
    address = f"/rounds/{world.draft.pk}/settings/"
    assert world.client("teacher").post(address, sent).status_code == 302
    world.draft.refresh_from_db()
    blocks = world.text.blocks
    assert world.draft.extract == (blocks[1].start, blocks[2].end)
    form = world.client("teacher").get(address).context["form"]
    assert (form.initial["first"], form.initial["last"]) == (1, 2)
    assert world.client("teacher").post(address, sent | {"first": "3"}).status_code == 422


def test_the_key_is_one_for_all_who_write_it_and_is_hidden(world: World) -> None:
    answer = {"tolerance": "exact", "also": ["opinion", "loaded-language"]}
    first = put_annotation(
        world.teacher,
        world.round,
        uuid4(),
        annotation_input(world.round, "globalist", "loaded-language", answer=answer),
        LayerKind.KEY,
    )[0]
    assert first.answer == {"tolerance": "exact", "also": ["opinion"]}
    # A colleague goes on with the same key.
    changed = annotation_input(world.round, "globalist", "opinion", note="Whose view is it?")
    put_annotation(world.colleague, world.round, first.pk, changed, LayerKind.KEY)
    rows = world.client("colleague").get(f"/api/v1/rounds/{world.round.pk}/key/").json()["results"]
    assert [(row["tag"], row["note"], row["annotator"]) for row in rows] == [
        ("opinion", "Whose view is it?", None)
    ]
    for address in ("key/", "annotations/", "changes/"):
        seen = world.client("pupil").get(f"/api/v1/rounds/{world.round.pk}/{address}").content.decode()
        assert "Whose view is it?" not in seen, address
    assert "Whose view is it?" not in world.client("pupil").get(f"/rounds/{world.round.pk}/").content.decode()
    assert (
        "Whose view is it?"
        not in world.client("teacher").get(f"/articles/{world.article.pk}/report/").content.decode()
    )


@pytest.mark.parametrize(
    "answer", [{"tolerance": "none"}, {"also": ["no-such"]}, {"also": "opinion"}, [1], {"more": 1}]
)
def test_a_wrong_answer_is_refused(world: World, answer: Any) -> None:
    sent = vars(annotation_input(world.round, "globalist", answer=answer))
    reply = world.client("teacher").put(f"/api/v1/rounds/{world.round.pk}/key/{uuid4()}/", sent, **JSON)
    assert reply.status_code == 422
    assert reply.json()["type"] == "urn:claimlight:problem:bad-answer"


@pytest.mark.parametrize(
    ("when", "state", "submitted", "due"),
    [
        (FeedbackTiming.AT_ONCE, RoundState.OPEN, False, True),
        (FeedbackTiming.ON_SUBMISSION, RoundState.OPEN, False, False),
        (FeedbackTiming.ON_SUBMISSION, RoundState.OPEN, True, True),
        (FeedbackTiming.ON_SUBMISSION, RoundState.REVEALED, False, True),
        (FeedbackTiming.ON_REVEAL, RoundState.CLOSED, True, False),
        (FeedbackTiming.ON_REVEAL, RoundState.REVEALED, False, True),
    ],
)
def test_when_feedback_is_due(when: FeedbackTiming, state: RoundState, submitted: bool, due: bool) -> None:
    assert feedback_now(Feedback.KEY, when, state, submitted) == (Feedback.KEY if due else Feedback.NONE)


def test_the_key_is_shown_with_the_feedback_that_says_so(world: World) -> None:
    settings = RoundSettings(
        RoundMode.INDEPENDENT, feedback=Feedback.KEY, feedback_when=FeedbackTiming.ON_SUBMISSION
    )
    round_ = create_round(world.teacher, world.text, settings)
    put_annotation(world.teacher, round_, uuid4(), annotation_input(round_, "globalist"), LayerKind.KEY)
    address = f"/api/v1/rounds/{round_.pk}/key/"
    assert world.client("pupil").get(address).json()["results"] == []
    mark(world.pupil, round_, "Taxes fell", "opinion")
    submit_layer(world.pupil, round_)
    assert len(world.client("pupil").get(address).json()["results"]) == 1
    assert world.client("classmate").get(address).json()["results"] == []


def test_a_settled_layer_stands_in_the_report(world: World) -> None:
    put_annotation(
        world.teacher,
        world.round,
        uuid4(),
        annotation_input(world.round, "Taxes fell"),
        LayerKind.ADJUDICATED,
    )
    report = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report/").json()
    assert [(p["quote"], p["readers"]) for p in report["passages"]] == [("Taxes fell", [FINAL])]


def test_the_grid_says_who_has_done_what(world: World) -> None:
    submit_layer(world.pupil, world.round)
    grid = world.client("teacher").get(f"/teams/{world.team.pk}/rounds/").context["grid"]
    assert {(row.person.name, cell.state, cell.count) for row in grid for cell in row.cells[1:]} == {
        ("pupil", "handed in", 3),
        ("classmate", "started", 2),
    }
    sheet = world.client("teacher").get(f"/teams/{world.team.pk}/progress.csv").content.decode("utf-8-sig")
    assert "pupil,🌉 Mayor slams critics" in sheet
    assert "handed in" in sheet


def test_who_marks_along_is_told_no_numbers_before_the_reveal(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    mark(world.pupil, round_, "globalist", "opinion")
    mark(world.colleague, round_, "globalist", "opinion")
    address = f"/rounds/{round_.pk}/about/"

    def told(who: str) -> dict[str, Any]:
        return {
            person.name: cell.count for person, cell in world.client(who).get(address).context["progress"]
        }

    assert told("teacher")["pupil"] is None
    start_leading(world.teacher, round_)
    assert told("teacher")["pupil"] == 1
    assert told("colleague")["pupil"] is None
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert told("colleague")["pupil"] == 1


def test_who_may_edit_the_article_is_led_to_its_correction(world: World) -> None:
    address, link = f"/rounds/{world.round.pk}/about/", f'href="/articles/{world.article.pk}/correct/"'
    assert link in world.client("teacher").get(address).content.decode()
    assert link not in world.client("pupil").get(address).content.decode()


def test_refusal_of_a_promise_is_said_on_the_page(world: World) -> None:
    sent = {
        "mode": "independent",
        "feedback": "none",
        "feedback_when": "on reveal",
        "first": "0",
        "last": "4",
    }
    answer = world.client("teacher").post(f"/rounds/{world.round.pk}/settings/", sent)
    assert answer.status_code == 422
    assert says(PROMISED, answer.content.decode())
    with pytest.raises(PermissionRefused):
        transition_round(world.pupil, world.round, RoundState.CLOSED)


def test_a_round_with_another_codebook(world: World) -> None:
    codebook = install_codebook("news-and-opinion")
    sent = {
        "articles": [world.article.pk], "codebook": codebook.pk, "mode": "open", "feedback": "none",
        "feedback_when": "on reveal", "state": "open",
    }  # fmt: skip
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/rounds/new/", sent)
    made = Round.objects.latest("pk")
    assert answer.url == f"/rounds/{made.pk}/about/"
    assert made.codebook == codebook
    assert world.client("pupil").get(f"/rounds/{made.pk}/").status_code == 200


@pytest.mark.parametrize(
    "due",
    [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T12:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59Z",
    ],
)
def test_a_time_that_no_page_can_show_is_refused(world: World, due: str) -> None:
    client, address = world.client("teacher"), f"/api/v1/rounds/{world.draft.pk}/"
    refused = client.patch(address, {"due_at": due}, **JSON)
    assert 400 <= refused.status_code < 500
    assert client.get(f"/rounds/{world.draft.pk}/").status_code == 200
    page = client.post(f"/rounds/{world.draft.pk}/settings/", {"due_at": due[:16], "mode": "open"})
    assert page.status_code in (200, 404, 422)
    world.draft.refresh_from_db()
    assert world.draft.due_at is None


def test_the_form_suggests_feedback_at_the_reveal(world: World) -> None:
    page = world.client("teacher").get(f"/teams/{world.team.pk}/rounds/new/").content.decode()
    assert 'value="on reveal" selected' in page
