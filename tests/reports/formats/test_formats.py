"""Each format, read back by what people would open it with; hostile text comes through harmless."""

import csv
import io
import json
import re
from datetime import date

import pikepdf
import pypdfium2
import pytest
from django.utils import translation
from lxml import html

from annotate.codebook import read_codebook
from articles.text.draft import Formatting
from reports.formats import file_name, formats, of_record
from reports.formats.documents.pdf import MISSING_FONT, WORDS
from reports.layers import SpanAnnotation
from reports.templatetags.report_text import percent
from tests.reports.hints import found, loaded
from tests.reports.small import ANNOTATIONS, BODY, report
from tests.update_golden import FOLDER, golden_files

NO_FONT = MISSING_FONT.partition(",")[0]
OPINION = next(tag for tag in read_codebook("four-tags").tags if tag.slug == "opinion")

HOSTILE = [
    "=HYPERLINK(\"http://evil.example\")", "</script><script>alert(1)</script>",
    "#eval(\"1\") $x$ *b* _e_ @ref <label>",
    "<img src=x onerror=alert(1)>", "{{ 7*7 }} {% now %}", "\u202eright to left\u202c", "a\x01b\x7fc", "x" * 1_000_000,
]  # fmt: skip


def write(slug: str, **given: object) -> bytes:
    return formats()[slug].write(report(**given))


