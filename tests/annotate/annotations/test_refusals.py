"""What is no annotation, or somebody else's, is refused with a reason."""

from typing import Any

import pytest

from tests.annotate.annotations.annotation_client import CLAIM, AnnotationClient, body
from tests.problems import NOT_JSON, check_problem
from tests.world import BODY, World

LENGTH = len(BODY)


@pytest.mark.parametrize(
    ("changes", "status", "slug"),
    [
        ({"quote": "Taxes rose"}, 409, "quote-mismatch"),
        ({"quote": CLAIM.lower()}, 409, "quote-mismatch"),
        ({"quote": CLAIM + " "}, 409, "quote-mismatch"),
        ({"end": LENGTH + 1}, 422, "bad-span"),
        ({"start": LENGTH, "end": LENGTH + 1}, 422, "bad-span"),
        ({"start": 5, "end": 5}, 422, "bad-span"),
        ({"start": 6, "end": 5}, 422, "bad-span"),
        ({"end": 2**31}, 422, "bad-span"),
        ({"end": 2**64}, 400, "parse-error"),
        ({"start": 10**30, "end": 10**30 + 1}, 400, "parse-error"),
        ({"start": BODY.index("\n\n"), "end": BODY.index("\n\n") + 2, "quote": "\n\n"}, 422, "bad-span"),
        ({"tag": "claim"}, 422, "unknown-tag"),
        ({"tag": "Opinion"}, 422, "unknown-tag"),
        ({"details": {"whose": "author"}}, 422, "bad-details"),
        ({"details": {"status": "maybe"}}, 422, "bad-details"),
        ({"details": {"evidence": ["javascript:alert(1)"]}}, 422, "bad-details"),
        ({"details": []}, 422, "bad-details"),
        ({"details": "status"}, 422, "bad-details"),
        ({"details": {"\ud800": ""}}, 400, "parse-error"),
        ({"details": {"\0": ""}}, 400, "parse-error"),
        ({"details": {"evidence": ["https://example.org/\0"]}}, 400, "parse-error"),
        ({"details": {"evidence": ["https://example.org/\ud800"]}}, 400, "parse-error"),
        ({"details": {"status": "\0"}}, 400, "parse-error"),
        ({"details": {"source": "\0"}, "tag": "attributed-allegation"}, 400, "parse-error"),
        ({"details": {"source": "half 🌉\ud83c"}, "tag": "attributed-allegation"}, 400, "parse-error"),
        ({"details": {"neutral": "x" * 2001}, "tag": "loaded-language"}, 422, "bad-details"),
        ({"start": -1}, 400, "invalid"),
        ({"start": "one"}, 400, "invalid"),
        ({"start": 1.5}, 400, "invalid"),
        ({"start": None}, 400, "invalid"),
        ({"start": True}, 400, "invalid"),
        ({"start": [1]}, 400, "invalid"),
        ({"end": {}}, 400, "invalid"),
        ({"quote": ""}, 400, "invalid"),
        ({"quote": None}, 400, "invalid"),
        ({"quote": 5}, 409, "quote-mismatch"),
        ({"quote": ["a"]}, 400, "invalid"),
        ({"quote": "\0"}, 400, "parse-error"),
        ({"quote": "\ud800"}, 400, "parse-error"),
        ({"note": "\0"}, 400, "parse-error"),
        ({"note": "\udfff"}, 400, "parse-error"),
        ({"note": "x" * 20_001}, 400, "invalid"),
        ({"note": None}, 400, "invalid"),
        ({"tag": "\0"}, 400, "parse-error"),
        ({"tag": "\ud800"}, 400, "parse-error"),
        ({"tag": ""}, 400, "invalid"),
        ({"tag": None}, 400, "invalid"),
        ({"tag": "x" * 61}, 400, "invalid"),
        ({"version": -1}, 400, "invalid"),
        ({"version": "new"}, 400, "invalid"),
    ],
    ids=lambda value: ascii(value)[:50],
)
def test_what_is_refused(pupil: AnnotationClient, changes: dict[str, Any], status: int, slug: str) -> None:
    before = pupil.changes()
    check_problem(pupil.put(**changes), status, slug)
    assert (pupil.mine(), pupil.changes()) == ([], before)
    assert pupil.put().status_code == 201


def test_a_mismatch_says_what_stands_there(pupil: AnnotationClient) -> None:
    found = check_problem(pupil.put(start=0, end=1), 409, "quote-mismatch")
    assert found["found"] == "🌉"


@pytest.mark.parametrize("missing", ["tag", "start", "end", "quote"])
def test_a_field_that_is_missing(pupil: AnnotationClient, missing: str) -> None:
    sent = {name: value for name, value in body().items() if name != missing}
    assert list(check_problem(pupil.put(sent), 400, "invalid")["errors"]) == [missing]


@pytest.mark.parametrize(("raw", "content_type", "status"), NOT_JSON)
def test_what_is_no_json_object(pupil: AnnotationClient, raw: bytes, content_type: str, status: int) -> None:
    check_problem(pupil.client.generic("PUT", pupil.url, raw, content_type), status)
    assert pupil.mine() == []


def test_nobody_writes_on_another_persons_mark(pupil: AnnotationClient) -> None:
    world = pupil.world
    before = pupil.marks()
    theirs = f"{pupil.all}{world.annotations['classmate'].pk}/"
    elsewhere = f"{pupil.all}{world.foreign_annotation.pk}/"
    for url in (theirs, elsewhere):
        check_problem(pupil.put(url=url), 404, "not-found")
        assert check_problem(pupil.delete(url), 404, "not-found") == check_problem(pupil.delete(), 404)
    assert pupil.marks() == before
    world.foreign_annotation.refresh_from_db()
    assert (world.foreign_annotation.version, world.foreign_annotation.deleted) == (1, False)


def test_an_owner_does_not_write_on_a_pupils_mark_either(pupil: AnnotationClient) -> None:
    url = f"{pupil.all}{pupil.world.annotations['claim'].pk}/"
    check_problem(pupil.put(url=url, client=pupil.world.client("teacher")), 404, "not-found")


def test_a_mark_of_ones_own_is_not_reached_through_another_round(
    pupil: AnnotationClient, world: World
) -> None:
    opened = world.client("teacher").post(
        "/api/v1/rounds/", {"article": world.article.pk}, content_type="application/json"
    )
    other = f"/api/v1/rounds/{opened.json()['id']}/annotations/"
    claim = f"{other}{world.annotations['claim'].pk}/"
    check_problem(pupil.put(url=claim), 404, "not-found")
    check_problem(pupil.delete(claim), 404, "not-found")
    assert pupil.client.get(other).json() == {"results": [], "next": None}
