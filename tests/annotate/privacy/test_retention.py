"""Retention deletes only what is idle at the moment of deleting, and one team's trouble is not another's."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from annotate.bin.access import bin_row
from annotate.bin.actions import empty_bin, restore
from annotate.models import Annotation, Round
from annotate.privacy.retention import NOTICE, WARNING, delete_expired_rounds
from operations.models import Failure
from people.models import Team
from tests.world import World, build_world, mark


def warned_long_ago(round_: Round) -> None:
    """The round's team keeps rounds for 30 days, nothing has happened in it for 100, and it was warned of."""
    then = timezone.now() - timedelta(days=100)
    Team.objects.filter(pk=round_.team_id).update(retention_days=30)
    round_.changes.update(created_at=then)
    Round.objects.filter(pk=round_.pk).update(created_at=then, warned_at=timezone.now() - 2 * NOTICE)


class AfterReading:
    """Runs ``do`` once on another connection, right after this connection has read what is to be deleted."""

    def __init__(self, do: Callable[[], object], words: str = "warned_at") -> None:
        self.do, self.words, self.ran = do, words, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if self.words in sql and sql.startswith("SELECT") and not self.ran:
            self.ran = True
            thread = threading.Thread(target=self._elsewhere)
            thread.start()
            thread.join()
        return result

    def _elsewhere(self) -> None:
        try:
            self.do()
        finally:
            connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_an_annotation_made_while_retention_runs_is_not_lost() -> None:
    world = build_world()
    warned_long_ago(world.round)
    late = AfterReading(lambda: mark(world.pupil, world.round, "Taxes fell", "opinion"))
    with connection.execute_wrapper(late):
        assert delete_expired_rounds() == (0, 0)
    assert late.ran
    assert world.round.layers.get(annotator=world.pupil).annotations.filter(quote="Taxes fell").exists()
    # The next run takes the warning back: somebody uses this round again.
    assert delete_expired_rounds() == (0, 0)
    world.round.refresh_from_db()
    assert world.round.warned_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["rounds", "articles", "teams"])
def test_what_is_restored_while_the_bin_is_emptied_is_not_lost(kind: str) -> None:
    world = build_world()
    row = {"rounds": world.round, "articles": world.article, "teams": world.team}[kind]
    row.move_to_bin(world.teacher)
    type(row).all_objects.filter(pk=row.pk).update(deleted_at=timezone.now() - timedelta(days=100))
    restored = AfterReading(
        lambda: restore(world.teacher, bin_row(world.teacher, kind, row.pk)), f'FROM "{row._meta.db_table}"'
    )
    with connection.execute_wrapper(restored):
        assert empty_bin() == 0
    assert restored.ran
    assert type(row).objects.filter(pk=row.pk).exists()
    assert Annotation.objects.filter(layer__round=world.round).count() == len(world.annotations)


def idle_with_name(world: World, name: str) -> None:
    """Both teams of the world have an idle round; the first is called ``name``."""
    then = timezone.now() - timedelta(days=100)
    Team.objects.update(retention_days=30)
    Team.objects.filter(pk=world.team.pk).update(name=name)
    for round_ in (world.round, world.foreign_round):
        round_.changes.update(created_at=then)
        Round.objects.filter(pk=round_.pk).update(created_at=then)


def test_a_line_break_in_a_name_stops_nobodys_warning(world: World) -> None:
    idle_with_name(world, "A\nB")
    assert delete_expired_rounds() == (2, 0)
    assert {message.to[0] for message in mail.outbox} == {"teacher@school.example", "stranger@school.example"}
    assert WARNING.format(team="A B") in {message.subject for message in mail.outbox}


def test_a_team_whose_warning_cannot_be_sent_is_kept_and_the_next_one_is_warned(
    world: World, settings: Any
) -> None:
    idle_with_name(world, "Class 9b")
    settings.EMAIL_BACKEND = "tests.mail_backends.RefusingTeachers"
    assert delete_expired_rounds() == (1, 0)
    assert [message.to for message in mail.outbox] == [["stranger@school.example"]]
    # Nothing goes of which nobody was told; and whoever runs the site sees that mail does not work.
    assert delete_expired_rounds(timezone.now() + 2 * NOTICE) == (0, 1)
    assert Round.objects.filter(pk=world.round.pk).exists()
    assert not Round.objects.filter(pk=world.foreign_round.pk).exists()
    assert Failure.objects.get(kind="SMTPRecipientsRefused").times == 2
