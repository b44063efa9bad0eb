"""After its time, or when an owner says so, what is in the bin is deleted permanently."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.bin.access import bin_items, bin_row
from annotate.bin.actions import delete_permanently, empty_bin, restore
from annotate.bin.losses import losses
from annotate.discussion.polls import cast_vote, open_poll
from annotate.enums import HintTiming, RoundMode
from annotate.hints.actions import request_hint
from annotate.hints.settings.actions import add_own_word
from annotate.models import Annotation, Layer, Round
from annotate.privacy.erasure import erase_person
from annotate.rounds.actions import RoundSettings, create_round
from articles.models import Article
from people.actions.guests import join_as_guest, open_join_code
from people.models import Membership, Team, User
from people.permissions import PermissionRefused, Role
from tests.annotate.bin.things import EACH, NOTE, Thing, everything, text_of
from tests.world import World


def test_deleting_for_good_says_what_is_lost(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    page = text_of(world.client("teacher").get(f"/bin/articles/{world.article.pk}/delete/"))
    assert 'data-people="2" data-highlights="5"' in page
    assert 'data-exercises="2"' in page
    path = Path(world.article.original.path)
    assert path.exists()


def test_what_is_lost_says_nothing_of_hidden_highlights(world: World) -> None:
    blind = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    submit_layer(world.pupil, blind)
    assert losses(blind) == losses(blind)
    assert (losses(blind).people, losses(blind).highlights) == (1, None)
    assert losses(world.article).highlights is None
    assert losses(world.round).highlights == 5


@pytest.fixture
def with_everything(world: World) -> World:
    """A class in which a vote has been cast and hints were shown, and to which guests belong."""
    poll = open_poll(world.teacher, world.round, 0, 5)
    cast_vote(world.pupil, world.round, poll, "opinion")
    add_own_word(world.teacher, world.team, "cronies")
    Article.objects.filter(pk=world.article.pk).update(language="en")
    Round.objects.filter(pk=world.round.pk).update(hints=HintTiming.ON_REQUEST)
    assert request_hint(world.pupil, Round.objects.get(pk=world.round.pk), 0, more=True)
    code = open_join_code(world.teacher, world.team)
    join_as_guest(code.code, "Ada", "192.0.2.1")
    bo, _code = join_as_guest(code.code, "Bo", "192.0.2.1")
    Membership.objects.create(team=world.foreign_team, user=bo, role=Role.ANNOTATOR)
    return world


@pytest.mark.django_db(transaction=True)
@EACH
def test_after_its_time_it_is_gone_for_good(
    transactional_db: None, with_everything: World, thing: Thing
) -> None:
    world = with_everything
    path = Path(world.article.original.path)
    thing.row(world).move_to_bin(world.teacher)
    almost = timezone.now() + timedelta(days=29)
    assert empty_bin(almost) == 0
    assert path.exists()
    assert empty_bin(timezone.now() + timedelta(days=31)) == 1
    assert not type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).exists()
    assert not Annotation.objects.filter(layer__round=world.round.pk).exists()
    assert path.exists() == (thing.kind == "rounds")
    assert world.foreign_round.layers.exists()
    guests = set(User.objects.filter(email=None).values_list("name", flat=True))
    assert guests == ({"Bo"} if thing.kind == "teams" else {"Ada", "Bo"})


def test_how_long_it_waits_is_a_setting(world: World, settings: Any) -> None:
    settings.BIN_DAYS = 2
    world.round.move_to_bin(world.teacher)
    [item] = bin_items(world.teacher)
    assert item.days_left == 2
    assert empty_bin(timezone.now() + timedelta(days=3)) == 1


def test_expire_empties_the_bin(world: World, capsys: Any) -> None:
    world.round.move_to_bin(world.teacher)
    Round.all_objects.filter(pk=world.round.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    call_command("expire")
    assert "1 deleted from the bin" in capsys.readouterr().out


@EACH
def test_deleting_for_good_is_for_owners(world: World, thing: Thing) -> None:
    thing.row(world).move_to_bin(world.teacher)
    with pytest.raises((PermissionRefused, Http404)):
        delete_permanently(world.colleague, bin_row(world.colleague, thing.kind, thing.row(world).pk))
    teacher = User.objects.get(pk=world.teacher.pk)
    delete_permanently(teacher, bin_row(teacher, thing.kind, thing.row(world).pk))
    assert not type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).exists()


@pytest.mark.parametrize("name", ["round", "article"])
@pytest.mark.parametrize("keep", [True, False])
def test_a_person_is_erased_from_the_bin_too(world: World, name: str, keep: bool) -> None:
    world.round.participants.set([world.pupil, world.classmate])
    getattr(world, name).move_to_bin(world.teacher)
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=keep)
    assert not Layer.objects.filter(round=world.round, annotator=world.pupil).exists()
    assert list(world.round.participants.all()) == [world.classmate]
    assert Annotation.objects.filter(layer__round=world.round).count() == (5 if keep else 2)
    assert '"pupil"' not in "".join(everything()["annotate.Change"])


@pytest.mark.parametrize("name", ["round", "article"])
def test_what_is_handed_out_includes_the_bin(world: World, name: str) -> None:
    path = f"/api/v1/teams/{world.team.pk}/members/{world.classmate.pk}/held.zip"
    getattr(world, name).move_to_bin(world.teacher)
    assert NOTE in text_of(world.client("teacher").get(path))


@EACH
def test_retention_deletes_from_the_bin(world: World, thing: Thing) -> None:
    Team.objects.filter(pk=world.team.pk).update(retention_days=30)
    thing.row(world).move_to_bin(world.teacher)
    later = timezone.now() + timedelta(days=43)
    type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).update(deleted_at=later)
    empty_bin(later)
    assert Round.all_objects.filter(pk=world.round.pk).exists()
    empty_bin(later + timedelta(days=2))
    assert not Round.all_objects.filter(pk=world.round.pk).exists()
    assert Round.objects.filter(pk=world.foreign_round.pk).exists()


def test_owners_are_warned_anew_of_what_was_restored(world: World) -> None:
    Round.objects.filter(pk=world.round.pk).update(warned_at=timezone.now() - timedelta(days=20))
    world.article.move_to_bin(world.teacher)
    restore(world.teacher, bin_row(world.teacher, "articles", world.article.pk))
    assert Round.objects.get(pk=world.round.pk).warned_at is None
