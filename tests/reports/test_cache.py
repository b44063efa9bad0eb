"""Cached reports are never out of date: after any change, they are what would be built anew."""

import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from annotate.annotations.actions import delete_annotation, put_annotation, submit_layer, withdraw_submission
from annotate.annotations.adjudication import adjudicate_many, undo_last_batch
from annotate.annotations.bulk_import import ImportedLayer, bulk_create_annotations
from annotate.enums import LayerKind, RoundState
from annotate.models import Annotation
from annotate.privacy.erasure import erase_person
from annotate.rounds.actions import create_round, delete_round, transition_round
from articles.actions import set_metadata
from people.models import User
from people.permissions import PermissionRefused
from reports import actions, cached_results, loader
from reports.loader import claim_tag
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.world import World, annotation_input, mark
from web.cache import ByteLimitedCache

Step = Callable[[World, random.Random], Any]
WORDS = ("globalist", "council", "voted nine", "Taxes fell", "disgrace", "union", "Nobody")
TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")


def _somebody(world: World, dice: random.Random) -> User:
    return dice.choice([world.teacher, world.pupil, world.classmate])


def _some_annotation(world: World, dice: random.Random) -> Annotation:
    annotations = Annotation.objects.filter(
        layer__round=world.round, layer__kind=LayerKind.READER, deleted=False
    )
    return dice.choice(list(annotations.exclude(layer__annotator=None).order_by("created_at")))


def _new_annotation(world: World, dice: random.Random) -> None:
    mark(_somebody(world, dice), world.round, dice.choice(WORDS), dice.choice(TAGS), note=str(dice.random()))


def _changed_annotation(world: World, dice: random.Random) -> None:
    row = _some_annotation(world, dice)
    again = annotation_input(world.round, dice.choice(WORDS), dice.choice(TAGS), note=str(dice.random()))
    put_annotation(row.layer.annotator, world.round, row.pk, again)


def _deleted_annotation(world: World, dice: random.Random) -> None:
    row = _some_annotation(world, dice)
    delete_annotation(row.layer.annotator, world.round, row.pk)


def _imported(world: World, dice: random.Random) -> None:
    annotations = [(uuid4(), annotation_input(world.round, dice.choice(WORDS), dice.choice(TAGS)))]
    bulk_create_annotations(world.teacher, [ImportedLayer(world.round, _somebody(world, dice), annotations)])


def _handed_in(world: World, dice: random.Random) -> None:
    dice.choice([submit_layer, withdraw_submission])(_somebody(world, dice), world.round)


def _round_moved(world: World, dice: random.Random) -> None:
    transition_round(world.teacher, world.round, dice.choice([RoundState.OPEN, RoundState.CLOSED]))


def _adjudicated(world: World, dice: random.Random) -> None:
    adjudicate_many(
        world.teacher, world.round, [annotation_input(world.round, dice.choice(WORDS), dice.choice(TAGS))]
    )


def _undone_batch(world: World, dice: random.Random) -> None:
    undo_last_batch(world.teacher, world.round)


def _adjudicated_by_hand(world: World, dice: random.Random) -> None:
    again = annotation_input(world.round, dice.choice(WORDS), dice.choice(TAGS))
    put_annotation(world.teacher, world.round, uuid4(), again, LayerKind.ADJUDICATED)


def _finding(world: World, dice: random.Random) -> None:
    start = world.text.body.index("The globalist council voted nine to six.")
    if dice.random() < 0.3:
        actions.clear_finding(world.teacher, world.article, start, start + 40)
    else:
        details = {"status": dice.choice(["supported", "disputed"])}
        tag = claim_tag(world.teacher, world.article)
        actions.write_finding(
            world.teacher, world.article, tag, start, start + 40, details, str(dice.random())
        )


def _sources(world: World, dice: random.Random) -> None:
    with suppress(actions.ReportError):
        actions.merge_source(world.teacher, world.article, "the union", "nobody")
    if dice.random() < 0.5:
        actions.unmerge_source(world.teacher, world.article, "the union")


def _renamed(world: World, dice: random.Random) -> None:
    person = _somebody(world, dice)
    User.objects.filter(pk=person.pk).update(name=dice.choice(["Ada", "Bo", "Cem"]))


def _facts(world: World, dice: random.Random) -> None:
    metadata = {name: getattr(world.article, name) for name in ("byline", "publication", "url", "published")}
    language = dice.choice(["en", "es"])
    set_metadata(world.teacher, world.article, metadata | {"title": str(dice.random()), "language": language})


def _another_round(world: World, dice: random.Random) -> None:
    round_ = create_round(world.teacher, world.text)
    mark(world.classmate, round_, dice.choice(WORDS), dice.choice(TAGS))
    if dice.random() < 0.5:
        delete_round(world.teacher, round_)


def _left(world: World, dice: random.Random) -> None:
    erase_person(world.teacher, world.team, world.classmate, dice.random() < 0.5)
    world.team.memberships.get_or_create(user=world.classmate, defaults={"role": "annotator"})