def hostile(text: str) -> dict[str, object]:
    """The text as the article, its quote, its note and its details, and as the word of a hint, all at once."""
    details = {"source": text[:2000], "cue": text[:2000]}
    quote = text[:5000]
    marks = [
        SpanAnnotation(
            "1",
            0,
            len(quote),
            "attributed-allegation",
            quote,
            text[:80],
            "2024-01-01T00:00:00+00:00",
            text,
            details,
        )
    ]
    return {
        "annotations": marks,
        "body": text,
        "formatting": (Formatting(0, 3, "link", "javascript:alert(1)"),),
        "hints": found(loaded(quote[:200], neutral=(quote[:200],), body=text), body=text),
    }


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def test_the_pdf_is_tagged_titled_and_has_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(write("pdf"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Report: Mayor slams critics"
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
    assert titles[:4] == [str(WORDS[name]) for name in ("at_a_glance", "agreement", "annotated", "part")]


def test_the_pdf_holds_the_annotated_text_and_a_letter_for_each_tag() -> None:
    text = pdf_text(write("pdf"))
    for words in ("1Lslams", "Factual claim (F)", "criticises", "The family", "Why not?"):
        assert words in text


def test_the_pdf_shows_the_items_of_a_list() -> None:
    start = BODY.index("Taxes fell")
    item = Formatting(start, BODY.index(" Nobody"), "item")
    assert "•" in pdf_text(write("pdf", formatting=(item,)))
    assert "•" not in pdf_text(write("pdf", formatting=()))


def test_both_say_what_the_tags_mean_to_a_reader_who_never_saw_the_app() -> None:
    for text in (pdf_text(write("pdf")), html.document_fromstring(write("html")).text_content()):
        assert OPINION.meaning in " ".join(text.split())


def test_an_empty_report_says_what_to_do_next() -> None:
    assert str(WORDS["nothing"]) in pdf_text(write("pdf", annotations=[]))
    assert html.document_fromstring(write("html", annotations=[])).xpath("//p[@data-empty]")


def test_one_is_not_many() -> None:
    one = {"annotations": ANNOTATIONS[2:3], "body": BODY}
    for text in (
        pdf_text(write("pdf", **one)),
        html.document_fromstring(write("html", **one)).text_content(),
    ):
        assert re.search(r"\b1 passage .*\b1 reader\b", text)


def test_a_mark_of_one_letter_is_seen_in_the_strip_of_a_long_article() -> None:
    page = html.document_fromstring(write("html", annotations=ANNOTATIONS[:1], body=BODY + " word" * 20_000))
    (piece,) = page.xpath("//*[contains(@class, 'piece')]")
    assert float(piece.get("width")) >= 4


def test_the_html_is_one_file_that_fetches_nothing() -> None:
    page = html.document_fromstring(write("html"))
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@style")
    assert {a for a in page.xpath("//a/@href") if not a.startswith("#")} == {
        "https://council.example/",
        "https://tax.example/2023",
    }
    assert "url(" not in page.xpath("string(//style)")
    assert "slams" in page.text_content()


def test_every_tag_is_shown_until_somebody_hides_it() -> None:
    boxes = html.document_fromstring(write("html")).xpath("//input[@type='checkbox']")
    assert [box.get("checked") is not None for box in boxes] == [True] * 4


def test_every_number_in_the_html_leads_somewhere() -> None:
    page = html.document_fromstring(write("html"))
    ids = set(page.xpath("//@id"))
    assert {a[1:] for a in page.xpath("//a/@href") if a.startswith("#")} <= ids


NUMBER = r"\d+(?:[.,]\d+)*"


def numbers_of(data: object) -> set[str]:
    """Every number of the JSON as a page may write it, and the digits of its texts."""
    if isinstance(data, dict):
        return set().union(*map(numbers_of, data.values()), *map(numbers_of, data))
    if isinstance(data, list):
        return set().union(*map(numbers_of, data))
    if isinstance(data, str):
        return set(re.findall(NUMBER, data)) | {n.lstrip("0") for n in re.findall(r"\d+", data)}
    if isinstance(data, int | float) and not isinstance(data, bool):
        size = abs(data)
        return {str(size), f"{size:,}", f"{size:.2f}", f"{size:.1f}", percent(size).strip("< %")}
    return set()


def test_every_number_on_the_page_is_found_in_the_json() -> None:
    page = html.document_fromstring(write("html"))
    for style in page.xpath("//style"):
        style.drop_tree()
    known = numbers_of(json.loads(write("json")))
    # What measures and intervals are called, and their sources.
    known |= {"95", "1995", "2016", "2020", "11", "0", "1", "100", "256"}
    shown = set(re.findall(NUMBER, " ".join(page.itertext())))
    assert len(shown) > 40
    assert shown - known == set()


def test_the_csv_has_a_row_a_mark() -> None:
    data = write("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == len(ANNOTATIONS)
    for row in rows:
        assert BODY[int(row["start"]) : int(row["end"])] == row["quote"]


def test_the_json_is_the_same_bytes_each_time() -> None:
    assert write("json") == write("json")
    assert json.loads(write("json"))["made"]["text_sha256"] == "0" * 64


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_is_harmless_in_the_page(text: str) -> None:
    page = html.document_fromstring(write("html", **hostile(text)))
    assert not page.xpath("//script | //img | //a[contains(@href, 'javascript')] | //@onerror")
    shown = page.xpath("string(//*[contains(@class, 'annotated')])")
    assert text[:40].replace("\x01", "") in shown.replace("\x01", "")
    assert text[:40].strip().replace("\x01", "") in page.xpath("string(//*[@data-hints])").replace("\x01", "")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
@pytest.mark.parametrize("slug", ["docx", "odt", "xlsx", "w3c"])
def test_hostile_words_of_a_hint_can_be_written(slug: str, text: str) -> None:
    assert write(slug, **hostile(text[:20_000]))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_is_only_text_on_paper(text: str) -> None:
    assert write("pdf", **hostile(text[:20_000])).startswith(b"%PDF-")


def test_formulas_are_made_harmless_for_spreadsheets() -> None:
    for start in ("=", "+", "-", "@", "\t=", " =", "\r="):
        marks = [SpanAnnotation("1", 0, 5, "opinion", "Mayor", f"{start}1", "2024", f"{start}2")]
        (row,) = csv.DictReader(io.StringIO(write("csv", annotations=marks).decode("utf-8-sig"), newline=""))
        assert row["reader"].startswith("'")
        assert row["note"].startswith("'")


def test_a_report_without_marks_can_be_written_in_every_format() -> None:
    for slug in (slug for slug, kind in formats().items() if not of_record(kind)):
        assert isinstance(write(slug, annotations=[]), bytes)


@pytest.mark.parametrize("body", ["مرحبا بالعالم", "漢字だけの文", "Γειά 🌉 שלום", "x"])
def test_every_script_can_be_printed(body: str) -> None:
    marks = [SpanAnnotation("1", 0, len(body), "opinion", body, "Ada", "2024-01-01T00:00:00+00:00")]
    assert write("pdf", annotations=marks, body=body, formatting=()).startswith(b"%PDF-")


def test_file_names_say_the_article_and_the_day() -> None:
    assert (
        file_name("Mayor slams critics 🌉", "pdf", date(2024, 3, 4))
        == "mayor-slams-critics-report-2024-03-04.pdf"
    )


def test_the_rate_is_rounded_and_not_cut_off() -> None:
    # One passage in 51 words is 1.96 in a hundred: 2.0, and not 1.9.
    given = {"annotations": ANNOTATIONS[2:3], "body": BODY + " word" * 22}
    assert report(**given).glance.words == 51
    assert "2.0 passages per 100 words" in pdf_text(write("pdf", **given))


PLAIN = BODY.replace(" 🌉", "")


def many(readers: int) -> list[SpanAnnotation]:
    """Everybody marks the claim about the vote; each third reader something else as well."""
    quotes = [
        "The globalist council voted nine to six",
        "Taxes fell by four per cent",
        "Nobody should be surprised",
    ]
    found = []
    for number in range(readers):
        for quote in quotes[: 1 + number % 3]:
            start = PLAIN.index(quote)
            who = f"Reader with a rather long name {number}"
            made = "2024-01-01T00:00:00+00:00"
            tag = "factual-claim" if number % 5 else "opinion"
            found.append(
                SpanAnnotation(
                    f"{number}-{start}", start, start + len(quote), tag, quote, who, made, "A note." * 9
                )
            )
    return found


def test_the_pdf_meets_the_standard_for_accessible_ones() -> None:
    data = write("pdf", annotations=many(3), body=PLAIN, formatting=())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1", (
                "Typst writes this once its checks of PDF/UA-1 have passed"
            )
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        figures = [tag for tag in _tags(pdf.Root.StructTreeRoot) if tag.get("/S") == "/Figure"]
        assert figures
        assert all("first third" in str(figure.Alt) for figure in figures)
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, 1):
            assert f"{number} / {len(pdf)}" in page.get_textpage().get_text_bounded()


def _tags(node: object) -> list[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in _tags(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    below = node.get("/K")
    return [node, *(_tags(below) if below is not None else [])]


def test_letters_without_a_font_are_owned_up_to() -> None:
    body = PLAIN + " \U0001f9ff\U000e0101\ue000"
    for _time in ("found out", "known"):
        pdf = write("pdf", annotations=many(1), body=body, formatting=())
        assert NO_FONT in pdf_text(pdf)
    assert NO_FONT not in pdf_text(write("pdf", annotations=many(1), body=PLAIN, formatting=()))


def test_a_report_on_fifty_readers_is_small_and_counts_them() -> None:
    given = {"annotations": many(50), "body": PLAIN, "formatting": ()}
    data = write("pdf", **given)
    assert len(data) < 2_000_000
    assert "40 of 50 readers" in pdf_text(data)
    assert "a rather long name 7" not in pdf_text(data)
    assert len(write("html", **given)) < 2_000_000


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """What would be written into the golden files today, in English whatever an earlier test left active."""
    with translation.override("en"):
        return golden_files()


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_each_format_is_as_its_golden_file(written: dict[str, str], name: str) -> None:
    """Written by tests/update_golden.py: a change of a format is seen where it is reviewed."""
    assert (FOLDER / name).read_bytes().decode() == written[name]


def test_each_format_has_a_golden_file(written: dict[str, str]) -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(written)
