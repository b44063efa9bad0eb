"""Pages over very many annotations: their size is bounded, and they are computed once, in the background."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections

from annotate.enums import LayerKind
from annotate.models import Round
from reports import cached_results
from tests.background import busy_background
from tests.reports.many import many
from tests.waiting import until
from tests.world import World
from web.background.progress import ResultNotReady
from web.background.workers import Workers
from web.cache import MAX_AWAITED, ByteLimitedCache

PAGES = [
    "/rounds/{round}/projector/", "/rounds/{round}/settle/", "/rounds/{round}/pace/", "/articles/{article}/report/",
    "/articles/{article}/report/compare/", "/articles/{article}/report/disputed/",
]  # fmt: skip
DATA = [
    "/api/v1/rounds/{round}/picture/", "/api/v1/rounds/{round}/places/", "/api/v1/rounds/{round}/pace/",
    "/api/v1/articles/{article}/compare/", "/api/v1/articles/{article}/report/",
    "/api/v1/articles/{article}/report.csv",
]  # fmt: skip


def address(path: str, round_: Round) -> str:
    """The path for this round and its article."""
    return path.format(round=round_.pk, article=round_.text.article_id)


@pytest.fixture
def background(settings: Any, monkeypatch: pytest.MonkeyPatch) -> ByteLimitedCache:
    """Treat every round as large, never wait, and start with an empty cache."""
    settings.BACKGROUND_FROM_CHANGES = 0
    settings.BACKGROUND_WAIT_SECONDS = 0
    cache = ByteLimitedCache(100_000_000)
    monkeypatch.setattr(cached_results, "CACHE", cache)
    return cache


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_it_is_on_its_way_and_then_is_what_it_would_be_at_once(
    world: World, settings: Any, background: ByteLimitedCache, path: str
) -> None:
    client, path = world.client("teacher"), address(path, world.round)
    with busy_background():
        first = client.get(path)
    assert first.status_code == 202
    assert first["Retry-After"] == "2"
    assert "data-not-ready" in first.content.decode()
    until(lambda: client.get(path, headers={"Accept": "application/json"}).status_code == 200)
    later = client.get(path).content.decode()
    settings.BACKGROUND_FROM_CHANGES = 1_000_000
    at_once = client.get(path).content.decode()
    assert without_token(later) == without_token(at_once)


def without_token(page: str) -> list[str]:
    """Return the page without the lines that contain a CSRF token."""
    return [line for line in page.split("\n") if "csrfmiddlewaretoken" not in line]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", DATA)
def test_a_program_gets_its_answer_however_much_there_is(
    world: World, background: ByteLimitedCache, path: str
) -> None:
    response = world.client("teacher").get(address(path, world.round))
    assert response.status_code == 200
    assert b"globalist" in response.content or b"agreement" in response.content or b"heat" in response.content


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_have_it_worked_out_once(world: World, background: ByteLimitedCache) -> None:
    barrier = Barrier(2)

    def ask(who: str) -> int:
        client = world.client(who)
        barrier.wait()
        path = address("/rounds/{round}/settle/", world.round)
        try:
            until(lambda: client.get(path).status_code == 200)
            return client.get(path).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as people:
        assert list(people.map(ask, ["teacher", "colleague"])) == [200, 200]
    assert len(background.entries) == 1


@pytest.mark.django_db(transaction=True)
def test_another_mark_makes_another_page(world: World, background: ByteLimitedCache) -> None:
    client, path = world.client("teacher"), address("/rounds/{round}/settle/?show=all", world.round)
    until(lambda: client.get(path).status_code == 200)
    client.post(f"/rounds/{world.round.pk}/settle/stroke/", {"rule": "at least", "k": "1"})
    with busy_background():
        assert client.get(path).status_code == 202
    until(lambda: client.get(path).status_code == 200)
    settled = world.round.layers.get(kind=LayerKind.ADJUDICATED).annotations.count()
    assert settled == 5
    assert client.get(path).content.decode().count('class="final-highlight') == 5


def test_it_is_made_once_though_many_ask_and_the_first_alone_waits() -> None:
    cache, calls, go = ByteLimitedCache(100), [], Event()

    def make() -> bytes:
        go.wait()
        calls.append(1)
        return b"value"

    for _ in range(5):
        with pytest.raises(ResultNotReady):
            cache.get_soon("key", make, "Ada", 0)
    go.set()
    assert cache.get("key", make) == b"value", "who cannot come back waits for the same"
    assert cache.get_soon("key", make, "Bo", 0) == b"value"
    assert calls == [1]


def test_what_is_too_large_to_keep_is_still_there_for_whoever_waits() -> None:
    cache, go = ByteLimitedCache(3), Event()

    def make() -> bytes:
        go.wait()
        return b"value"

    with pytest.raises(ResultNotReady):
        cache.get_soon("key", make, "Ada", 0)
    go.set()
    cache.get("key", lambda: b"other")
    cache.get("another", lambda: b"123")
    assert cache.get_soon("key", lambda: b"other", "Ada", 0) == b"value"
    assert "key" not in cache.entries


def test_what_fails_is_told_once_and_tried_again() -> None:
    cache = ByteLimitedCache(100)
    with pytest.raises((ResultNotReady, ZeroDivisionError)) as first:
        cache.get_soon("key", lambda: bytes(1 // 0), "Ada", 0)
    if first.type is ResultNotReady:
        until(cache.entries["key"].done)
        with pytest.raises(ZeroDivisionError):
            cache.get_soon("key", lambda: b"value", "Ada", 0)
    assert cache.get_soon("key", lambda: b"value", "Ada", 60) == b"value"


def test_what_fails_and_is_never_asked_for_again_is_forgotten() -> None:
    cache = ByteLimitedCache(100)
    for number in range(3 * MAX_AWAITED):
        with pytest.raises((ResultNotReady, ZeroDivisionError)):
            cache.get_soon(number, lambda: bytes(1 // 0), number, 0)
        until(lambda: all(future.done() for future in list(cache.entries.values())))
    assert len(cache.entries) <= MAX_AWAITED


def test_nobody_fills_the_line_alone() -> None:
    workers, go, done = Workers(threads=1, max_per_person=2), Event(), []
    assert workers.submit("a", "Ada", go.wait)
    assert workers.submit("b", "Ada", lambda: done.append("b"))
    assert not workers.submit("c", "Ada", lambda: done.append("c"))
    assert workers.submit("d", "Bo", lambda: done.append("d"))
    assert [workers.ahead_of(key) for key in "abd"] == [0, 1, 2]
    go.set()
    until(lambda: done == ["b", "d"])
    until(lambda: not workers.queue)
    assert workers.submit("c", "Ada", lambda: done.append("c"))


@pytest.mark.django_db
def test_the_queue_shows_fifty_places_a_page(world: World) -> None:
    round_ = many(world, readers=3, marks=120)
    client = world.client("teacher")
    starts: list[int] = []
    for number in (1, 2, 3):
        page = client.get(f"/rounds/{round_.pk}/settle/?show=all&page={number}")
        starts += [case.cluster.start for case, _ in page.context["queue"].cases]
        assert f"Page {number} of 3" in page.content.decode()
    clusters = client.get(f"/api/v1/rounds/{round_.pk}/places/").json()["results"]
    assert starts == [cluster["start"] for cluster in clusters]
    assert len(starts) == 120
    # What is done on the second page leads back to it.
    proposal = clusters[60]["proposals"][0]
    data = {
        "proposal": f"{proposal['start']}-{proposal['end']}-{proposal['tag']}",
        "revision": "1",
        "show": "all",
        "page": "2",
    }
    response = client.post(f"/rounds/{round_.pk}/settle/one/", data)
    assert response["Location"].endswith("?show=all&page=2")


@pytest.mark.django_db
def test_of_many_ways_to_mark_a_place_the_most_backed_are_shown_and_all_are_a_page_away(world: World) -> None:
    round_ = many(world, readers=90, marks=1)
    client, queue = world.client("teacher"), f"/rounds/{round_.pk}/settle/?show=all"
    (cluster,) = client.get(f"/api/v1/rounds/{round_.pk}/places/").json()["results"]
    assert len(cluster["proposals"]) == 16
    page = client.get(queue).content.decode()
    assert page.count('name="proposal"') == 12
    backed = sorted(len(proposal["readers"]) for proposal in cluster["proposals"])
    shown = [len(proposal.readers) for proposal in client.get(queue).context["queue"].cases[0][1]]
    assert sorted(shown) == backed[4:]
    link = f"place={cluster['start']}-{cluster['end']}"
    assert f"?show=all&amp;{link}" in page
    assert client.get(f"{queue}&{link}").content.decode().count('name="proposal"') == 16
    assert client.get(f"{queue}&place=1-2").status_code == 404
    projected = client.get(f"/rounds/{round_.pk}/projector/").context["data"]["disputed"][0]
    assert (len(projected["proposals"]), projected["others"]) == (8, 8)
    assert projected["before"] == cluster["before"]


@pytest.mark.django_db
def test_the_projector_holds_fifty_disputed_places(world: World) -> None:
    round_ = many(world, readers=3, marks=120)
    client = world.client("teacher")
    disputed = client.get(f"/api/v1/rounds/{round_.pk}/picture/").json()["disputed"]
    assert len(disputed) > 100
    first = client.get(f"/rounds/{round_.pk}/projector/")
    last = client.get(f"/rounds/{round_.pk}/projector/?page=3")
    assert len(first.context["data"]["disputed"]) == 50
    assert "Show more" in first.content.decode()
    assert "Show more" not in last.content.decode()
    assert (last.context["data"]["before"], last.context["data"]["all"]) == (100, len(disputed))
    assert [cluster["start"] for cluster in last.context["data"]["disputed"]] == [
        cluster["start"] for cluster in disputed[100:]
    ]
