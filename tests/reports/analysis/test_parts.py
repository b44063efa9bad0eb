"""The parts of the report: sources, cues, loaded words, the neutral text, claims with findings, disputes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.sentences import Sentences
from articles.text.stems import stem_words
from reports.analysis.claims import Finding, finding_on
from reports.analysis.reporting_verbs import stance
from reports.layers import Layer, SpanAnnotation
from tests.reports.small import ANNOTATIONS, BODY, annotation, report


def test_names_merged_by_hand_are_one_source() -> None:
    annotations = [
        annotation("attributed-allegation", "“It was a disgrace,”", "Ada", source="The NGO", cue="claimed"),
        annotation(
            "attributed-allegation", "Taxes fell by four per cent", "Ada", source="Defenders’", cue="revealed"
        ),
    ]
    apart = report(annotations).sources
    assert [(source.name, source.count) for source in apart] == [("Defenders’", 1), ("The NGO", 1)]
    (one,) = report(annotations, merged={"ngo": "Defenders"}).sources
    assert (one.name, one.count, one.merged) == ("Defenders", 2, ("The NGO",))
    assert [(cue.words, cue.stance) for cue in one.cues] == [
        ("claimed", "distances"),
        ("revealed", "endorses"),
    ]


def test_a_cue_belongs_to_the_source_that_its_own_reader_named() -> None:
    annotations = [
        annotation("attributed-allegation", "“It was a disgrace,”", "Ada", source="the family", cue="said"),
        annotation("attributed-allegation", "“It was a disgrace,”", "Bo", source="the mayor", cue="claimed"),
    ]
    assert {source.name: [cue.words for cue in source.cues] for source in report(annotations).sources} == {
        "the family": ["said"],
        "the mayor": ["claimed"],
    }


@pytest.mark.parametrize(
    ("cue", "language", "expected"),
    [
        ("claims", "en", "distances"),
        ("has claimed", "en-GB", "distances"),
        ("According to", "en", "neutral"),
        ("pointing out", "en", "endorses"),
        ("said, allegedly", "en", "distances"),
        ("sneezed", "en", ""),
        ("asegura", "es", "distances"),
        ("reveló", "es-MX", "endorses"),
        ("según", "es", "neutral"),
        ("said", "", "neutral"),
        ("", "en", ""),
    ],
)
def test_whether_a_cue_keeps_its_distance(cue: str, language: str, expected: str) -> None:
    assert stance(cue, language) == expected


def test_loaded_words_of_one_stem_are_one() -> None:
    body = "He slams them. She slammed him. Slamming doors."
    annotations = [
        SpanAnnotation(
            quote,
            body.index(quote),
            body.index(quote) + len(quote),
            "loaded-language",
            quote,
            reader,
            "2024",
            "",
            details,
        )
        for quote, reader, details in (
            ("slams", "Ada", {"neutral": "criticises"}),
            ("slammed", "Bo", {"neutral": "criticised"}),
            ("Slamming", "Bo", {}),
        )
    ]
    (word,) = report(annotations, body, ()).loaded
    assert (word.forms, word.count, word.readers) == (("slams", "slammed", "Slamming"), 3, 2)
    assert [sentence.quote for sentence in report(annotations, body, ()).loaded_sentences] == [
        "Slamming doors.", "He slams them.", "She slammed him.",
    ]  # fmt: skip


def test_stems_keep_whole_words_where_there_are_no_rules() -> None:
    assert stem_words("Slammed, doors", "en") == ("slam", "door")
    assert stem_words("Slammed, doors", "xx") == ("slammed", "doors")
    assert stem_words("漢字", "zh") == ("漢", "字")


def test_the_neutral_text_takes_what_most_readers_offer() -> None:
    annotations = [
        annotation("loaded-language", "slams", "Ada", neutral="criticises"),
        annotation("loaded-language", "slams", "Bo", neutral="answers"),
        annotation("loaded-language", "slams", "Cem", neutral="criticises"),
        annotation("loaded-language", "globalist", "Ada"),
    ]
    (headline,) = report(annotations).neutral
    assert "".join(piece.said for piece in headline.pieces) == "Mayor slams critics 🌉"
    assert "".join(piece.neutral for piece in headline.pieces) == "Mayor criticises critics 🌉"


def test_a_neutral_word_begins_like_the_one_it_stands_for() -> None:
    (paragraph,) = report([annotation("loaded-language", "Taxes", "Ada", neutral="levies")]).neutral
    assert "".join(piece.neutral for piece in paragraph.pieces).startswith("Levies fell")


def test_claims_are_ordered_by_how_many_readers_marked_them() -> None:
    result = report()
    quotes = {passage.number: passage.quote for passage in result.passages}
    assert [(quotes[claim.passage][:5], claim.readers) for claim in result.claims] == [
        ("The g", 2),
        ("Taxes", 1),
    ]


def test_a_finding_wins_over_the_readers() -> None:
    start = BODY.index("The globalist")
    end = BODY.index(" six.") + 4
    finding = Finding(start, end - 4, "supported", ("https://minutes.example/",), "Read the minutes.", "Ada")
    claim = report(findings=(finding,)).claims[0]
    assert (claim.statuses, claim.to_check, claim.finding) == (("supported",), False, finding)
    assert "https://minutes.example/" in claim.evidence


def test_a_finding_needs_half_of_its_own_words_there() -> None:
    finding = Finding(10, 20, "supported", (), "", "")
    assert finding_on(15, 40, (finding,)) is finding
    assert finding_on(16, 40, (finding,)) is None


def test_disputes_say_who_is_on_which_side_and_how_many_say_nothing() -> None:
    annotations = [
        annotation("factual-claim", "Taxes fell by four per cent", "Ada", note="Look it up."),
        annotation("opinion", "Taxes fell by four per cent", "Bo"),
        annotation("loaded-language", "slams", "Cem"),
        annotation("loaded-language", "slams", "Ada"),
        annotation("loaded-language", "slams", "Bo"),
    ]
    (taxes,) = report(annotations).disputed
    assert [(side.tag, side.readers, side.share) for side in taxes.sides] == [
        ("factual-claim", ("Ada",), 1 / 3),
        ("opinion", ("Bo",), 1 / 3),
    ]
    assert (taxes.silent, taxes.tags, taxes.same) == (1, ("factual-claim", "opinion"), 0)
    assert taxes.sides[0].notes == ("Look it up.",)


def test_alone_nothing_is_disputed() -> None:
    assert report([annotation for annotation in ANNOTATIONS if annotation.annotator == "Ada"]).disputed == ()


def test_who_is_still_at_it_is_no_part_of_the_agreement() -> None:
    from annotate.codebook import read_codebook
    from reports.analysis.report import ReportInput, TextFacts, build
    from tests.reports.small import ARTICLE, FORMATTING, layers

    text = TextFacts(1, "0" * 64, BODY, FORMATTING)
    done = layers(ANNOTATIONS)
    unfinished = Layer("Cem", (annotation("opinion", "slams", "Cem"),), done=False)
    result = build(ReportInput(ARTICLE, text, read_codebook("four-tags"), [*done, unfinished]))
    assert (result.glance.readers, result.agreement.readers, result.made.marking) == (3, 2, 1)
    assert result.agreement == report().agreement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("Dr. Who met J. R. Smith. He left.", ["Dr. Who met J. R. Smith. ", "He left."]),
        ("“Stop.” He did. it went on.", ["“Stop.” ", "He did. it went on."]),
        ("A headline\n\nThe text.", ["A headline\n\n", "The text."]),
        ("他走了。她来了！好。", ["他走了。", "她来了！", "好。"]),
        ("ذهب. هل عاد؟ نعم.", ["ذهب. ", "هل عاد؟ ", "نعم."]),
        ("Costs 3.5 million.", ["Costs 3.5 million."]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    sentences = Sentences(text)
    assert [text[slice(*sentences.span(number))] for number in range(len(sentences))] == expected


@given(st.text(alphabet="ab. \n!?。”A", max_size=60))
def test_sentences_are_the_text_cut_up(text: str) -> None:
    sentences = Sentences(text)
    spans = [sentences.span(number) for number in range(len(sentences))]
    assert "".join(text[start:end] for start, end in spans) == text
    for offset in range(len(text)):
        start, end = spans[sentences.at(offset)]
        assert start <= offset < end
