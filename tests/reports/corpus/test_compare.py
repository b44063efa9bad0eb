"""Comparing two reports."""

import json
from uuid import uuid4

import pytest

from annotate.annotations.actions import AnnotationInput, put_annotation
from annotate.enums import LayerKind
from reports.analysis.compare import compare
from reports.loader import NO_KEY
from tests.reports.small import ANNOTATIONS, annotation, report
from tests.world import World

ADA = report([item for item in ANNOTATIONS if item.annotator == "Ada"])
BO = report([item for item in ANNOTATIONS if item.annotator == "Bo"])
OTHER = report([annotation("opinion", "Mayor", "Ada")], "Mayor and more words.", ())


def test_two_readers_on_one_text() -> None:
    comparison = compare(ADA, BO)
    assert comparison.same_text
    pairs = {(pair.what, pair.tag): (pair.left, pair.right) for pair in comparison.pairs}
    assert pairs["passages", ""] == (5, 5)
    assert pairs["passages", "factual-claim"] == (1, 2)
    assert pairs["words", ""] == (29, 29)
    assert pairs["exact", ""] == (None, None), "one reader alone has no agreement"
    # slams, the claim and the allegation are the same; Ada has two more, Bo too.
    assert {item.measure: item.score.value for item in comparison.between if not item.tag}[
        "exact"
    ] == pytest.approx(2 * 3 / 10)
    inside = {row.tag: (row.left, row.right, row.f1) for row in comparison.inside}
    # Ada's only claim is one of Bo's two; of Ada's two loaded words Bo has one.
    assert inside["factual-claim"] == (1, 0.5, pytest.approx(2 / 3))
    assert inside["loaded-language"] == (0.5, 1, pytest.approx(2 / 3))
    assert inside["opinion"] == (0, 0, 0)
    sides = [(passage.quote, passage.readers) for passage in comparison.passages if len(passage.readers) == 1]
    assert sides == [
        ("globalist", ("left",)),
        ("It was a disgrace", ("left",)),
        ("Taxes fell by four per cent", ("right",)),
        ("Nobody should be surprised by that", ("right",)),
    ]
    assert (comparison.sources.both, comparison.sources.left, comparison.sources.right) == (
        ("The family",),
        (),
        (),
    )
    assert (comparison.loaded.both, comparison.loaded.left) == (("slams",), ("globalist",))


def test_two_texts_are_compared_by_their_numbers_alone() -> None:
    comparison = compare(ADA, OTHER)
    # Both small texts have the same hash of zeros.
    assert {pair.what: (pair.left, pair.right) for pair in comparison.pairs if not pair.tag}["words"] == (
        29,
        4,
    )


def test_a_side_with_itself_is_all_the_same() -> None:
    comparison = compare(ADA, ADA)
    assert all(pair.left == pair.right for pair in comparison.pairs)
    assert {len(passage.readers) for passage in comparison.passages} == {2}


@pytest.mark.django_db
def test_a_reader_beside_the_key(world: World) -> None:
    teacher = world.client("teacher")
    body = world.round.text.body
    start = body.index("globalist")
    annotation_input = AnnotationInput("loaded-language", start, start + 9, "globalist", {})
    put_annotation(world.teacher, world.round, uuid4(), annotation_input, LayerKind.KEY)
    address = f"/report/compare/?right_whose=key-{world.round.pk}&left_whose=reader-{world.pupil.pk}"
    page = teacher.get(f"/articles/{world.article.pk}{address}").content.decode()
    assert f'<option value="key-{world.round.pk}" selected>' in page
    assert 'data-only="left"' in page
    response = teacher.get(f"/api/v1/articles/{world.article.pk}{address.replace('/report', '')}").json()
    assert {passage["what"]: passage["right"] for passage in response["pairs"] if not passage["tag"]}[
        "passages"
    ] == 1
    forbidden = world.client("pupil").get(f"/articles/{world.article.pk}{address}")
    assert forbidden.status_code == 404, "a pupil sees no key"
    assert NO_KEY in forbidden.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["right=x", "left_whose=moon-4", "right_whose=round-x", "left_whose=key-"])
def test_a_side_that_cannot_be_understood_says_so(world: World, query: str) -> None:
    for address in ("articles/{}/report/compare/", "api/v1/articles/{}/compare/"):
        response = world.client("teacher").get(f"/{address.format(world.article.pk)}?{query}")
        assert response.status_code == 400


@pytest.mark.django_db
def test_an_article_of_others_is_no_side(world: World) -> None:
    address = f"/api/v1/articles/{world.article.pk}/compare/?right={world.foreign_article.pk}"
    response = world.client("teacher").get(address)
    assert response.status_code == 404
    assert "treasure" not in json.dumps(response.json())
