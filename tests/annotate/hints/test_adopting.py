"""A highlight that is made from a hint says so wherever it goes."""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import pytest

from annotate.access import annotations_in, unplaced_annotations
from annotate.annotations.actions import delete_annotation, put_annotation
from annotate.annotations.adjudication import adjudicate_many
from annotate.annotations.from_hint import FromHintError, check_from_hint
from annotate.enums import HintTiming, LayerKind, RoundMode
from annotate.models import Annotation, Round, ShownHint
from annotate.revisions.actions import correct_text
from articles.editing.text_edit import TextEdit
from operations.checks.change_log import ChangeLog
from reports.adjudication.actions import apply_rule, round_clusters
from tests.annotate.annotations.test_replay import check_law
from tests.annotate.hints.harbour import HARBOUR, ask, exercise, hints_seen
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db
FROM_HINT = {"code": "should", "rules": "1.abc"}


@pytest.fixture
def round_(world: World) -> Round:
    """An exercise with hints on request."""
    return exercise(world, HintTiming.ON_REQUEST, RoundMode.OPEN)


def put(world: World, round_: Round, sent: dict[str, Any], pk: Any = None, who: str = "pupil") -> Any:
    given = annotation_input(round_, "should resign")
    fields = {name: getattr(given, name) for name in ("tag", "start", "end", "quote")}
    url = f"/api/v1/rounds/{round_.pk}/annotations/{pk or uuid4()}/"
    return world.client(who).put(url, fields | sent, content_type="application/json")


def test_it_is_in_the_answer_in_the_list_and_in_the_log(world: World, round_: Round) -> None:
    made = put(world, round_, {"from_hint": FROM_HINT})
    assert (made.status_code, made.json()["from_hint"]) == (201, FROM_HINT)
    listed = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/annotations/").json()["results"]
    changes = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/changes/").json()["results"]
    assert [row["from_hint"] for row in listed] == [FROM_HINT]
    assert [change["payload"]["from_hint"] for change in changes] == [FROM_HINT]
    check_law(round_)
    assert list(ChangeLog().run()) == []


def test_without_a_hint_nothing_is_said_of_one(world: World, round_: Round) -> None:
    assert "from_hint" not in put(world, round_, {}).json()
    assert "from_hint" not in put(world, round_, {"from_hint": None}).json()


def test_it_stays_whatever_is_changed_later(world: World, round_: Round) -> None:
    pk = uuid4()
    put(world, round_, {"from_hint": FROM_HINT}, pk)
    assert put(world, round_, {"note": "Who?"}, pk).json()["from_hint"] == FROM_HINT
    delete_annotation(world.pupil, round_, pk)
    assert put(world, round_, {"tag": "factual-claim"}, pk).json()["from_hint"] == FROM_HINT
    check_law(round_)


@pytest.mark.parametrize(
    "wrong",
    [
        {}, [], "should", 1, True, {"code": "should"}, {"rules": "1"}, {"code": "nothing", "rules": "1"},
        {"code": "should", "rules": ""}, {"code": "should", "rules": "x" * 41}, {"code": "should", "rules": 1},
        {"code": "should", "rules": "a\0b"}, {"code": [], "rules": "1"}, FROM_HINT | {"more": "1"},
        FROM_HINT | {"key": ""}, FROM_HINT | {"key": None}, {"code": "should", "rules": "\ud800"},
    ],
    ids=str,
)  # fmt: skip
def test_what_names_no_hint_is_refused(world: World, round_: Round, wrong: Any) -> None:
    with pytest.raises(FromHintError):
        check_from_hint(wrong)
    refused = put(world, round_, {"from_hint": wrong})
    assert refused.status_code in (400, 422), refused.content
    assert not Annotation.objects.filter(layer__round=round_).exists()


def test_the_hint_counts_as_adopted(world: World, round_: Round) -> None:
    hints = [ask(world, "pupil", round_, more=True).json()["hint"] for _ in range(3)]
    for hint in hints[:2]:
        from_hint = {"code": hint["code"], "rules": "1", "key": hint["key"]}
        made = put(world, round_, {"from_hint": from_hint}).json()
        assert made["from_hint"] == {"code": hint["code"], "rules": "1"}
    responses = {hint["key"]: hint["response"] for hint in hints_seen(world, "pupil", round_)["hints"]}
    assert [responses[hint["key"]] for hint in hints] == ["adopted", "adopted", "seen"]


