"""Whatever people do while texts are corrected, in whatever order: the log gives the rows, and nothing is lost."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.annotations.actions import (
    AnnotationInput,
    delete_annotation,
    put_annotation,
    submit_layer,
    withdraw_submission,
)
from annotate.annotations.spans import SpanError
from annotate.models import Annotation, Round
from annotate.revisions.actions import CorrectionError, correct_text
from annotate.rounds.actions import create_round
from articles.editing.text_edit import TextEdit, reverse_edits
from articles.errors import Unreadable
from articles.models import Text
from people.permissions import PermissionRefused
from tests.annotate.annotations.test_replay import check_law
from tests.world import World

PEOPLE = ("pupil", "classmate")
NUMBERS = st.integers(0, 10_000)
ACTIONS = ["put", "put old", "delete", "correct", "correct", "undo", "submit", "withdraw", "bin"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.sampled_from(PEOPLE), st.integers(1, 5), NUMBERS, NUMBERS),
    min_size=8,
    max_size=40,
)
INSERTED = ("", " ", "new words", "🌉", "Taxes fell")


class _Machine:
    """What people do in one round, and how often each annotation was written."""

    def __init__(self, world: World, round_: Round) -> None:
        self.world, self.round = world, round_
        self.written: dict[UUID, bool] = {}

    def text(self, revision: int | None = None) -> Text:
        texts = self.world.article.texts
        return texts.get(revision=revision) if revision else texts.latest("revision")

    def current_round(self) -> Round:
        return Round.all_objects.get(pk=self.round.pk)

    def do(self, action: str, who: str, number: int, first: int, second: int) -> None:
        person, pk = getattr(self.world, who), UUID(int=PEOPLE.index(who) * 10 + number)
        if action.startswith("put"):
            text = self.text(1 + first % self.text().revision if action == "put old" else None)
            start = first % len(text.body)
            end = min(len(text.body), start + 1 + second % 60)
            content = AnnotationInput(
                "opinion", start, end, text.body[start:end], {}, str(second), revision=text.revision
            )
            put_annotation(person, self.current_round(), pk, content)
            self.written[pk] = True
        elif action == "delete":
            delete_annotation(person, self.current_round(), pk)
            self.written[pk] = False
        elif action == "correct":
            text = self.text()
            start = first % len(text.body)
            end = min(len(text.body), start + second % 40)
            edit = TextEdit(start, end, INSERTED[second % len(INSERTED)])
            correct_text(self.world.teacher, self.world.article, text.revision, [edit], [])
        elif action == "undo" and (text := self.text()).revision > 1:
            before, edits = self.text(text.revision - 1), [TextEdit(*row) for row in text.edits]
            back = reverse_edits(before.body, edits)
            correct_text(self.world.teacher, self.world.article, text.revision, back, [])
        elif action == "submit":
            submit_layer(person, self.current_round())
        elif action == "withdraw":
            withdraw_submission(person, self.current_round())
        elif action == "bin":
            round_ = self.current_round()
            if round_.deleted_at:
                Round.all_objects.filter(pk=round_.pk).update(deleted_at=None)
            else:
                round_.move_to_bin(self.world.teacher)

    def check(self) -> None:
        """The rows fit the newest text or the one they were lost from, and the log gives them."""
        Round.all_objects.filter(pk=self.round.pk).update(deleted_at=None)
        round_, text = self.current_round(), self.text()
        assert round_.text == text
        rows = Annotation.objects.filter(layer__round=round_).select_related("lost_from")
        assert {row.pk for row in rows if not row.deleted or row.lost_from} == {
            pk for pk, kept in self.written.items() if kept
        }
        for row in rows:
            if not row.deleted or row.lost_from:
                body = (row.lost_from or text).body
                assert body[row.start : row.end] == row.quote
                assert row.quote.strip()
        check_law(round_)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_keeps_the_law(world: World, steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        machine = _Machine(world, create_round(world.teacher, world.text))
        for step in steps:
            with suppress(SpanError, PermissionRefused, Http404, CorrectionError, Unreadable):
                machine.do(*step)
        machine.check()
        transaction.set_rollback(True)
