"""Highlights without a place in the corrected text, and what is written on an earlier revision."""

from typing import Any
from uuid import uuid4

import pytest

from annotate.annotations.actions import submit_layer
from articles.editing.text_edit import TextEdit
from tests.annotate.annotations.test_replay import check_law
from tests.annotate.revisions.test_correcting import correct, quotes, replacing
from tests.problems import check_problem
from tests.world import BODY, World, annotation_input

GONE = "Nobody should be surprised by that"


@pytest.fixture
def corrected(world: World) -> World:
    """The words of the pupil's “claim” are deleted, and an emoji at the beginning of the text."""
    correct(world, TextEdit(0, 2, ""), replacing("globalist", ""))
    return world


def unplaced(world: World, who: str = "pupil") -> list[dict[str, Any]]:
    """Return what the API lists as without a place."""
    answer = world.client(who).get(f"/api/v1/rounds/{world.round.pk}/annotations/unplaced/")
    return list(answer.json()["results"])


def put(world: World, pk: Any, words: str, who: str = "pupil", **fields: Any) -> Any:
    """Write a highlight on words of the world's first revision."""
    start = BODY.index(words)
    sent = {"tag": "opinion", "start": start, "end": start + len(words), "quote": words} | fields
    url = f"/api/v1/rounds/{world.round.pk}/annotations/{pk}/"
    return world.client(who).put(url, sent, content_type="application/json")


def test_only_their_author_is_shown_them(corrected: World) -> None:
    (row,) = unplaced(corrected)
    assert (row["id"], row["quote"], row["lost_from"]) == (
        str(corrected.annotations["loaded"].pk),
        "globalist",
        1,
    )
    assert BODY[row["start"] : row["end"]] == "globalist"
    assert [unplaced(corrected, who) for who in ("teacher", "colleague", "classmate")] == [[], [], []]


def test_a_new_place_restores_it_with_its_note_and_comments(corrected: World) -> None:
    (row,) = unplaced(corrected)
    corrected.round.refresh_from_db()
    sent = vars(
        annotation_input(corrected.round, "council", row["tag"], details=row["details"], note=row["note"])
    )
    url = f"/api/v1/rounds/{corrected.round.pk}/annotations/{row['id']}/"
    answer = corrected.client("pupil").put(
        url, sent | {"version": row["version"]}, content_type="application/json"
    )
    assert answer.status_code == 200
    assert "lost_from" not in answer.json()
    assert unplaced(corrected) == []
    assert "council" in quotes(corrected)
    check_law(corrected.round)


def test_it_can_be_discarded_and_that_undone(corrected: World) -> None:
    (row,) = unplaced(corrected)
    client = corrected.client("pupil")
    url = f"/api/v1/rounds/{corrected.round.pk}/annotations/{row['id']}/"
    assert client.delete(f"{url}?version={row['version']}").status_code == 204
    assert unplaced(corrected) == []
    again = put(corrected, row["id"], row["quote"], tag=row["tag"], details=row["details"], revision=1)
    assert (again.status_code, again.json()["lost_from"]) == (200, 1)
    assert unplaced(corrected) == [again.json()]
    check_law(corrected.round)


def test_a_page_with_the_old_text_writes_where_its_words_are_now(corrected: World) -> None:
    answer = put(corrected, uuid4(), GONE, revision=1)
    assert answer.status_code == 201
    start = BODY.index(GONE) - 2 - len("globalist")
    assert (answer.json()["start"], answer.json()["quote"]) == (start, GONE)
    assert GONE in quotes(corrected)
    check_law(corrected.round)


def test_a_change_from_the_old_text_is_no_conflict(corrected: World) -> None:
    row = corrected.annotations["overlapping"]
    who = next(name for name in ("pupil", "classmate") if getattr(corrected, name) == row.layer.annotator)
    fields = {"tag": row.tag.slug, "details": row.details, "note": "later", "version": row.version}
    answer = put(corrected, row.pk, row.quote, who, revision=1, **fields)
    assert (answer.status_code, answer.json()["note"]) == (200, "later")
    check_law(corrected.round)


def test_what_the_old_text_alone_has_is_kept_without_a_place(corrected: World) -> None:
    pk = uuid4()
    for expected in (201, 200):
        answer = put(corrected, pk, "globalist", revision=1, note="unsent")
        assert (answer.status_code, answer.json()["lost_from"]) == (expected, 1)
    assert [row["note"] for row in unplaced(corrected) if row["id"] == str(pk)] == ["unsent"]
    assert "unsent" not in str(
        corrected.client("classmate").get(f"/api/v1/rounds/{corrected.round.pk}/changes/").json()
    )
    check_law(corrected.round)


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 409, "quote-mismatch"),
        ({"revision": 2}, 409, "quote-mismatch"),
        ({"revision": 3}, 422, "bad-span"),
        ({"revision": 1, "quote": "other"}, 409, "quote-mismatch"),
        ({"revision": 1, "end": 10**6}, 422, "bad-span"),
    ],
    ids=["no revision", "newest", "not yet", "quote", "outside"],
)
def test_offsets_of_another_text_are_refused(
    corrected: World, fields: dict[str, Any], status: int, code: str
) -> None:
    check_problem(put(corrected, uuid4(), "Taxes fell", **fields), status, code)


def test_whoever_has_handed_in_withdraws_first(corrected: World) -> None:
    submit_layer(corrected.pupil, corrected.round)
    (row,) = unplaced(corrected)
    url = f"/api/v1/rounds/{corrected.round.pk}/annotations/{row['id']}/"
    check_problem(corrected.client("pupil").delete(url), 403, "refused")


def test_deleted_words_that_come_back_bring_their_highlight_back(corrected: World) -> None:
    body = corrected.article.texts.latest("revision").body
    at = body.index("The ") + 4
    correct(corrected, TextEdit(at, at, "globalist"), revision=2)
    assert unplaced(corrected) == []
    assert "globalist" in quotes(corrected)
    check_law(corrected.round)
