"""Our own complete file: everything that is kept goes out and comes back, with its history."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from django.test import Client

from annotate.access import CORRECTED
from annotate.annotations.actions import delete_annotation, put_annotation, submit_layer
from annotate.annotations.adjudication import adjudicate_many
from annotate.annotations.replay import replay_changes
from annotate.annotations.spans import NO_MATCH
from annotate.codebook import read_codebook
from annotate.codebooks.actions import import_codebook
from annotate.discussion.comments import put_comment, resolve_thread
from annotate.discussion.polls import cast_vote, close_poll, open_poll
from annotate.enums import HintTiming, LayerKind, RoundMode, RoundState
from annotate.extensions.actions import extend
from annotate.hints.actions import request_hint
from annotate.models import Annotation, Change, Comment, Round
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from annotate.tag import Detail
from articles.actions import create_frozen_articles
from articles.editing.text_edit import TextEdit
from articles.models import Article
from articles.text.draft import Draft
from people.actions.accounts import add_member, create_team
from people.models import Team, User
from people.permissions import PermissionRefused, Role
from reports.actions import merge_source, write_finding
from reports.archive.load import CORRECTED_SINCE, NOT_ONE_PERSON
from reports.formats.interchange.claimlight import OTHER_VERSION
from reports.formats.parsed import RowError
from reports.formats.record_validation import DANGLING, DUPLICATE, SCHEMA, WRONG_HASH
from reports.imports.actions import Choices, apply_import, preview_import, upload_import
from reports.loader import claim_tag
from reports.models import Import
from tests.annotate.revisions.test_correcting import correct, replacing
from tests.wording import says
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db


def record(user: User, article: Article, query: str = "") -> dict[str, Any]:
    client = Client()
    client.force_login(user)
    answer = client.get(f"/api/v1/articles/{article.pk}/report.claimlight{query}")
    assert answer.status_code == 200
    return json.loads(answer.content)


def imported(user: User, data: dict[str, Any], team: Team | None, **choices: Any) -> Import:
    # Roles are remembered by whoever is asked.
    user = User.objects.get(pk=user.pk)
    import_ = upload_import(user, "record.claimlight.json", json.dumps(data).encode(), team)
    return apply_import(user, import_, Choices(**choices))


def lively(world: World) -> None:
    """Everything that can happen to an article has happened."""
    teacher, pupil, classmate = world.teacher, world.pupil, world.classmate
    claim, round_ = world.annotations["claim"], world.round
    gone = mark(pupil, round_, "Nobody should be surprised", "opinion")
    delete_annotation(pupil, round_, gone.pk)
    first, _new = put_comment(teacher, round_, uuid4(), claim, f"Is it, @{pupil.name}?")
    put_comment(pupil, round_, uuid4(), claim, "It is.", first)
    resolve_thread(teacher, round_, first, True)
    key = annotation_input(
        round_, "slams", "loaded-language", answer={"tolerance": "exact", "also": ["opinion"]}
    )
    put_annotation(teacher, round_, uuid4(), key, LayerKind.KEY)
    adjudicate_many(teacher, round_, [annotation_input(round_, "globalist", "loaded-language")])
    poll = open_poll(teacher, round_, 2, 9)
    cast_vote(pupil, round_, poll, "opinion")
    cast_vote(classmate, round_, poll, "")
    close_poll(teacher, round_, poll)
    submit_layer(pupil, round_)
    Round.objects.filter(pk=round_.pk).update(due_at=datetime(2126, 12, 4, 17, tzinfo=UTC))
    extend(teacher, round_, [pupil], datetime(2126, 12, 5, 17, tzinfo=UTC))
    merge_source(teacher, world.article, "union", "The workers")
    start = world.text.body.index("Taxes")
    write_finding(
        teacher, world.article, claim_tag(teacher, world.article), start, start + 26,
        {"status": "supported", "evidence": ["https://tax.example/"]}, "So the tax office says.",
    )  # fmt: skip
    settings = RoundSettings(
        RoundMode.INDEPENDENT,
        "Mark alone.",
        None,
        (0, 60),
        hints=HintTiming.ON_REQUEST,
        detail_suggestions=False,
        participants=(pupil, classmate),
    )
    second = create_round(teacher, world.text, settings, world.codebook)
    mark(classmate, second, "slams", "loaded-language", details={"neutral": "criticises"}, note="x" * 2000)
    Article.objects.filter(pk=world.article.pk).update(language="en")
    with_hints = Round.objects.get(pk=second.pk)
    hint = request_hint(classmate, with_hints, 0, more=True)
    assert hint
    from_hint = {"code": hint.hint.reason.code, "rules": "1", "key": hint.key}
    mark(classmate, second, "Mayor slams", "loaded-language", from_hint=from_hint)
    assert request_hint(pupil, with_hints, 0, more=True)
    transition_round(teacher, second, RoundState.REVEALED)


def corrected(world: World) -> None:
    """Then the text was corrected, with highlights that move, and one that loses its place."""
    lively(world)
    correct(world, replacing("🌉 ", ""), replacing("globalist ", ""))


def test_it_is_as_its_schema_says(world: World) -> None:
    lively(world)
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(record(world.teacher, world.article))


@pytest.mark.parametrize("history", [lively, corrected], ids=["lively", "corrected"])
def test_everything_comes_back_elsewhere_and_here(world: World, history: Callable[[World], None]) -> None:
    history(world)
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    add_member(team, world.colleague, Role.EDITOR)
    import_ = imported(world.teacher, before, team)
    assert import_.result["articles"] == 1
    assert import_.result["problems"] == []
    (copy,) = team.articles.all()
    after = record(world.teacher, copy)
    # The same marks are there twice now, so that the copies have ids of their own.
    assert _without_ids(after) == _without_ids(before)
    assert len(before["rounds"]) == 3
    assert {r["state"] for r in before["rounds"]} == {"open", "draft", "revealed"}
    world.article.delete()
    back = create_team(world.teacher, "A third")
    imported(world.teacher, before, back)
    assert record(world.teacher, back.articles.get()) == before


def _without_ids(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        found = [_without_ids(inner, name) for inner in value]
        return sorted(found, key=str) if name == "annotations" else found
    return "" if name in ("id", "annotation", "reply_to", "marks") and isinstance(value, str) else value


@pytest.mark.parametrize("history", [lively, corrected], ids=["lively", "corrected"])
def test_the_log_of_what_came_back_gives_its_marks(world: World, history: Callable[[World], None]) -> None:
    history(world)
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, before, team)
    for round_ in Round.objects.filter(text__article__team=team):
        folded = replay_changes(round_.changes.order_by("seq").values_list("verb", "payload"))
        standing = Annotation.objects.filter(layer__round=round_, deleted=False)
        assert set(folded) == {str(row.pk) for row in standing}
        for row in standing:
            said = folded[str(row.pk)]["annotator"]
            assert (said and said["id"]) == row.layer.annotator_id
    handed_in = Change.objects.get(round__text__article__team=team, verb="layer.submit")
    assert handed_in.payload["annotator"] == team.people.get(name=world.pupil.name).pk, "as the log has it"


def test_twice_changes_nothing(world: World) -> None:
    lively(world)
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, before, team)
    counts = [kind.objects.count() for kind in (Article, Round, Annotation, Comment, User)]
    again = imported(world.teacher, before, team)
    assert (again.result["articles"], again.result["marks"]) == (0, 0)
    assert [kind.objects.count() for kind in (Article, Round, Annotation, Comment, User)] == counts
    assert imported(world.teacher, before, world.team).result["marks"] == 0, "where it came from"


def test_no_exercise_is_added_to_a_text_that_was_corrected_since(world: World) -> None:
    data = record(world.teacher, world.article)
    correct(world, replacing("🌉 ", ""))
    world.round.move_to_bin(world.teacher)
    with pytest.raises(PermissionRefused) as refused:
        imported(world.teacher, data, world.team)
    assert says(CORRECTED_SINCE.format(title=world.article.title), str(refused.value))
    assert not Round.all_objects.filter(text=world.text).exists()
    # Elsewhere the file has a text of its own.
    assert imported(world.teacher, data, create_team(world.teacher, "Another class")).result["articles"] == 1


def test_without_names_nothing_leads_back_to_anybody(world: World) -> None:
    lively(world)
    named = record(world.teacher, world.article)
    people = [world.teacher, world.pupil, world.classmate]
    hidden = json.dumps(record(world.teacher, world.article, "?names=hidden"), ensure_ascii=False)
    for person in people:
        assert person.email not in json.dumps(named)
        assert person.name in json.dumps(named)
        assert person.name not in hidden
    for mark_ in Annotation.objects.all():
        assert str(mark_.pk) not in hidden
        assert mark_.created_at.isoformat() not in hidden
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(json.loads(hidden))
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, json.loads(hidden), team)
    assert set(team.people.values_list("name", flat=True)) == {
        world.teacher.name,
        "Reader 1",
        "Reader 2",
        "Reader 3",
    }


def test_only_what_one_may_see_is_in_it(world: World) -> None:
    lively(world)
    Round.objects.filter(pk=world.round.pk).update(mode=RoundMode.INDEPENDENT)
    seen = json.dumps(record(world.pupil, world.article)["rounds"][0])
    assert str(world.annotations["claim"].pk) in seen
    for other in Annotation.objects.filter(layer__round=world.round, layer__annotator=world.classmate):
        assert str(other.pk) not in seen
    assert all(
        vote["voter"] is None or len(poll["votes"]) == 1
        for poll in record(world.pupil, world.article)["rounds"][0]["polls"]
        for vote in poll["votes"]
    ), "what others voted is theirs"


def test_who_is_left_out_is_left_out_with_all_they_marked(world: World) -> None:
    lively(world)
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, before, team, people={world.classmate.name: "skip"})
    whole = json.dumps(record(world.teacher, team.articles.get()))
    assert world.classmate.name not in whole
    assert world.pupil.name in whole


def test_two_of_one_name_stay_two(world: World) -> None:
    User.objects.filter(pk__in=(world.pupil.pk, world.classmate.pk)).update(name="Ada")
    before = record(world.teacher, world.article)
    assert {row["name"] for row in before["people"]} >= {"Ada", "Ada (2)"}
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, before, team)
    assert record(world.teacher, team.articles.get())["people"] == before["people"]


def test_an_answer_may_be_called_as_people_are_in_a_record(world: World) -> None:
    """A team's tag may ask for a “person”; the answer is a text, and no number of somebody."""
    pure = read_codebook("four-tags")
    asks = replace(pure.tags[0], details=(Detail("person", "Person", "text"),))
    codebook = import_codebook(world.teacher, replace(pure, tags=(asks,), ships=False), world.team)
    round_ = create_round(world.teacher, world.text, codebook=codebook)
    mark(world.teacher, round_, "Taxes", asks.slug, details={"person": "Ada"})
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    imported(world.teacher, before, team)
    assert Annotation.objects.get(layer__round__text__article__team=team, quote="Taxes").details == {
        "person": "Ada"
    }


