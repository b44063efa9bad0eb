"""What else of a round is carried over, in which rounds, and what the log says of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.access import final_annotations, unplaced_annotations
from annotate.annotations.actions import delete_annotation, put_annotation, submit_layer
from annotate.annotations.adjudication import (
    adjudicate_many,
    dismiss_cluster,
    dismissed_clusters,
    undo_last_batch,
)
from annotate.annotations.replay import replay_changes
from annotate.annotations.spans import SpanError
from annotate.discussion.polls import close_poll, open_poll, poll_json
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Round
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import RoundSettings, SettingsError, create_round, transition_round
from articles.editing.text_edit import TextEdit, apply_edits, check_edits, reverse_edits
from operations.checks.change_log import ChangeLog
from tests.annotate.annotations.test_replay import check_law
from tests.annotate.revisions.test_correcting import correct, replacing
from tests.world import BODY, World, annotation_input, mark

PASSAGE = "Taxes fell by four per cent"


def words_of(round_: Round, start: int, end: int) -> str:
    """Return the words of the round's text."""
    return Round.all_objects.get(pk=round_.pk).text.body[start:end]


def test_layers_of_every_kind_and_state_are_carried(world: World) -> None:
    round_ = world.round
    put_annotation(world.teacher, round_, uuid4(), annotation_input(round_, "slams"), LayerKind.KEY)
    adjudicate_many(world.teacher, round_, [annotation_input(round_, "slams")])
    submit_layer(world.pupil, round_)
    handed_in = round_.layers.get(annotator=world.pupil).submitted_at
    correct(world, replacing("🌉 ", ""))
    layers = round_.layers.filter(kind__in=(LayerKind.KEY, LayerKind.ADJUDICATED))
    rows = Annotation.objects.filter(layer__in=layers)
    assert [words_of(round_, row.start, row.end) for row in rows] == ["slams", "slams"]
    assert round_.layers.get(annotator=world.pupil).submitted_at == handed_in
    assert undo_last_batch(world.teacher, Round.objects.get(pk=round_.pk)) == 1
    assert not final_annotations(round_).exists()
    assert list(ChangeLog().run()) == []


@pytest.mark.parametrize("how", ["closed", "overdue", "in the bin", "draft", "revealed"])
def test_rounds_in_every_state_are_carried(world: World, how: str) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(RoundMode.INDEPENDENT))
    annotation = mark(world.pupil, round_, "slams", "opinion")
    if how in (RoundState.CLOSED, RoundState.REVEALED):
        transition_round(world.teacher, round_, RoundState(how))
    elif how == "draft":
        Round.objects.filter(pk=round_.pk).update(state=how)
    elif how == "overdue":
        Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(days=1))
    else:
        round_.move_to_bin(world.teacher)
    text = correct(world, replacing("🌉 ", ""))
    annotation.refresh_from_db()
    assert Round.all_objects.get(pk=round_.pk).text == text
    assert words_of(round_, annotation.start, annotation.end) == "slams"


def test_the_excerpt_is_carried_and_nothing_leaves_it(world: World) -> None:
    start, end = BODY.index("The globalist"), BODY.index("\n\nשלום")
    round_ = create_round(world.teacher, world.text, RoundSettings(extract=(start, end)))
    mark(world.pupil, round_, "council voted", "opinion")
    correct(world, replacing("🌉 ", ""), replacing("The globalist", "A council. The globalist"))
    round_.refresh_from_db()
    assert words_of(round_, *round_.extract) == BODY[start:end]
    (change,) = round_.changes.filter(verb="text.corrected")
    assert change.payload == {
        "revision": 2,
        "extract": list(round_.extract),
        "before": {"revision": 1, "extract": [start, end]},
    }
    correct(world, TextEdit(0, round_.extract[1], ""), revision=2)
    round_.refresh_from_db()
    assert round_.extract == (0, len(round_.text.body))
    assert unplaced_annotations(world.pupil, round_).count() == 1


def test_polls_are_carried_and_one_without_its_passage_is_closed(world: World) -> None:
    start = BODY.index(PASSAGE)
    closed = open_poll(world.teacher, world.round, start, start + len(PASSAGE))
    close_poll(world.teacher, world.round, closed)
    poll = open_poll(world.teacher, world.round, start, start + len(PASSAGE))
    correct(world, replacing("🌉 ", ""), replacing("four", "five"))
    for each in (closed, poll):
        each.refresh_from_db()
        assert words_of(world.round, each.start, each.end) == PASSAGE.replace("four", "five")
    assert (closed.closed_at is None, poll.closed_at is None) == (False, True)
    body = Round.objects.get(pk=world.round.pk).text.body
    correct(world, replacing(PASSAGE.replace("four", "five"), "It rained", body), revision=2)
    poll.refresh_from_db()
    assert poll.closed_at
    assert poll.start < poll.end <= len(body)
    logged = {
        c.payload["id"]: c.payload
        for c in world.round.changes.filter(verb__startswith="poll.").order_by("seq")
    }
    assert logged[poll.pk] == poll_json(poll)


