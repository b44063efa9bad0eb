"""Two reports side by side."""

import json
from uuid import uuid4

import pytest

from annotate.annotations.actions import AnnotationInput as Wanted
from annotate.annotations.actions import put_annotation
from annotate.enums import LayerKind
from reports.analysis.compare import compare
from tests.reports.small import MARKS, mark, report
from tests.world import World

ADA = report([m for m in MARKS if m.annotator == "Ada"])
BO = report([m for m in MARKS if m.annotator == "Bo"])
OTHER = report([mark("opinion", "Mayor", "Ada")], "Mayor and more words.", ())


def test_two_readers_on_one_text() -> None:
    found = compare(ADA, BO)
    assert found.same_text
    pairs = {(pair.what, pair.tag): (pair.left, pair.right) for pair in found.pairs}
    assert pairs["passages", ""] == (5, 5)
    assert pairs["passages", "factual-claim"] == (1, 2)
    assert pairs["words", ""] == (29, 29)
    assert pairs["exact", ""] == (None, None), "one reader alone has no agreement"
    # slams, the claim and the allegation are the same; Ada has two more, Bo too.
    assert {m.measure: m.score.value for m in found.between if not m.tag}["exact"] == pytest.approx(
        2 * 3 / 10
    )
    inside = {row.tag: (row.left, row.right, row.f1) for row in found.inside}
    # Ada's only claim is one of Bo's two; of Ada's two loaded words Bo has one.
    assert inside["factual-claim"] == (1, 0.5, pytest.approx(2 / 3))
    assert inside["loaded-language"] == (0.5, 1, pytest.approx(2 / 3))
    assert inside["opinion"] == (0, 0, 0)
    sides = [(p.quote, p.readers) for p in found.passages if len(p.readers) == 1]
    assert sides == [
        ("globalist", ("left",)),
        ("It was a disgrace", ("left",)),
        ("Taxes fell by four per cent", ("right",)),
        ("Nobody should be surprised by that", ("right",)),
    ]
    assert (found.sources.both, found.sources.left, found.sources.right) == (("The family",), (), ())
    assert (found.loaded.both, found.loaded.left) == (("slams",), ("globalist",))


def test_two_texts_are_compared_by_their_numbers_alone() -> None:
    found = compare(ADA, OTHER)
    # Both small texts carry the same hash of noughts unless said otherwise.
    assert {pair.what: (pair.left, pair.right) for pair in found.pairs if not pair.tag}["words"] == (29, 4)


def test_a_side_with_itself_is_all_the_same() -> None:
    found = compare(ADA, ADA)
    assert all(pair.left == pair.right for pair in found.pairs)
    assert {len(p.readers) for p in found.passages} == {2}


@pytest.mark.django_db
def test_a_reader_beside_the_key(world: World) -> None:
    teacher = world.client("teacher")
    body = world.round.text.body
    start = body.index("globalist")
    wanted = Wanted("loaded-language", start, start + 9, "globalist", {})
    put_annotation(world.teacher, world.round, uuid4(), wanted, LayerKind.KEY)
    address = f"/report/compare/?right_whose=key-{world.round.pk}&left_whose=reader-{world.pupil.pk}"
    page = teacher.get(f"/articles/{world.article.pk}{address}").content.decode()
    assert f'<option value="key-{world.round.pk}" selected>' in page
    assert "Only on the left" in page
    answer = teacher.get(f"/api/v1/articles/{world.article.pk}{address.replace('/report', '')}").json()
    assert {p["what"]: p["right"] for p in answer["pairs"] if not p["tag"]}["passages"] == 1
    refused = world.client("pupil").get(f"/articles/{world.article.pk}{address}")
    assert refused.status_code == 404, "a pupil sees no key"
    assert "key that you may see" in refused.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["right=x", "left_whose=moon-4", "right_whose=round-x", "left_whose=key-"])
def test_a_side_that_cannot_be_understood_says_so(world: World, query: str) -> None:
    for address in ("articles/{}/report/compare/", "api/v1/articles/{}/compare/"):
        answer = world.client("teacher").get(f"/{address.format(world.article.pk)}?{query}")
        assert answer.status_code == 400


@pytest.mark.django_db
def test_an_article_of_others_is_no_side(world: World) -> None:
    address = f"/api/v1/articles/{world.article.pk}/compare/?right={world.foreign_article.pk}"
    answer = world.client("teacher").get(address)
    assert answer.status_code == 404
    assert "treasure" not in json.dumps(answer.json())
