"""A round with several people, whatever they do and in whatever order: a model of it beside the database.

The laws: what stands is what each of them left, the log has no gap and folds to what stands, and where marks are
hidden nobody gets at another's before the round is revealed.
"""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from annotate.access import annotations_in, visible_layers
from annotate.annotations.actions import (
    AnnotationInput,
    RoundClosed,
    VersionConflict,
    delete_annotation,
    put_annotation,
    submit_layer,
    withdraw_submission,
)
from annotate.annotations.replay import replay_changes
from annotate.enums import RoundMode, RoundState
from annotate.models import Annotation, Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.permissions import PermissionRefused
from tests.world import World

PEOPLE = ("teacher", "colleague", "pupil", "classmate")
MARKERS = st.sampled_from(PEOPLE)
TAGS = st.sampled_from(["factual-claim", "opinion"])
NOT_NOW = (RoundClosed, PermissionRefused)
WHO_LOOKS = ("pupil", "classmate", "viewer", "stranger")


class OneRound(RuleBasedStateMachine):
    """``standing``: mark -> (whose, tag, start, end). ``done``: who has handed in."""

    marks = Bundle("marks")
    world: World
    mode: RoundMode

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.round = create_round(self.world.teacher, self.world.text, RoundSettings(self.mode))
        self.standing: dict[Any, tuple[str, str, int, int]] = {}
        self.whose: dict[Any, str] = {}
        self.versions: dict[Any, int] = {}
        self.done: set[str] = set()

    def teardown(self) -> None:
        """As if nothing had been."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def now(self) -> Round:
        """As somebody's next request finds it."""
        return Round.objects.select_related("text__article__team", "codebook").get(pk=self.round.pk)

    def writes(self, who: str) -> bool:
        return self.now().state == RoundState.OPEN and who not in self.done

    @rule(target=marks, who=MARKERS, tag=TAGS, start=st.integers(0, 40), size=st.integers(1, 30))
    def put(self, who: str, tag: str, start: int, size: int) -> Any:
        """A new mark, whose answer gets lost, so that it is sent twice."""
        pk, wanted = uuid4(), self.wanted(tag, start, size)
        if wanted is None:
            return multiple()
        if not self.writes(who):
            with pytest.raises(NOT_NOW), transaction.atomic():
                put_annotation(getattr(self.world, who), self.now(), pk, wanted)
            return multiple()
        for _ in range(2):
            put_annotation(getattr(self.world, who), self.now(), pk, wanted)
        self.standing[pk] = (who, tag, wanted.start, wanted.end)
        self.whose[pk], self.versions[pk] = who, 1
        return pk

    def wanted(self, tag: str, start: int, size: int, version: int | None = None) -> AnnotationInput | None:
        quote = self.world.text.body[start : start + size]
        return (
            AnnotationInput(tag, start, start + len(quote), quote, {}, version=version)
            if quote.strip()
            else None
        )

    @rule(pk=marks, who=MARKERS, tag=TAGS, size=st.integers(1, 30), stale=st.booleans())
    def change(self, pk: Any, who: str, tag: str, size: int, stale: bool) -> None:
        """One's own, at the version one saw or an older one; another's there is not."""
        wanted = self.wanted(tag, 0, size, self.versions[pk] - stale)
        if wanted is None:
            return
        after = (self.whose[pk], tag, 0, wanted.end)
        same = self.standing.get(pk) == after
        try:
            with transaction.atomic():
                put_annotation(getattr(self.world, who), self.now(), pk, wanted)
        except Http404:
            assert who != self.whose[pk]
        except NOT_NOW:
            assert not self.writes(who)
        except VersionConflict:
            assert stale
            assert not same
        else:
            assert who == self.whose[pk]
            assert same or (self.writes(who) and not stale)
            if not same:
                self.standing[pk] = after
                self.versions[pk] += 1

    @rule(pk=marks, who=MARKERS)
    def take_off(self, pk: Any, who: str) -> None:
        """One's own; a second time changes nothing."""
        try:
            with transaction.atomic():
                delete_annotation(getattr(self.world, who), self.now(), pk)
        except Http404:
            assert who != self.whose[pk]
        except NOT_NOW:
            assert pk in self.standing
            assert not self.writes(who)
        else:
            assert who == self.whose[pk]
            if self.standing.pop(pk, None):
                self.versions[pk] += 1

    @rule(who=MARKERS, again=st.booleans())
    def hand_in(self, who: str, again: bool) -> None:
        """And take it back, while the round is open."""
        try:
            with transaction.atomic():
                (withdraw_submission if again else submit_layer)(getattr(self.world, who), self.now())
        except NOT_NOW:
            assert self.now().state != RoundState.OPEN
        else:
            (self.done.discard if again else self.done.add)(who)

    @rule(
        to=st.sampled_from([RoundState.OPEN, RoundState.CLOSED, RoundState.REVEALED]),
        who=st.sampled_from(PEOPLE),
    )
    def move(self, to: RoundState, who: str) -> None:
        """By whoever runs it, and along the ways there are."""
        try:
            with transaction.atomic():
                transition_round(getattr(self.world, who), self.now(), to)
        except PermissionDenied:
            assert who not in ("teacher", "colleague") or self.now().state != to

    @invariant()
    def what_stands_is_what_they_left(self) -> None:
        rows = Annotation.objects.filter(layer__round=self.round, deleted=False)
        names = {getattr(self.world, who).pk: who for who in PEOPLE}
        found = {
            pk: (names[whose], tag, start, end)
            for pk, whose, tag, start, end in rows.values_list(
                "pk", "layer__annotator", "tag__slug", "start", "end"
            )
        }
        assert found == self.standing

    @invariant()
    def the_log_has_no_gap_and_folds_to_it(self) -> None:
        changes = list(self.round.changes.order_by("seq").values_list("seq", "verb", "payload"))
        assert [seq for seq, _verb, _payload in changes] == list(range(1, self.now().last_seq + 1))
        folded = replay_changes((verb, payload) for _seq, verb, payload in changes)
        assert set(folded) == {str(pk) for pk in self.standing}

    @invariant()
    def nobody_gets_at_what_is_hidden(self) -> None:
        round_ = self.now()
        hidden = round_.mode == RoundMode.INDEPENDENT and round_.state != RoundState.REVEALED
        for who in WHO_LOOKS:
            person = getattr(self.world, who)
            visible = round_ if who != "stranger" else Round.objects.none()
            seen = {self.whose[mark.pk] for mark in annotations_in(person, visible)}
            assert seen <= {who} if hidden else True
            assert visible_layers(person, visible).filter(annotator=person).count() <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(RoundMode))
def test_a_round_keeps_its_laws_whatever_people_do(world: World, mode: RoundMode) -> None:
    machine = type("Machine", (OneRound,), {"world": world, "mode": mode})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=5, stateful_step_count=20, deadline=None)
    )
