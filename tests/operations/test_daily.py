"""Daily jobs run by themselves, once a day, with and without a broker."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from annotate.models import Round
from operations import daily
from operations.models import DailyRun
from tests.site import Site
from tests.waiting import until
from tests.world import World


def deleted_long_ago(round_: Round) -> None:
    round_.move_to_bin(None)
    Round.all_objects.filter(pk=round_.pk).update(deleted_at=timezone.now() - timedelta(days=31))


def test_it_runs_once_a_day(world: World) -> None:
    deleted_long_ago(world.round)
    assert daily.run_once_today()
    assert not Round.all_objects.filter(pk=world.round.pk).exists()
    deleted_long_ago(world.draft)
    assert not daily.run_once_today()
    assert Round.all_objects.filter(pk=world.draft.pk).exists()
    DailyRun.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert daily.run_once_today()
    assert not Round.all_objects.filter(pk=world.draft.pk).exists()


def test_one_job_that_fails_does_not_keep_the_others_from_running(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no space left")

    monkeypatch.setattr(daily, "delete_expired_rounds", broken)
    deleted_long_ago(world.round)
    daily.run_daily_jobs()
    assert not Round.all_objects.filter(pk=world.round.pk).exists()


def test_a_site_that_is_just_run_empties_its_bin(tmp_path: Path) -> None:
    site = Site(tmp_path / "var")

    def query(statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(site.folder / "claimlight.sqlite3", timeout=20)) as file, file:
            return file.execute(statement).fetchall()

    try:
        until(lambda: query("SELECT 1 FROM operations_dailyrun") != [])
        site.kill()
        query("UPDATE articles_article SET deleted_at = '2020-01-01 00:00:00'")
        query("DELETE FROM operations_dailyrun")
        site.start()
        until(lambda: query("SELECT 1 FROM articles_article") == [])
        assert query("SELECT 1 FROM annotate_annotation") == []
    finally:
        site.kill()
