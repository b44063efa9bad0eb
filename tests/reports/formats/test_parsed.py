"""What is read in the files of other tools, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations.spans import BLANK, OUTSIDE
from articles.parsing.length import TOO_LONG
from reports.formats import UNKNOWN_FORMAT
from reports.formats.document_validation import validate_document
from reports.formats.interchange.nlp.conll import NO_IOB
from reports.formats.interchange.tools.brat import DISCONTINUOUS, NO_PLACE
from reports.formats.interchange.tools.doccano import COMMENTS, WHOLE_TEXT
from reports.formats.json_rows import NO_JSON, NO_OBJECT, NO_SPAN, NO_TAG, NO_TEXT, NO_UTF8, TOO_DEEP
from reports.formats.parsed import Document, ParsedAnnotation, RowError
from reports.imports.archives import BROKEN, DEEP, MAX_FILES, TOO_MUCH, unpack
from reports.imports.reading import NOTHING
from reports.imports.reading import read_import as understood
from tests.reports.import_files import REAL, lines, spans, zipped
from tests.reports.small import ANNOTATIONS
from tests.wording import says


def test_what_doccano_exported() -> None:
    found = understood("news.zip", (REAL / "doccano.zip").read_bytes())
    assert found.format == "doccano"
    assert found.problems == ()
    first, second = found.documents
    assert spans(first) == {"admin": ["slams", "The globalist council voted nine to six", "globalist"]}
    assert spans(second) == {
        "admin": ["Taxes fell by four per cent in 2023", "Nobody should be surprised by that"]
    }
    assert found.labels == {"Loaded language": 2, "Factual claim": 2, "Opinion": 1}


def test_what_doccano_exported_where_relations_are_on() -> None:
    found = understood("news.zip", (REAL / "doccano-relations.zip").read_bytes())
    (document,) = found.documents
    assert document.title == "Mayor slams critics"
    assert {(who, m.start, m.end, m.tag) for who, marks in document.layers.items() for m in marks} == {
        (m.annotator, m.start, m.end, m.tag) for m in ANNOTATIONS
    }
    assert any(m.note == "Why not?" for m in document.layers["Bo"])
    (problem,) = found.problems
    assert problem.where == "all.jsonl, line 1"
    assert problem.message == COMMENTS


def test_what_label_studio_exported() -> None:
    """A task of ours, and one whose places count UTF-16 units, as older versions do."""
    found = understood("labelstudio.json", (REAL / "labelstudio.json").read_bytes())
    assert found.format == "Label Studio"
    assert found.problems == ()
    ours, other = found.documents
    assert {(who, m.start, m.end, m.tag) for who, marks in ours.layers.items() for m in marks} == {
        (m.annotator, m.start, m.end, m.tag) for m in ANNOTATIONS
    }
    assert spans(other) == {"1": ["slams", "The globalist council voted nine to six", "second line"]}
    assert other.text is not None
    assert "\r" not in other.text


BAD = {
    "no json": (b'{"text": "a", "label": []}\n{"text": \n', "corpus.jsonl, line 2", NO_JSON),
    "no text": (lines({"text": "a", "label": []}, {"text": 7, "label": []}), "corpus.jsonl, line 2", NO_TEXT),
    "a list": (lines({"text": "a", "label": []}) + b"[1]\n", "corpus.jsonl, line 2", NO_OBJECT),
    "no span": (lines({"text": "abc", "label": [["0", 1, "opinion"]]}), "corpus.jsonl, line 1", NO_SPAN),
    "outside": (lines({"text": "abc", "label": [[1, 9, "opinion"]]}), "corpus.jsonl, line 1", OUTSIDE.format(length=3)),
    "backwards": (lines({"text": "abc", "label": [[2, 1, "opinion"]]}), "corpus.jsonl, line 1", OUTSIDE),
    "negative": (lines({"text": "abc", "label": [[-3, -1, "opinion"]]}), "corpus.jsonl, line 1", OUTSIDE),
    "blank": (lines({"text": "a  b", "label": [[1, 3, "opinion"]]}), "corpus.jsonl, line 1", BLANK),
    "no label": (lines({"text": "abc", "label": [[0, 1, ""]]}), "corpus.jsonl, line 1", NO_TAG),
    "classes": (lines({"text": "abc", "label": ["sports"]}), "corpus.jsonl, line 1", WHOLE_TEXT),
    "bytes": (b'{"text": "a", "label": []}\n{"text": "\xff"}', "corpus.jsonl", NO_UTF8),
    "deep": (lines({"text": "a", "label": []}) + b"[" * 100_000, "corpus.jsonl, line 2", TOO_DEEP),
    "too long": (lines({"text": "a" * 2_000_001, "label": []}), "corpus.jsonl, line 1",
                 TOO_LONG.format(length=2_000_001)),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_names_its_file_and_line(what: str) -> None:
    data, where, message = BAD[what]
    if what == "bytes":
        with pytest.raises(RowError) as refused:
            understood("corpus.jsonl", data)
        assert says(UNKNOWN_FORMAT, str(refused.value))
        return
    (problem,) = understood("corpus.jsonl", data).problems
    assert problem.where == where
    assert says(message, problem.message)


def test_brat_refuses_pieces_with_words_between() -> None:
    files = {
        "ada/a.txt": b"The mayor, who lies, slams critics.\nEverybody.",
        "ada/a.ann": (
            b"T1\topinion 0 9;21 26\tThe mayor slams\nT2\topinion 27 35;36 46\tcritics. Everybody.\n"
            b"#1\tAnnotatorNotes T2\tTo be checked\nR1\tis Arg1:T1 Arg2:T2\nTx opinion\n"
        ),
    }
    found = understood("brat.zip", zipped(files))
    (document,) = found.documents
    assert spans(document) == {"ada": ["critics.\nEverybody."]}
    assert document.layers["ada"][0].note == "To be checked"
    assert [problem.where for problem in found.problems] == [
        "ada/a.ann, line 1",
        "ada/a.ann, line 5",
        "ada/a.ann",
    ]
    assert found.problems[0].message == DISCONTINUOUS.format(count=2)
    assert found.problems[2].message == NO_PLACE.format(count=1)


def test_conll_without_a_text_beside_it() -> None:
    data = (
        b"-DOCSTART- -X- O O\n\nTaxes NN B-NP B-opinion\nfell VB I-VP I-opinion\n. . O O\n\nOh UH O I-LOC\n"
    )
    (document,) = understood("train.conll", data).documents
    assert document.text == "Taxes fell .\nOh"
    assert spans(document) == {"train": ["Taxes fell", "Oh"]}
    found = understood("train.conll", b"Taxes\n")
    assert says(NO_IOB.format(number=1), found.problems[0].message)


def test_webanno_of_another_tool() -> None:
    data = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
        "#T_RL=webanno.custom.Rel|BT_webanno.custom.X\n\n\n"
        "#Text=🌉 Ada Lovelace met Bo.\n"
        "1-1\t0-2\t🌉\t_\t_\t_\t_\t\n1-2\t3-6\tAda\t*[1]\tPER[1]\t_\t_\t\n1-3\t7-15\tLovelace\t*[1]\tPER[1]\t_\t_\t\n"
        "1-4\t16-19\tmet\t_\t_\t_\t_\t\n1-5\t20-22\tBo\t*\tPER\\_x\t_\t_\t\n1-6\t22-23\t.\t_\t_\t_\t_\t\n"
    ).encode()
    found = understood("ada.tsv", data)
    assert found.problems == ()
    (document,) = found.documents
    assert document.text == "🌉 Ada Lovelace met Bo."
    assert spans(document) == {"ada": ["Ada Lovelace", "Bo"]}
    assert [m.tag for m in document.layers["ada"]] == ["PER", "PER_x"]


def test_what_no_reader_knows_names_those_there_are() -> None:
    with pytest.raises(RowError, match="doccano"):
        understood("a.txt", b"Just a text.")
    empty = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": []}
    with pytest.raises(RowError) as refused:
        understood("a.json", lines(empty))
    assert says(NOTHING, str(refused.value))


def test_zips() -> None:
    inner = zipped({"b.jsonl": lines({"text": "b", "label": []})})
    whole = zipped(
        {
            "a.jsonl": lines({"text": "a", "label": []}),
            "x/b.zip": inner,
            "__MACOSX/._a": b"x",
            "x/.DS_Store": b"y",
        }
    )
    assert [document.text for document in understood("a.zip", whole).documents] == ["a", "b"]
    for data, message in (
        (b"PK\x03\x04 no zip", BROKEN),
        (zipped({"a.zip": zipped({"b.zip": inner})}), DEEP),
        (zipped({str(n): b"" for n in range(MAX_FILES + 1)}), TOO_MUCH),
    ):
        with pytest.raises(RowError) as refused:
            unpack("a.zip", data)
        assert says(message, str(refused.value))


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.imports.archives.MAX_BYTES", 1_000_000)
    with pytest.raises(RowError) as refused:
        unpack("a.zip", zipped({"a.jsonl": b"0" * 10_000_000}))
    assert says(TOO_MUCH, str(refused.value))


@given(st.text(st.sampled_from("a\r\n🌉é "), min_size=1, max_size=20).filter(str.strip), st.data())
def test_line_ends_and_units_are_settled(text: str, data: st.DataObject) -> None:
    """Whether a file counts code points or UTF-16 units, the words stay what they were."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip():
        return
    utf16 = data.draw(st.booleans())
    at = [len(text[:n].encode("utf-16-le")) // 2 if utf16 else n for n in (start, end)]
    # One place alone may fit both ways of counting.
    units = [text[a:b] for a, b in [at]]
    document = Document("a", text, {"ada": (ParsedAnnotation(*at, "opinion", quote),)})
    kept, problems = validate_document(document)
    if utf16 and units == [quote] and at != [start, end]:
        return
    assert problems == ()
    (mark,) = kept.layers["ada"]
    assert kept.text is not None
    assert kept.text[mark.start : mark.end] == mark.quote
    assert kept.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert mark.quote.replace("\n", "") == quote.replace("\r", "").replace("\n", "")
