"""The report's numbers, checked by hand, and the laws that hold for any text and annotations."""

import json

from hypothesis import given
from hypothesis import strategies as st

from annotate.codebook import read_codebook
from articles.words import Words
from reports.analysis.report import build
from reports.analysis.sources import Cue
from reports.formats import formats
from reports.layers import SpanAnnotation
from tests.reports.small import ANNOTATIONS, ARTICLE, BODY, report

PIECES = ["word", "naïve", "e\u0301", "🌉", "👩‍👩‍👧", "שלום", "漢字", "<b>", "&", " ", " ", ".", "\n\n", "\n"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
TAGS = ["factual-claim", "attributed-allegation", "opinion", "loaded-language"]


@st.composite
def annotated_texts(draw: st.DrawFn) -> tuple[str, list[SpanAnnotation]]:
    body = draw(TEXTS.filter(lambda text: bool(text.strip())))
    spans = st.tuples(
        st.integers(0, len(body) - 1), st.integers(1, 12), st.sampled_from(TAGS), st.sampled_from("ABC")
    )
    annotations = []
    for number, (start, size, tag, reader) in enumerate(draw(st.lists(spans, max_size=12))):
        quote = body[start : start + size]
        if quote.strip():
            annotations.append(
                SpanAnnotation(str(number), start, start + len(quote), tag, quote, reader, "2024")
            )
    return body, annotations


def test_at_a_glance() -> None:
    glance = report().glance
    assert (glance.readers, glance.marks, glance.passages, glance.words) == (2, 10, 7, 29)
    # slams | The … six: 7 | It was a disgrace: 4 | Taxes … cent: 6 | Nobody … that: 6
    assert glance.words_marked == 1 + 7 + 4 + 6 + 6
    assert glance.share == 24 / 29
    assert glance.per_100_words == 100 * 7 / 29
    assert [(tag.passages, tag.marks, tag.words) for tag in glance.tags] == [
        (2, 3, 13), (1, 2, 4), (2, 2, 10), (2, 3, 2),
    ]  # fmt: skip


def test_marks_on_the_same_words_are_one_passage_with_several_readers() -> None:
    slams = report().passages[0]
    assert (slams.quote, slams.readers, slams.number) == ("slams", ("Ada", "Bo"), 1)
    assert slams.detail_values("neutral") == ("answers", "criticises")


def test_claims_say_what_is_still_to_check() -> None:
    voted, taxes = report().claims
    assert voted.statuses == ("disputed", "supported")
    assert voted.to_check, "the readers disagree"
    assert taxes.statuses == ("unchecked",)
    assert taxes.to_check
    assert taxes.evidence == ("https://tax.example/2023",)


def test_who_says_so_merges_spellings_of_a_source_and_counts_its_words() -> None:
    (family,) = report().sources
    assert (family.name, family.count, family.share) == ("The family", 1, 1.0)
    assert family.cues == (Cue("said", 1, "neutral"),)
    # “It was a disgrace,” is four of the article's 29 words.
    assert (family.words, family.rests) == (4, 4 / 29)
    assert report().unsourced == ()


def test_an_allegation_without_a_source_is_called_out() -> None:
    annotations = [SpanAnnotation("1", 0, 5, "attributed-allegation", "Mayor", "Ada", "2024")]
    assert report(annotations).unsourced == (1,)


def test_the_authors_opinions_stand_apart() -> None:
    result = report()
    quotes = {passage.number: passage.quote for passage in result.passages}
    assert [quotes[n] for n in result.opinions.author] == ["Nobody should be surprised by that"]
    assert [quotes[n] for n in result.opinions.quoted] == ["It was a disgrace"]


def test_loaded_words_stand_beside_neutral_ones() -> None:
    slams, globalist = report().loaded
    assert (slams.words, slams.readers, slams.neutral, slams.targets) == (
        "slams", 2, ("answers", "criticises"), ("the critics",),
    )  # fmt: skip
    assert (globalist.words, globalist.readers, globalist.neutral) == ("globalist", 1, ())


def test_how_it_was_made() -> None:
    provenance = report().made
    assert (provenance.codebook, provenance.codebook_version, provenance.readers) == (
        read_codebook("four-tags").title,
        1,
        ("Ada", "Bo"),
    )
    assert provenance.first == provenance.last == "2024-03-04T10:00:00+00:00"


def test_without_marks_it_is_empty() -> None:
    assert report([]).empty
    assert not report().empty


def test_words_in_many_scripts() -> None:
    assert len(Words("It’s a well-known naïve cafe\u0301, 1,5 漢字 שלום!")) == 10


@given(annotated_texts(), st.randoms())
def test_the_order_of_people_makes_no_difference(
    case: tuple[str, list[SpanAnnotation]], random: object
) -> None:
    body, annotations = case
    mixed = list(annotations)
    random.shuffle(mixed)
    json_of = formats()["json"].write
    assert json_of(report(annotations, body, ())) == json_of(report(mixed, body, ()))


@given(annotated_texts())
def test_the_runs_are_the_text_and_each_lies_under_its_passages(
    case: tuple[str, list[SpanAnnotation]],
) -> None:
    body, annotations = case
    result = report(annotations, body, ())
    begun = [number for block in result.blocks for run in block.runs for number in run.begins]
    assert sorted(begun) == sorted(set(begun)), "a passage begins once"
    for block in result.blocks:
        at = block.start
        assert body.startswith("".join(run.text for run in block.runs), at)
        for run in block.runs:
            covering = {p.number for p in result.passages if p.start < at + len(run.text) and p.end > at}
            assert set(run.passages) == covering
            at += len(run.text)


@given(annotated_texts())
def test_shares_are_parts_of_one(case: tuple[str, list[SpanAnnotation]]) -> None:
    result = report(case[1], case[0], ())
    for counts in (result.glance, *result.glance.tags, *result.sources):
        assert 0 <= counts.share <= 1


def test_the_json_holds_every_number_of_the_report() -> None:
    data = json.loads(formats()["json"].write(report()))
    assert data["glance"]["words"] == 29
    assert data["text"]["body"] == BODY
    assert data["passages"][0]["quote"] == "slams"
    assert build.__module__ == "reports.analysis.report"
    assert ARTICLE.title == data["article"]["title"]
    assert len(ANNOTATIONS) == data["glance"]["marks"]