def test_two_people_cannot_become_one(world: World) -> None:
    before = record(world.teacher, world.article)
    team = create_team(world.teacher, "Another class")
    same = {person.name: str(world.teacher.pk) for person in (world.pupil, world.classmate)}
    with pytest.raises(PermissionRefused) as refused:
        imported(world.teacher, before, team, people=same)
    assert str(refused.value) == NOT_ONE_PERSON
    assert not team.articles.exists()


def _first_round(key: str, value: Any) -> Any:
    return lambda data: data["rounds"][0].__setitem__(key, value)


def _first_mark(key: str, value: Any) -> Any:
    return lambda data: data["rounds"][0]["annotations"][0].__setitem__(key, value)


BREAKS: dict[str, Any] = {
    "text": lambda data: data["texts"][0].__setitem__("body", data["texts"][0]["body"] + "!"),
    "quote": _first_mark("start", 1),
    "tag": _first_mark("tag", "none"),
    "layer": _first_mark("layer", 99),
    "person": lambda data: data["rounds"][0]["layers"][0].__setitem__("annotator", {"person": 99}),
    "mode": _first_round("mode", "sideways"),
    "time": _first_round("created_at", "yesterday"),
    "version": lambda data: data.__setitem__("version", 2),
    "twice": lambda data: data["rounds"][0]["annotations"].append(data["rounds"][0]["annotations"][0]),
    "more": lambda data: data.__setitem__("password", "1234"),
}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("text", WRONG_HASH),
        ("quote", NO_MATCH),
        ("tag", DANGLING.format(thing="tag", value="none")),
        ("layer", DANGLING.format(thing="layer", value="99")),
        ("person", DANGLING.format(thing="person", value="99")),
        ("mode", "rounds/0/mode"),
        ("time", "rounds/0/created_at"),
        ("version", OTHER_VERSION.format(version="2")),
        ("twice", DUPLICATE),
        ("more", "password"),
    ],
)
def test_a_record_that_does_not_hold_together_is_refused_and_says_where(
    world: World, what: str, said: str
) -> None:
    data = record(world.teacher, world.article)
    BREAKS[what](data)
    import_ = upload_import(world.teacher, "record.json", json.dumps(data).encode(), world.team)
    seen = preview_import(world.teacher, import_, Choices())
    assert seen.summary.documents == 0
    (problem,) = seen.problems
    assert says(said, str(problem.message))
    assert problem.where.startswith("record.json")
    with pytest.raises(RowError):
        upload_import(world.teacher, "record.json", b'{"format": "claimlight", "version": ', world.team)