STEPS: tuple[Step, ...] = (
    _new_annotation, _new_annotation, _changed_annotation, _deleted_annotation, _imported, _handed_in, _round_moved,
    _adjudicated, _undone_batch, _adjudicated_by_hand, _finding, _sources, _renamed, _facts, _another_round, _left,
)  # fmt: skip


def shared(world: World) -> str:
    """Return the path of a shared link to the report."""
    token = share_report(world.teacher, world.article, ReportOptions(), None, names=True)[1]
    return f"/shared/{token}/"


def addresses(world: World) -> list[str]:
    """Return where the report is as page, data and file, with default and other options."""
    page, data = (f"{root}articles/{world.article.pk}/report" for root in ("/", "/api/v1/"))
    return [
        f"{page}/",
        f"{data}/",
        f"{data}.csv",
        f"{page}/?threshold=all&names=hidden&round={world.round.pk}",
    ]


def responses(client: Client, asked: list[str]) -> list[str]:
    """Return what is answered at these addresses."""
    results = [client.get(address) for address in asked]
    assert {response.status_code for response in results} == {200}
    contents = [response.content.decode() for response in results]
    return [re.sub(r'name="csrfmiddlewaretoken" value="\w{64}"', "", page) for page in contents]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step",
    [
        _new_annotation,
        _changed_annotation,
        _deleted_annotation,
        _imported,
        _adjudicated,
        _finding,
        _sources,
        _renamed,
        _facts,
        _left,
    ],
)
def test_every_change_is_visible_at_once(world: World, monkeypatch: pytest.MonkeyPatch, step: Step) -> None:
    asked, teacher = [*addresses(world), shared(world)], world.client("teacher")
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(100_000_000))
    before = responses(teacher, asked)
    step(world, random.Random(2))
    assert responses(teacher, asked) != before


@pytest.mark.django_db
def test_a_cached_report_is_what_would_be_built_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dice, cache, all_addresses = random.Random(1), ByteLimitedCache(100_000_000), addresses(world)
    # Whoever leads asks for everything; a pupil, who sees other layers, for the page and the data.
    asking = [
        (world.client("teacher"), [*all_addresses, shared(world)]),
        (world.client("pupil"), all_addresses[:2]),
    ]
    for step in dice.sample(STEPS, len(STEPS)):
        with suppress(PermissionRefused, IndexError):
            step(world, dice)
        world.article.refresh_from_db()
        world.round.refresh_from_db()
        for client, asked in asking:
            monkeypatch.setattr(cached_results, "CACHE", cache)
            cached = responses(client, asked)
            monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(100_000_000))
            assert cached == responses(client, asked), f"out of date after {step.__name__}"


@pytest.mark.django_db
def test_it_is_made_once_and_the_token_is_of_whoever_asks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(100_000_000))
    builds = count()
    real = loader.build
    monkeypatch.setattr(loader, "build", lambda *parts: (next(builds), real(*parts))[1])
    pages = [
        world.client(who).get(f"/articles/{world.article.pk}/report/").content.decode()
        for who in ("pupil", "classmate", "pupil")
    ]
    assert next(builds) == 1, "two pupils are shown the same page"
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)) for page in pages]
    assert all(len(page_tokens) >= 1 for page_tokens in tokens)
    assert not tokens[0] & tokens[1]


@pytest.mark.django_db
def test_nobody_is_offered_a_round_that_is_not_theirs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(100_000_000))
    private = create_round(world.teacher, world.text)
    private.participants.add(world.classmate)
    address = f"/articles/{world.article.pk}/report/?round={world.round.pk}"
    offered = [
        f'<option value="{private.pk}"' in world.client(who).get(address).content.decode()
        for who in ("classmate", "pupil")
    ]
    assert offered == [True, False]


def test_many_who_ask_at_once_wait_for_one() -> None:
    cache, calls, barrier = ByteLimitedCache(100), [], Barrier(4)

    def ask() -> bytes:
        barrier.wait()
        return cache.get("key", lambda: calls.append(1) or b"value")

    with ThreadPoolExecutor(4) as people:
        assert [future.result() for future in [people.submit(ask) for _ in range(4)]] == [b"value"] * 4
    assert calls == [1]


def test_what_could_not_be_made_is_tried_again() -> None:
    cache = ByteLimitedCache(100)
    with pytest.raises(ZeroDivisionError):
        cache.get("key", lambda: bytes(1 // 0))
    assert cache.get("key", lambda: b"now") == b"now"


def test_what_nobody_asks_for_goes_first() -> None:
    cache = ByteLimitedCache(10)
    for key in ("a", "b"):
        cache.get(key, lambda: b"12345")
    cache.get("a", lambda: b"12345")
    cache.get("c", lambda: b"12345")
    assert list(cache.entries) == ["a", "c"]
    assert cache.get("large", lambda: b"1" * 11) == b"1" * 11
    assert not cache.entries