def test_without_a_key_the_only_one_with_that_reason_does(world: World, round_: Round) -> None:
    asked = ask(world, "pupil", round_).json()["hint"]
    ask(world, "classmate", round_)
    put(world, round_, {"from_hint": {"code": asked["code"], "rules": "1"}})
    assert ShownHint.objects.get(annotator=world.pupil).response == "adopted"
    assert ShownHint.objects.get(annotator=world.classmate).response == "seen"


def test_it_is_carried_to_a_corrected_text(world: World, round_: Round) -> None:
    for words in ("should resign", "the storm"):
        mark(world.pupil, round_, words, "opinion", from_hint=FROM_HINT)
    start = HARBOUR.index(" because of the storm")
    edits = [TextEdit(0, 2, ""), TextEdit(start, start + 21, "")]
    correct_text(world.teacher, round_.text.article, 1, edits, [])
    round_ = Round.objects.get(pk=round_.pk)
    assert [row.from_hint for row in annotations_in(world.pupil, round_)] == [FROM_HINT]
    assert [row.from_hint for row in unplaced_annotations(world.pupil, round_)] == [FROM_HINT]
    assert list(ChangeLog().run()) == []


def test_reports_have_it_on_each_revision_and_in_the_same_numbers(world: World, round_: Round) -> None:
    plain = exercise(world, HintTiming.OFF, RoundMode.OPEN)
    for each, from_hint in ((round_, FROM_HINT), (plain, None)):
        mark(world.pupil, each, "should resign", "opinion", from_hint=from_hint)
    correct_text(world.teacher, round_.text.article, 1, [TextEdit(0, 2, "")], [])
    for revision in ("", "?revision=1"):
        url = f"/api/v1/articles/{round_.text.article_id}/report/{revision}"
        assert [row["from_hint"] for row in world.client("teacher").get(url).json()["marks"]] == [FROM_HINT]
    glances = [
        world.client("teacher").get(f"/api/v1/articles/{pk}/report/?round={round_pk}").json()["glance"]
        for pk, round_pk in ((round_.text.article_id, round_.pk), (plain.text.article_id, plain.pk))
    ]
    assert glances[0]["marks"] == glances[1]["marks"] == 1


def test_what_the_team_agrees_on_is_its_own(world: World, round_: Round) -> None:
    for who in (world.pupil, world.classmate):
        mark(who, round_, "should resign", "opinion", from_hint=FROM_HINT)
    final = apply_rule(round_clusters(world.teacher, round_), "all")
    adjudicate_many(world.teacher, round_, final)
    settled = Annotation.objects.filter(layer__kind=LayerKind.ADJUDICATED, layer__round=round_)
    assert [row.from_hint for row in settled] == [None]


def test_a_teacher_may_adopt_one_for_the_key(world: World, round_: Round) -> None:
    content = annotation_input(round_, "should resign", from_hint=FROM_HINT)
    key, _created = put_annotation(world.teacher, round_, uuid4(), content, LayerKind.KEY)
    assert Annotation.objects.get(pk=key.pk).from_hint == FROM_HINT


def test_what_is_held_of_a_person_has_their_hints(world: World) -> None:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    key = ask(world, "pupil", round_).json()["hint"]["key"]
    ask(world, "classmate", round_, more=True)
    address = f"/teams/{world.team.pk}/privacy/{world.pupil.pk}.zip"

    def held(who: str) -> list[Any]:
        archive = zipfile.ZipFile(io.BytesIO(world.client(who).get(address).content))
        rows: list[Any] = json.loads(archive.read("hints.json"))
        assert ("- " in archive.read("README.txt").decode()) == (who == "teacher")
        return rows

    assert [(row["key"], row["round"], row["response"]) for row in held("pupil")] == [
        (key, round_.pk, "seen")
    ]
    # The exercise is not revealed yet.
    assert held("teacher") == []
