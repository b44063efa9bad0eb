"""The report's numbers, against a count by hand; and the laws that hold for any text and marks."""

import json

from hypothesis import given
from hypothesis import strategies as st

from articles.words import Words
from reports.analysis.report import build
from reports.analysis.sources import Cue
from reports.formats import formats
from reports.layers import SpanAnnotation
from tests.reports.small import ARTICLE, BODY, MARKS, report

PIECES = ["word", "naïve", "e\u0301", "🌉", "👩‍👩‍👧", "שלום", "漢字", "<b>", "&", " ", " ", ".", "\n\n", "\n"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
TAGS = ["factual-claim", "attributed-allegation", "opinion", "loaded-language"]


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[SpanAnnotation]]:
    body = draw(TEXTS.filter(lambda text: bool(text.strip())))
    spans = st.tuples(
        st.integers(0, len(body) - 1), st.integers(1, 12), st.sampled_from(TAGS), st.sampled_from("ABC")
    )
    marks = []
    for number, (start, size, tag, who) in enumerate(draw(st.lists(spans, max_size=12))):
        quote = body[start : start + size]
        if quote.strip():
            marks.append(SpanAnnotation(str(number), start, start + len(quote), tag, quote, who, "2024"))
    return body, marks


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
    assert slams.said("neutral") == ("answers", "criticises")


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
    marks = [SpanAnnotation("1", 0, 5, "attributed-allegation", "Mayor", "Ada", "2024")]
    assert report(marks).unsourced == (1,)


def test_the_authors_opinions_stand_apart() -> None:
    found = report()
    quotes = {passage.number: passage.quote for passage in found.passages}
    assert [quotes[n] for n in found.opinions.author] == ["Nobody should be surprised by that"]
    assert [quotes[n] for n in found.opinions.quoted] == ["It was a disgrace"]


def test_loaded_words_stand_beside_neutral_ones() -> None:
    slams, globalist = report().loaded
    assert (slams.words, slams.readers, slams.neutral, slams.targets) == (
        "slams", 2, ("answers", "criticises"), ("the critics",),
    )  # fmt: skip
    assert (globalist.words, globalist.readers, globalist.neutral) == ("globalist", 1, ())


def test_how_it_was_made() -> None:
    made = report().made
    assert (made.codebook, made.codebook_version, made.readers) == ("The four tags", 1, ("Ada", "Bo"))
    assert made.first == made.last == "2024-03-04T10:00:00+00:00"


def test_without_marks_it_is_empty() -> None:
    assert report([]).empty
    assert not report().empty


def test_words_in_many_scripts() -> None:
    assert len(Words("It’s a well-known naïve cafe\u0301, 1,5 漢字 שלום!")) == 10


@given(texts_with_marks(), st.randoms())
def test_the_order_of_people_makes_no_difference(
    case: tuple[str, list[SpanAnnotation]], random: object
) -> None:
    body, marks = case
    mixed = list(marks)
    random.shuffle(mixed)
    json_of = formats()["json"].write
    assert json_of(report(marks, body, ())) == json_of(report(mixed, body, ()))


@given(texts_with_marks())
def test_the_runs_are_the_text_and_each_lies_under_its_passages(
    case: tuple[str, list[SpanAnnotation]],
) -> None:
    body, marks = case
    found = report(marks, body, ())
    begun = [number for block in found.blocks for run in block.runs for number in run.begins]
    assert sorted(begun) == sorted(set(begun)), "a passage begins once"
    for block in found.blocks:
        at = block.start
        assert body.startswith("".join(run.text for run in block.runs), at)
        for run in block.runs:
            over = {p.number for p in found.passages if p.start < at + len(run.text) and p.end > at}
            assert set(run.passages) == over
            at += len(run.text)


@given(texts_with_marks())
def test_shares_are_parts_of_one(case: tuple[str, list[SpanAnnotation]]) -> None:
    found = report(case[1], case[0], ())
    for part in (found.glance, *found.glance.tags, *found.sources):
        assert 0 <= part.share <= 1


def test_the_json_holds_every_number_of_the_report() -> None:
    data = json.loads(formats()["json"].write(report()))
    assert data["glance"]["words"] == 29
    assert data["text"]["body"] == BODY
    assert data["passages"][0]["quote"] == "slams"
    assert build.__module__ == "reports.analysis.report"
    assert ARTICLE.title == data["article"]["title"]
    assert len(MARKS) == data["glance"]["marks"]
