"""Hints that nobody highlighted: which they are, and that nothing else in a report depends on them."""

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.codebook import read_codebook
from annotate.enums import LayerKind
from articles.hints import Hint, Reason
from reports.analysis.report import Report, ReportContext, ReportInput, ReportQuery, TextFacts, build
from reports.analysis.unmarked_hints import FoundHints
from reports.formats.interchange.json import to_plain
from reports.layers import Layer, SpanAnnotation
from tests.reports.analysis.test_report import TAGS, annotated_texts
from tests.reports.hints import RULES, SMALL, found, loaded, said
from tests.reports.small import ANNOTATIONS, ARTICLE, BODY, annotation, layers, report

CODEBOOK = read_codebook("four-tags")
DISGRACE = "“It was a disgrace,”"
HINT = SpanAnnotation(
    "h", 0, 5, "opinion", "Mayor", "Ada", "2024", "", {}, {"code": "should", "rules": "1.x"}
)


@st.composite
def hinted_texts(draw: st.DrawFn) -> tuple[str, list[SpanAnnotation], dict[str, Hint]]:
    body, annotations = draw(annotated_texts())
    from_hint = st.sampled_from([None, {"code": "should", "rules": "1.x"}])
    annotations = [replace(each, from_hint=draw(from_hint)) for each in annotations]
    offsets = st.tuples(st.integers(0, len(body) - 1), st.integers(1, 12))
    hints = {}
    for number in range(draw(st.integers(0, 8))):
        (start, size), (cue, cue_size) = draw(offsets), draw(offsets)
        extent, word = (start, min(len(body), start + size)), (cue, min(len(body), cue + cue_size))
        details = {"cue": word, "pieces": tuple(draw(st.lists(st.just(extent), max_size=1)))}
        reason = Reason(draw(st.sampled_from(["should", "judgement"])), {"word": body[slice(*word)]})
        hints[str(number)] = Hint(
            *extent,
            draw(st.sampled_from([*TAGS, "no-such-tag"])),
            reason,
            draw(st.booleans()),
            details,
            "kind",
        )
    return body, annotations, hints


CASES = hinted_texts()


def built(
    body: str, annotations: list[SpanAnnotation], hints: dict[str, Hint] | None, from_hints: bool = True
) -> Report:
    context = ReportContext(hints=None if hints is None else FoundHints(RULES, hints))
    text = TextFacts(1, "0" * 64, body, ())
    query = ReportQuery(from_hints=from_hints)
    return build(ReportInput(ARTICLE, text, CODEBOOK, layers(annotations), query, context))


def listed_quotes(annotations: list[SpanAnnotation], *hints: Hint) -> list[str]:
    listed = report(annotations, hints=found(*hints)).hints
    assert listed is not None
    return [hint.quote for hint in listed.items]


def different(one: Report, other: Report) -> set[str]:
    """Return the fields in which two reports differ."""
    return {field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)}


@given(CASES)
def test_with_hints_or_without_a_report_is_the_same_in_everything_else(
    case: tuple[str, list[SpanAnnotation], dict[str, Hint]],
) -> None:
    body, annotations, hints = case
    with_hints, without = built(body, annotations, hints), built(body, annotations, None)
    assert different(with_hints, without) == {"hints"}
    assert {**to_plain(with_hints), "hints": None} == to_plain(without)


@given(CASES, st.randoms())
def test_the_order_of_hints_makes_no_difference(
    case: tuple[str, list[SpanAnnotation], dict[str, Hint]], random: Random
) -> None:
    body, annotations, hints = case
    mixed = list(hints.items())
    random.shuffle(mixed)
    assert built(body, annotations, hints).hints == built(body, annotations, dict(mixed)).hints


@given(CASES)
def test_a_hint_is_listed_if_no_highlight_of_its_tag_shares_a_character_with_it(
    case: tuple[str, list[SpanAnnotation], dict[str, Hint]],
) -> None:
    body, annotations, hints = case
    highlighted = {tag: set[int]() for tag in TAGS}
    for each in annotations:
        highlighted[each.tag] |= set(range(each.start, each.end))

    def is_touched(hint: Hint) -> bool:
        extents = (hint.cue, (hint.start, hint.end), *hint.details.get("pieces", ()))
        return any(highlighted[hint.tag] & set(range(*extent)) for extent in extents)

    unmarked = {key for key, hint in hints.items() if hint.tag in TAGS and not is_touched(hint)}
    listed = built(body, annotations, hints).hints
    assert listed is not None
    assert {hint.key for hint in listed.items} == unmarked