def test_a_poll_from_a_page_with_the_old_text_is_on_its_passage(world: World) -> None:
    start = BODY.index(PASSAGE)
    correct(world, replacing("🌉 ", ""), replacing("globalist", ""))
    round_ = Round.objects.get(pk=world.round.pk)
    poll = open_poll(world.teacher, round_, start, start + len(PASSAGE), revision=1)
    assert words_of(round_, poll.start, poll.end) == PASSAGE
    start = BODY.index("globalist")
    with pytest.raises(SpanError):
        open_poll(world.teacher, round_, start, start + 9, revision=1)


def test_dismissed_clusters_are_carried(world: World) -> None:
    spans = [(BODY.index(words), BODY.index(words) + len(words)) for words in ("slams", "globalist", PASSAGE)]
    for span in spans:
        dismiss_cluster(world.teacher, world.round, *span, dismissed=True)
    correct(world, replacing("🌉 ", ""), replacing("globalist", ""))
    round_ = Round.objects.get(pk=world.round.pk)
    assert {words_of(round_, *span) for span in dismissed_clusters(round_)} == {"slams", PASSAGE}


def test_no_round_begins_on_a_text_that_was_corrected_meanwhile(world: World) -> None:
    correct(world, replacing("🌉 ", ""))
    with pytest.raises(SettingsError):
        create_round(world.teacher, world.text)


def test_correcting_back_brings_everything_back(world: World) -> None:
    edits = sorted([replacing("🌉 ", ""), replacing("globalist", ""), replacing("nine to six", "ten to six")])
    places = list(Annotation.objects.order_by("pk").values_list("pk", "start", "end", "quote", "deleted"))
    changed, placed = world.annotations["overlapping"], world.annotations["loaded"]
    correct(world, *edits)
    assert Annotation.objects.get(pk=placed.pk).deleted
    correct(world, *reverse_edits(BODY, edits), revision=2)
    assert places == list(
        Annotation.objects.order_by("pk").values_list("pk", "start", "end", "quote", "deleted")
    )
    correct(world, *edits, revision=3)
    round_ = Round.objects.get(pk=world.round.pk)
    # What its author has changed or discarded meanwhile stays as they left it.
    delete_annotation(world.pupil, round_, placed.pk)
    who = changed.layer.annotator
    put_annotation(who, round_, changed.pk, annotation_input(round_, "It was a disgrace", changed.tag.slug))
    correct(world, *reverse_edits(BODY, edits), revision=4)
    assert Annotation.objects.get(pk=placed.pk).deleted
    assert Annotation.objects.get(pk=changed.pk).quote == "It was a disgrace"
    check_law(world.round)


@st.composite
def corrections(draw: st.DrawFn) -> list[TextEdit]:
    """Return edits of the world's text."""
    points = sorted(draw(st.lists(st.integers(0, len(BODY)), min_size=2, max_size=8, unique=True)))
    edits = [
        TextEdit(start, end, draw(st.sampled_from(["", " ", "new", BODY[10:40]])))
        for start, end in zip(points[::2], points[1::2], strict=False)
    ]
    return [edit for edit in edits if BODY[edit.start : edit.end] != edit.replacement]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=corrections(), back=st.booleans())
def test_replaying_the_log_gives_the_rows(world: World, first: list[TextEdit], back: bool) -> None:
    article = world.article
    text = article.texts.latest("revision")
    if text.body != BODY:
        correct_text(world.teacher, article, text.revision, [TextEdit(0, len(text.body), BODY)], [])
        text = article.texts.latest("revision")
    try:
        check_edits(BODY, first)
        if not first or not apply_edits(BODY, first).strip():
            return
    except ValueError:
        return
    new = correct_text(world.teacher, article, text.revision, first, [])
    if back:
        correct_text(world.teacher, article, new.revision, reverse_edits(BODY, first), [])
    round_ = Round.objects.get(pk=world.round.pk)
    body = round_.text.body
    rows = Annotation.objects.filter(layer__round=round_, deleted=False)
    assert all(body[row.start : row.end] == row.quote and row.quote.strip() for row in rows)
    changes = round_.changes.order_by("seq").values_list("verb", "payload")
    assert set(replay_changes(changes)) == {str(row.pk) for row in rows}
    check_law(round_)
