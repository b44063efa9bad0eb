"""Files with hints: what readers made of the article is imported, what rules found is not, and the import says so."""

import json
from typing import Any

import pytest

from annotate.enums import HintTiming, RoundState
from annotate.rounds.actions import transition_round
from reports.archive.dump import dump_article
from reports.formats.interchange._w3c_hints import HINT_RULES
from reports.formats.record_validation import schema_validator
from reports.imports.reading import read_import
from reports.options import ReportOptions
from tests.reports.formats.tools import write
from tests.reports.hints import RULES, report_with_hints
from tests.reports.small import ANNOTATIONS
from tests.reports.test_hints_in_reports import QUESTION, exercise
from tests.world import World

LEFT_OUT = "hints, which were not imported"


def w3c() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(write("w3c", report_with_hints()))
    return data


def test_hints_are_a_collection_of_their_own_made_by_software() -> None:
    hints = w3c()["dcterms:relation"]
    assert hints["generator"] == {
        "type": "Software", "name": HINT_RULES, "schema:softwareVersion": RULES,
    }  # fmt: skip
    assert hints["total"] == len(hints["first"]["items"]) == len(report_with_hints().hints.items)
    names = [item["generator"]["name"] for item in hints["first"]["items"]]
    assert sorted(set(names)) == [HINT_RULES, "a-model, 2024-03-04"]
    assert {item["motivation"] for item in hints["first"]["items"]} == {"questioning"}
    assert len(w3c()["first"]["items"]) == len(ANNOTATIONS)


@pytest.mark.parametrize("top", ["the whole file", "the hints alone"])
def test_the_import_leaves_hints_out_and_says_so(top: str) -> None:
    data = w3c()
    if top == "the hints alone":
        hints = data["dcterms:relation"]
        data = {**data, "first": hints["first"]}
        del data["dcterms:relation"]
    parsed = read_import("report.w3c.jsonld", json.dumps(data).encode())
    (problem,) = parsed.problems
    assert LEFT_OUT in problem.message
    imported = [mark for document in parsed.documents for layer in document.layers.values() for mark in layer]
    assert len(imported) == (len(ANNOTATIONS) if top == "the whole file" else 0)


@pytest.mark.parametrize(
    "relation", [[], "x", {"type": "AnnotationCollection"}, {"generator": {"name": HINT_RULES}}]
)
def test_another_relation_than_ours_changes_nothing(relation: Any) -> None:
    data = json.dumps({**w3c(), "dcterms:relation": relation}).encode()
    parsed = read_import("report.w3c.jsonld", data)
    assert sum(len(layer) for document in parsed.documents for layer in document.layers.values()) == len(
        ANNOTATIONS
    )


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        pytest.param(None, {"code": "loaded-violence", "rules": RULES}, id="as written"),
        pytest.param('{"from_hint": {"code": "=cmd", "rules": "1"}}', None, id="no code of ours"),
        pytest.param('{"from_hint": "x"}', None, id="no hint"),
        pytest.param("[]", None, id="no object"),
    ],
)
def test_a_highlight_made_from_a_hint_stays_so(
    provenance: str | None, expected: dict[str, str] | None
) -> None:
    data = w3c()
    (item,) = [item for item in data["first"]["items"] if "dcterms:provenance" in item]
    if provenance is not None:
        item["dcterms:provenance"] = provenance
    (document,) = read_import("report.w3c.jsonld", json.dumps(data).encode()).documents
    (adopted,) = [mark for mark in document.layers["Ada"] if mark.quote == "slams"]
    assert adopted.from_hint == expected


@pytest.mark.django_db
def test_the_complete_file_has_them_once_everybody_may_see_them(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN, team=world.team)
    article = round_.text.article
    assert "hints" not in dump_article(world.teacher, article, ReportOptions())
    transition_round(world.teacher, round_, RoundState.REVEALED)
    record = dump_article(world.teacher, article, ReportOptions())
    schema_validator().validate(record)
    assert QUESTION in json.dumps(record["hints"])
    parsed = read_import("ferry.claimlight.json", json.dumps(record).encode())
    (problem,) = parsed.problems
    assert LEFT_OUT in problem.message
    assert "hints" not in (parsed.documents[0].record or {})