@given(CASES)
def test_where_highlights_came_from_changes_no_number(
    case: tuple[str, list[SpanAnnotation], dict[str, Hint]],
) -> None:
    body, annotations, _ = case
    plain = built(body, [replace(each, from_hint=None) for each in annotations], None)
    same = built(body, annotations, None)
    for name in ("glance", "agreement", "heat", "blocks", "sources", "opinions", "loaded"):
        assert getattr(plain, name) == getattr(same, name)


@given(CASES)
def test_leaving_out_what_was_made_from_hints_changes_the_agreement_only(
    case: tuple[str, list[SpanAnnotation], dict[str, Hint]],
) -> None:
    body, annotations, hints = case
    with_all, without = built(body, annotations, hints), built(body, annotations, hints, from_hints=False)
    assert different(with_all, without) <= {"agreement", "made"}
    assert replace(without.made, asked=with_all.made.asked) == with_all.made
    own = [each for each in annotations if not each.from_hint]
    readers = {each.annotator for each in annotations}
    if {each.annotator for each in own} == readers:
        assert without.agreement == built(body, own, None).agreement


def test_the_small_text() -> None:
    listed = report(hints=found(*SMALL)).hints
    assert listed is not None
    assert (listed.generator, listed.rules) == ("software", RULES)
    (disgrace,) = listed.items
    assert (disgrace.quote, disgrace.tag, disgrace.sure, disgrace.first) == (
        "disgrace", "loaded-language", False, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("highlight", "is_listed"),
    [
        pytest.param(annotation("attributed-allegation", "disgrace", "Ada"), False, id="what is said"),
        pytest.param(annotation("attributed-allegation", "said", "Ada"), False, id="the cue"),
        pytest.param(annotation("attributed-allegation", "the family", "Ada"), True, id="the source alone"),
        pytest.param(annotation("opinion", DISGRACE, "Ada"), True, id="another tag"),
    ],
)
def test_an_allegation_is_noticed_by_what_is_said_or_by_its_cue(
    highlight: SpanAnnotation, is_listed: bool
) -> None:
    hint = said(DISGRACE, "said", "the family")
    assert listed_quotes([highlight], hint) == ([DISGRACE] if is_listed else [])


def test_a_highlight_beside_a_hint_does_not_touch_it() -> None:
    assert listed_quotes([annotation("loaded-language", "Mayor ", "Ada")], loaded("slams")) == ["slams"]


def test_the_teams_final_highlights_count_too() -> None:
    final = annotation("loaded-language", "slams", "")
    readers = [*layers(ANNOTATIONS[2:3]), Layer("", (final,), kind=LayerKind.ADJUDICATED)]
    context = ReportContext(hints=found(loaded("slams")))
    text = TextFacts(1, "0" * 64, BODY, ())
    result = build(ReportInput(ARTICLE, text, CODEBOOK, readers, ReportQuery(), context))
    assert result.hints is not None
    assert result.hints.items == ()


def test_the_first_ones_are_sure_and_few() -> None:
    body = "A shameful day. " * 200
    word = loaded("shameful", body=body)
    hints = {
        str(number): replace(word, start=cue[0], end=cue[1], sure=number % 2 == 0, details={"cue": cue})
        for number in range(200)
        for cue in [(16 * number + 2, 16 * number + 10)]
    }
    listed = built(body, [], hints).hints
    assert listed is not None
    assert len(listed.items) == 200
    # 600 words, of which 15 in 1,000.
    assert len(listed.first) == 9
    assert all(each.sure for each in listed.first)


def test_provenance_says_how_many_highlights_were_made_from_hints_and_who_asked() -> None:
    asked = Layer("Ada", (HINT,), hints_requested=2)
    unfinished = Layer("Bo", (), done=False, hints_requested=1)
    other = Layer("Cem", (replace(HINT, id="o", annotator="Cem", from_hint=None),))
    text = TextFacts(1, "0" * 64, BODY, ())
    made = build(ReportInput(ARTICLE, text, CODEBOOK, [asked, unfinished, other])).made
    assert (made.from_hints, made.requested_hints) == (1, 1)