def test_the_schema_knows_every_verb_of_the_log() -> None:
    """Each call of ``append_change`` names the verb by a constant of its module."""
    root = Path(__file__).parents[3]
    names = re.compile(r"\bappend_change\(\s*\w+(?:\.\w+)?,\s*user,\s*([^,]+),")
    found = set()
    for path in (root / "annotate").rglob("*.py"):
        for given in names.findall(path.read_text(encoding="utf-8")):
            module = import_module(".".join(path.relative_to(root).with_suffix("").parts))
            found |= {getattr(module, name) for name in re.findall(r"\b[A-Z][A-Z_]+\b", given)}
    # A correction logs all that it carries over at once.
    found.add(CORRECTED)
    assert found == set(SCHEMA["$defs"]["change"]["properties"]["verb"]["enum"])


@pytest.mark.parametrize(
    "which", [slice(None, None, -1), slice(1, None)], ids=["newest first", "newest only"]
)
def test_revisions_in_a_file_keep_their_numbers(world: World, which: slice) -> None:
    article = create_frozen_articles(world.teacher, [Draft("The mayor slams critics.")])[0].article
    correct_text(world.teacher, article, 1, [TextEdit(0, 3, "A")], [])
    data = record(world.teacher, article)
    data["texts"] = data["texts"][which]
    data["texts"][-1]["edits"] = None
    numbers = sorted(text["revision"] for text in data["texts"])
    team = create_team(world.teacher, "Another team")
    imported(world.teacher, data, team)
    texts = Article.objects.get(team=team).texts.order_by("revision")
    assert [text.revision for text in texts] == numbers
    assert texts.last().body == "A mayor slams critics."
