"""A layer and a round hold so many highlights: at every door, with what to do said, and nothing lost."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from annotate.annotations.actions import delete_annotation
from annotate.annotations.quotas import LAYER_IS_FULL, ROUND_IS_FULL, TOO_MANY_IN_FILE
from annotate.models import Annotation, Round
from annotate.rounds.actions import create_round
from people.permissions import PermissionRefused
from reports.imports.actions import Choices, apply_import, upload_import
from tests.wording import says
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db
WORDS = ("globalist", "council", "voted nine", "Taxes fell", "disgrace", "union", "Nobody")
BODY = "One two three four five six seven."


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    """Three of one person, five of a round."""
    settings.MAX_ANNOTATIONS_PER_LAYER = 3
    settings.MAX_ANNOTATIONS_PER_ROUND = 5


def put(
    client: Client,
    round_: Round,
    words: str,
    layer: str = "annotations",
    pk: Any = None,
    tag: str = "opinion",
) -> Any:
    """PUT a highlight on these words."""
    given = annotation_input(round_, words)
    sent = {"tag": "opinion", "start": given.start, "end": given.end, "quote": words}
    address = f"/api/v1/rounds/{round_.pk}/{layer}/{pk or uuid4()}/"
    return client.put(address, json.dumps(sent), content_type="application/json")


def standing(round_: Round) -> int:
    """How many there are."""
    return Annotation.objects.filter(layer__round=round_, deleted=False).count()


@pytest.fixture
def empty(world: World) -> Round:
    """A round in which nobody has highlighted anything."""
    return create_round(world.teacher, world.text)


def test_the_fourth_of_one_person_is_refused_and_the_first_three_can_be_changed(
    world: World, empty: Round
) -> None:
    client, ids = world.client("pupil"), [uuid4() for _ in range(3)]
    for pk, words in zip(ids, WORDS, strict=False):
        assert put(client, empty, words, pk=pk).status_code == 201
    refused = put(client, empty, "Nobody")
    assert refused.status_code == 403
    assert refused.json()["detail"] == LAYER_IS_FULL.format(most=3)
    assert put(client, empty, "disgrace", pk=ids[0]).status_code == 200, "what is there can be moved"
    delete_annotation(world.pupil, empty, ids[1])
    assert put(client, empty, "Nobody").status_code == 201
    # What was deleted comes back only where there is room.
    assert put(client, empty, "council", pk=ids[1]).status_code == 403
    assert standing(empty) == 3
    assert put(world.client("classmate"), empty, "globalist").status_code == 201, (
        "others have room of their own"
    )


def test_the_sixth_of_a_round_is_refused(world: World, empty: Round) -> None:
    for who, words in (("pupil", WORDS[:3]), ("classmate", WORDS[:2])):
        for word in words:
            assert put(world.client(who), empty, word).status_code == 201
    refused = put(world.client("colleague"), empty, "globalist")
    assert refused.status_code == 403
    assert refused.json()["detail"] == ROUND_IS_FULL.format(most=5)


@pytest.mark.parametrize("layer", ["key", "settled"])
def test_the_key_and_the_final_highlights_have_an_end_as_well(world: World, empty: Round, layer: str) -> None:
    client = world.client("teacher")
    answers = [put(client, empty, word, layer) for word in WORDS[:4]]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 403]
    assert "3" in answers[-1].json()["detail"]


def test_settling_at_a_stroke_settles_all_or_nothing(world: World, empty: Round, settings: Any) -> None:
    settings.MAX_ANNOTATIONS_PER_LAYER = 4
    settings.MAX_ANNOTATIONS_PER_ROUND = 7
    for word in WORDS[:4]:
        mark(world.pupil, empty, word, "opinion")
    sent = {"rule": "all"}
    address = f"/api/v1/rounds/{empty.pk}/settled-stroke/"
    refused = world.client("teacher").post(address, sent, content_type="application/json")
    assert refused.status_code == 403
    assert standing(empty) == 4
    settings.MAX_ANNOTATIONS_PER_ROUND = 8
    assert world.client("teacher").post(address, sent, content_type="application/json").json() == {
        "settled": 4
    }


def taken(world: World, labels: dict[str, list[list[Any]]]) -> dict[str, Any]:
    """What became of a file with these labels, by annotator, on one text."""
    lines = [json.dumps({"text": BODY, "label": own, "annotator": who}) for who, own in labels.items()]
    import_ = upload_import(world.teacher, "a.jsonl", "\n".join(lines).encode(), world.team)
    people = dict.fromkeys(labels, "new")
    return dict(apply_import(world.teacher, import_, Choices(people, {"x": "opinion"})).result)


def test_an_import_of_too_many_says_so_and_brings_nothing(world: World) -> None:
    spans = [[0, 3, "x"], [4, 7, "x"], [8, 13, "x"], [14, 18, "x"]]
    before = Round.objects.count()
    with pytest.raises(PermissionRefused) as refused:
        taken(world, {"Ana": spans})
    assert says(LAYER_IS_FULL.format(most=3), str(refused.value))
    with pytest.raises(PermissionRefused) as refused:
        taken(world, {"Ana": spans[:3], "Bo": spans[:3]})
    assert says(ROUND_IS_FULL.format(most=5), str(refused.value))
    assert Round.objects.count() == before
    assert taken(world, {"Ana": spans[:3], "Bo": spans[:2]})["marks"] == 5


def test_larger_rounds_from_before_are_read_exported_changed_and_brought_back_where_there_is_room(
    world: World, settings: Any
) -> None:
    client, round_ = world.client("teacher"), world.round
    assert standing(round_) == 5
    settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND = 2, 2
    article = f"/articles/{world.article.pk}/report"
    for path in (
        f"{article}/",
        f"/api/v1{article}.csv",
        f"/rounds/{round_.pk}/",
        f"/rounds/{round_.pk}/settle/",
    ):
        assert client.get(path).status_code == 200
    claim = world.annotations["claim"]
    assert put(world.client("pupil"), round_, "globalist", pk=claim.pk).status_code == 200
    record = client.get(f"/api/v1{article}.claimlight").content
    import_ = upload_import(world.stranger, "whole.claimlight", record, world.foreign_team)
    with pytest.raises(PermissionRefused) as refused:
        apply_import(world.stranger, import_, Choices({"pupil": "new", "classmate": "new"}, {}))
    assert str(refused.value) == TOO_MANY_IN_FILE.format(count=5, largest=3, of_round=2, of_layer=2)
    settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND = 3, 5
    done = apply_import(world.stranger, import_, Choices({"pupil": "new", "classmate": "new"}, {}))
    assert done.result["marks"] == 5


def test_they_are_counted_only_where_there_may_be_too_many(
    world: World, empty: Round, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.MAX_ANNOTATIONS_PER_LAYER = settings.MAX_ANNOTATIONS_PER_ROUND = 10

    def counts(word: str) -> int:
        with django_assert_max_num_queries(40) as seen:
            mark(world.pupil, empty, word, "opinion")
        queries = [query["sql"] for query in seen.captured_queries]
        return sum("COUNT(" in query and "annotate_annotation" in query for query in queries)

    assert [counts(word) for word in WORDS] == [0] * 7
    for row in Annotation.objects.filter(layer__round=empty)[:4]:
        delete_annotation(world.pupil, empty, row.pk)
    # Eleven changes might be eleven highlights. They are three, and so the next ones cannot be too many either.
    assert [counts(word) for word in WORDS[:3]] == [2, 0, 0]
