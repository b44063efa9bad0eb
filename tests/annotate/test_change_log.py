"""The feed of a round's changes: whoever follows it has what a fresh reader gets."""

from typing import Any

from annotate.annotations import api
from annotate.annotations.actions import delete_annotation
from annotate.annotations.replay import replay_changes
from people.api.authentication import SOMEBODY_ELSE
from tests.problems import check_problem
from tests.world import World, mark


def feed(world: World, after: Any = 0) -> dict[str, Any]:
    """What the classmate gets."""
    return dict(
        world.client("classmate").get(f"/api/v1/rounds/{world.round.pk}/changes/?after={after}").json()
    )


def test_following_gives_what_a_fresh_reader_gets(world: World) -> None:
    mark(world.pupil, world.round, "Taxes fell", "opinion", pk=world.annotations["loaded"].pk)
    delete_annotation(world.pupil, world.round, world.annotations["overlapping"].pk)
    found = feed(world)
    assert [row["seq"] for row in found["results"]] == list(range(1, len(found["results"]) + 1))
    assert found["more"] is False
    fresh = world.client("classmate").get(f"/api/v1/rounds/{world.round.pk}/annotations/").json()["results"]
    assert replay_changes((row["verb"], row["payload"]) for row in found["results"]) == {
        m["id"]: m for m in fresh
    }


def test_after_gives_what_is_new_alone(world: World) -> None:
    last = feed(world)["results"][-1]["seq"]
    assert feed(world, last)["results"] == []
    mark(world.pupil, world.round, "Taxes fell", "opinion")
    (row,) = feed(world, last)["results"]
    assert (row["seq"], row["verb"], row["payload"]["quote"]) == (last + 1, "annotation.put", "Taxes fell")


def test_a_long_feed_comes_in_parts(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(api, "MAX_CHANGES", 2)
    whole, after = [], 0
    while (part := feed(world, after))["more"]:
        assert len(part["results"]) == 2
        whole += part["results"]
        after = whole[-1]["seq"]
    assert len(whole + part["results"]) == world.round.changes.count()


def test_a_place_that_is_none_is_refused(world: World) -> None:
    for after in ("-1", "x"):
        answer = world.client("pupil").get(f"/api/v1/rounds/{world.round.pk}/changes/?after={after}")
        assert "after" in check_problem(answer, 400, "invalid")["errors"]


def test_a_page_of_somebody_who_has_signed_out_writes_nothing(world: World) -> None:
    """Pupils share computers: one page is still open when the next pupil signs in."""
    url = f"/api/v1/rounds/{world.round.pk}/submission/"
    other = {"X-Signed-In-As": str(world.classmate.pk)}
    answer = world.client("pupil").put(url, headers=other)
    assert check_problem(answer, 401)["detail"] == SOMEBODY_ELSE
    assert world.client("pupil").put(url, headers={"X-Signed-In-As": str(world.pupil.pk)}).status_code == 200
