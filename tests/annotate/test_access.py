"""One object fetched by its key is visible exactly where the query over all objects has it, for everybody."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from annotate.access import (
    codebooks_visible_to,
    get_annotation,
    get_codebook,
    get_round,
    rounds_visible_to,
    visible_layers,
)
from annotate.access.layers import is_visible_layer
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Codebook, Layer, Round
from articles.access import get_article, visible_to
from articles.models import Article
from people.models import Team, User
from people.permissions import PermissionRefused
from tests.world import ROLES, World

NOW = timezone.now()


def everybody(world: World) -> Iterator[Any]:
    """Return each person as the next request finds them: roles are read anew."""
    yield AnonymousUser()
    for role in ROLES:
        if user := getattr(world, role):
            yield User.objects.get(pk=user.pk)
    yield User.objects.get(pk=world.classmate.pk)


def is_visible(get: Any, *args: Any) -> bool:
    try:
        get(*args)
    except (Http404, PermissionRefused):
        return False
    return True


def put_in_bin(model: Any) -> None:
    """Put everything of this model in the bin, and nothing of the others."""
    for each in (Round, Article, Team):
        each.all_objects.update(deleted_at=NOW if each is model else None)


@pytest.mark.parametrize(
    ("mode", "state", "invited"), list(product(RoundMode, RoundState, [(), ("pupil",), ("stranger",)]))
)
def test_a_round_is_fetched_where_the_list_has_it(
    world: World, mode: RoundMode, state: RoundState, invited: tuple[str, ...]
) -> None:
    world.round.participants.set([getattr(world, name) for name in invited])
    Round.objects.filter(pk=world.round.pk).update(mode=mode, state=state)
    for binned, archived in product([None, Round, Article, Team], [None, NOW]):
        put_in_bin(binned)
        Team.objects.update(archived_at=archived)
        for user in everybody(world):
            listed = bool(user.pk) and rounds_visible_to(user).filter(pk=world.round.pk).exists()
            assert is_visible(get_round, user, world.round.pk) == listed, (user, binned, archived)


@pytest.mark.parametrize("binned", [None, Round, Article, Team])
def test_an_article_and_a_codebook_are_fetched_where_the_list_has_them(world: World, binned: Any) -> None:
    put_in_bin(binned)
    for user in everybody(world):
        listed = visible_to(user).filter(pk=world.article.pk).exists()
        assert is_visible(get_article, user, world.article.pk) == listed, user
        for codebook in Codebook.objects.all():
            listed = bool(user.pk) and codebooks_visible_to(user).filter(pk=codebook.pk).exists()
            assert is_visible(get_codebook, user, codebook.pk) == listed, (user, codebook)


def test_a_private_article_and_its_round_are_for_their_owner(world: World) -> None:
    Article.objects.filter(pk=world.article.pk).update(team=None)
    Round.objects.filter(pk=world.round.pk).update(state=RoundState.DRAFT)
    for user in everybody(world):
        owns = user.pk == world.teacher.pk
        assert is_visible(get_round, user, world.round.pk) == owns
        assert is_visible(get_article, user, world.article.pk) == owns


@pytest.mark.parametrize(("mode", "state", "when"), list(product(RoundMode, RoundState, FeedbackTiming)))
def test_a_layer_is_seen_where_the_list_has_it(
    world: World, mode: RoundMode, state: RoundState, when: FeedbackTiming
) -> None:
    round_ = world.round
    round_.mode, round_.state, round_.feedback, round_.feedback_when = mode, state, Feedback.KEY, when
    round_.save()
    Layer.objects.filter(round=round_, annotator=world.pupil).update(submitted_at=NOW)
    kinds = {
        kind: Layer.objects.create(round=round_, kind=kind) for kind in LayerKind if kind != LayerKind.READER
    }
    for layer in kinds.values():
        mark = Annotation.objects.filter(layer__round=round_).first()
        assert mark
        mark.pk, mark.layer = f"00000000-0000-0000-0000-{layer.pk:012d}", layer
        mark.save(force_insert=True)
    for user, kind in product(everybody(world), LayerKind):
        if user.pk is None:
            continue
        listed = set(visible_layers(user, round_, kind))
        for layer in Layer.objects.filter(kind=kind):
            assert is_visible_layer(user, round_, layer) == (layer in listed), (user, layer)
            for annotation in layer.annotations.all():
                assert is_visible(get_annotation, user, round_, annotation.pk) == (layer in listed)
