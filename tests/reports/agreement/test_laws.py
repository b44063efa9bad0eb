"""What holds for every measure, whatever readers annotated."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.agreement import agreement, all_measures
from reports.agreement.confusion import confusion
from reports.agreement.continuum import Continuum, Unit
from reports.agreement.measure import NEEDS_TWO_READERS, NOBODY_MARKED
from reports.layers import SpanAnnotation

LENGTH = 60
SENTENCES = (0, 11, 30, 47)
TAGS = ("a", "b", "c")
ALL = sorted(all_measures())


@st.composite
def units(draw: st.DrawFn) -> Unit:
    start = draw(st.integers(0, LENGTH - 1))
    return start, draw(st.integers(start + 1, min(LENGTH, start + 15))), draw(st.sampled_from(TAGS))


KNOWN_INTERVAL = (0.34967320261438206, 0.96)
LAYERS = st.lists(st.lists(units(), max_size=7), min_size=2, max_size=5)


def scores(layers: list[list[Unit]], length: int = LENGTH, tags: tuple[str, ...] = TAGS) -> dict[str, float]:
    continuum = Continuum(length, layers, SENTENCES)
    values = {}
    for slug, measure in all_measures().items():
        for tag_group in [tags] if measure.scope == "all" else [(tag,) for tag in tags]:
            score = measure.score(continuum, tag_group)
            assert (score.value is None) == (score.why_undefined is not None)
            values[f"{slug} {'+'.join(tag_group)}"] = math.nan if score.value is None else score.value
            if score.low is not None:
                assert score.low <= score.high
    return values


def same(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(
        math.isclose(one[key], other[key], abs_tol=1e-9) or (math.isnan(one[key]) and math.isnan(other[key]))
        for key in one
    )


@given(LAYERS, st.randoms())
def test_the_order_of_readers_and_marks_makes_no_difference(layers: list[list[Unit]], random: object) -> None:
    mixed = [random.sample(layer, len(layer)) for layer in layers]
    random.shuffle(mixed)
    assert same(scores(layers), scores(mixed))


@given(LAYERS)
def test_the_names_of_tags_make_no_difference(layers: list[list[Unit]]) -> None:
    new = {"a": "z", "b": "y", "c": "x"}
    renamed = [[(start, end, new[tag]) for start, end, tag in layer] for layer in layers]
    before, after = scores(layers), scores(renamed, tags=("z", "y", "x"))
    assert same(before, dict(zip(before, after.values(), strict=True)))


@given(LAYERS)
def test_a_mark_made_twice_counts_once(layers: list[list[Unit]]) -> None:
    assert same(scores(layers), scores([layer + layer for layer in layers]))


@given(LAYERS)
def test_none_is_above_one(layers: list[list[Unit]]) -> None:
    for name, value in scores(layers).items():
        assert math.isnan(value) or value <= 1 + 1e-9, name
        if name.split()[0] in ("exact", "overlap", "letters"):
            assert math.isnan(value) or value >= 0


@given(st.lists(units(), min_size=1, max_size=7), st.integers(2, 4))
def test_identical_layers_agree_wholly_or_there_is_nothing_to_agree_on(
    layer: list[Unit], people: int
) -> None:
    for name, value in scores([layer] * people).items():
        assert math.isnan(value) or math.isclose(value, 1), name


@given(LAYERS.filter(lambda layers: len(layers) == 2 and any(layers[0]) and not layers[1]))
def test_who_marked_nothing_is_no_agreement(layers: list[list[Unit]]) -> None:
    for name, value in scores(layers).items():
        assert math.isnan(value) or value <= 0, name


@pytest.mark.parametrize("slug", ALL)
def test_one_reader_needs_another(slug: str) -> None:
    score = all_measures()[slug].score(Continuum(10, [[(0, 5, "a")]]), ("a",))
    assert (score.value, score.why_undefined) == (None, NEEDS_TWO_READERS.format(count=1))


@pytest.mark.parametrize("slug", ALL)
def test_what_nobody_marked_is_never_full_agreement(slug: str) -> None:
    score = all_measures()[slug].score(Continuum(10, [[], []]), ("a",))
    assert (score.value, score.n, score.why_undefined) == (None, 0, NOBODY_MARKED)


@given(LAYERS)
def test_pairs_counted_one_by_one_give_the_same(layers: list[list[Unit]]) -> None:
    """Exact and by letter against the plain definition, pair by pair and letter by letter."""
    values = scores(layers)
    for tag in TAGS:
        spans = [{(s, e) for s, e, t in layer if t == tag} for layer in layers]
        letters = [{i for s, e in reader_spans for i in range(s, e)} for reader_spans in spans]
        for slug, sets in (("exact", spans), ("letters", letters)):
            both = sum(2 * len(one & two) for one, two in combinations(sets, 2))
            all_ = sum(len(one) + len(two) for one, two in combinations(sets, 2))
            expected = both / all_ if all_ else math.nan
            value = values[f"{slug} {tag}"]
            assert math.isclose(value, expected, abs_tol=1e-9) or (math.isnan(value) and math.isnan(expected))


def merged(layer: list[Unit], tag: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((s, e) for s, e, t in layer if t == tag):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@given(LAYERS)
def test_the_many_valued_alpha_is_that_of_the_plain_definition(layers: list[list[Unit]]) -> None:
    """uα over sets of tags, letter by letter, with every pair of readers: no sweep, no arrays."""
    people, total = len(layers), len(layers) * LENGTH
    values = [[frozenset(t for s, e, t in layer if s <= i < e) for i in range(LENGTH)] for layer in layers]
    edges = [{e for tag in TAGS for unit in merged(layer, tag) for e in unit} for layer in layers]
    units_of: dict[frozenset[str], list[int]] = {}
    for reader_values, cuts in zip(values, edges, strict=True):
        for start, end in pairwise(sorted({0, LENGTH, *cuts})):
            units_of.setdefault(reader_values[start], []).append(end - start)
    weight = {v: sum(sizes) if not v else sum(n * n for n in sizes) for v, sizes in units_of.items()}
    observed = sum(
        one[i] == two[i] for one in values for two in values if one is not two for i in range(LENGTH)
    ) / (people - 1)
    chance = total / (total**2 - sum(weight.values()))
    expected = sum(chance * (sum(sizes) ** 2 - weight[v]) for v, sizes in units_of.items())
    value = scores(layers)["unitizing a+b+c"]
    if any(layers) and total - expected > 1e-9:
        assert math.isclose(value, 1 - (total - observed) / (total - expected), abs_tol=1e-9)
    else:
        assert math.isnan(value)


@given(LAYERS)
def test_a_row_of_the_confusion_table_is_everything_or_nothing(layers: list[list[Unit]]) -> None:
    table = confusion(Continuum(LENGTH, layers), TAGS)
    assert table.rows == (*TAGS, "")
    for tag, letters, row in zip(table.rows, table.letters, table.shares, strict=True):
        assert all(0 <= share <= 1 + 1e-9 for share in row)
        assert math.isclose(sum(row), 1) if letters else not any(row)
        tagged = [{i for s, e, t in layer if t == tag for i in range(s, e)} for layer in layers]
        untagged = [set(range(LENGTH)) - {i for s, e, _ in layer for i in range(s, e)} for layer in layers]
        assert math.isclose(letters, sum(map(len, tagged if tag else untagged)), abs_tol=1e-6)


def test_confusion_of_a_claim_with_an_opinion_by_hand() -> None:
    # The first tags [0,4) a and [0,2) c as well, the second [0,4) b: a is taken for b; so is c.
    table = confusion(Continuum(10, [[(0, 4, "a"), (0, 2, "c")], [(0, 4, "b")]]), TAGS)
    shares = dict(zip(table.rows, table.shares, strict=True))
    assert shares["a"] == (0, 1, 0, 0)
    assert shares["c"] == (0, 1, 0, 0)
    # What the second tagged b, the first tagged a on two letters, and half a, half c on two.
    assert shares["b"] == (0.75, 0, 0.25, 0)
    assert shares[""] == (0, 0, 0, 1)


def test_the_interval_is_the_same_each_time_and_holds_the_value() -> None:
    layers: list[list[Unit]] = [
        [(0, 5, "a"), (12, 20, "a"), (33, 40, "a"), (50, 55, "a")],
        [(0, 5, "a"), (13, 20, "a"), (31, 36, "a")],
    ]
    continuum = Continuum(LENGTH, layers, SENTENCES)
    for slug in ("exact", "overlap", "letters", "tagging"):
        first = all_measures()[slug].score(continuum, ("a",))
        again = all_measures()[slug].score(Continuum(LENGTH, layers, SENTENCES), ("a",))
        assert first == again
        assert first.low < first.value < first.high
    # With this seed and this generator; another would move the second decimal.
    score = all_measures()["letters"].score(continuum, ("a",))
    assert (score.low, score.high) == pytest.approx(KNOWN_INTERVAL)


def test_a_single_sentence_has_no_interval() -> None:
    score = all_measures()["letters"].score(Continuum(20, [[(0, 5, "a")], [(0, 4, "a")]]), ("a",))
    assert (score.low, score.high) == (None, None)


def test_outer_punctuation_is_left_aside_and_who_marked_nothing_counts() -> None:
    text = "It rained. “It did not,” he said."

    def annotate(quote: str, reader: str) -> SpanAnnotation:
        start = text.index(quote)
        return SpanAnnotation(f"{reader}{start}", start, start + len(quote), "a", quote, reader, "2024")

    alike = agreement(
        text, {"Ada": [annotate("“It did not,”", "Ada")], "Bo": [annotate("It did not", "Bo")]}, ["a"]
    )
    assert alike.of("exact", "a").score.value == 1
    silent = agreement(text, {"Ada": [annotate("It rained", "Ada")], "Bo": []}, ["a"])
    assert silent.readers == 2
    assert silent.of("letters").score.value == 0


def test_each_measure_is_in_the_file_of_its_name() -> None:
    for slug, measure in all_measures().items():
        assert type(measure).__module__ == f"reports.agreement.measures.{slug.replace('-', '_')}"


def test_one_measure_stands_for_all() -> None:
    assert [slug for slug, measure in all_measures().items() if measure.headline] == ["letters"]
