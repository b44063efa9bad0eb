"""Rich text (.rtf): what word processors show is read, and what they hide is not."""

from datetime import date

import pytest

from articles.parsing.contents import CONTENTS
from articles.parsing.html.markup import STRUCK_OUT
from articles.readers.rtf import EMPTY, HIDDEN, INCOMPLETE, RichTextReader
from articles.text.draft import Draft
from tests.articles.drafts import refusal, shapes
from tests.articles.rtf.make_rtf import rich_text


def read(body: str, **more: object) -> Draft:
    """Return the draft of a document with this body."""
    return RichTextReader().read(rich_text(body, **more))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93so\'94", "café “so”"),
        (r"\u8220?so\u8221? \u-10179?\u-8671?", "“so” 😡"),
        (r"\uc2 \u233\'65\'65t\'e9", "été"),
        (r"\uc0\u233 t\'e9", "été"),
        (r"{\uc0\u233 t\'e9} \u233 ?", "été é"),
        (r"{\f1 \'cc\'e8\'f0} \'e9", "Мир é"),
        (r"{\f3 \'93\'fa\'96{}}", "日�"),
        (r"{\f3 \'93\'fa\'96\'7b}", "日本"),
        (r"\f2\'b7\f0  x", "• x"),
        (r"a\emdash b\endash c\~d \lquote e\rquote  \_f so\-ft \{g\} \\", "a—b–c\u00a0d ‘e’ -f soft {g} \\"),
        (r"10{\super 6} H{\sub 2}O", "10⁶ H₂O"),
        (r"The mill.\line It\tab turns.", "The mill.\nIt turns."),
        (r"One.\par Two.\page Three.\column Four.\sect Five.", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."),
        (r"\pard\dropcapli2\dropcapt1 T\par\pard he mill.\par", "The mill."),
        (r"{\upr{old}{\*\ud{new}}} words", "new words"),
        (r"{\header Gazette\par}{\pict\pngblip 89504e47}{\*\unknown no}shown", "shown"),
        (r"{\object{\*\objdata 00}{\result shown}}", "shown"),
        (r"{\pict\bin3 }}{}x", "x"),
        (r"A {\v secret }sign {\deleted gone }and {\revised kept}.", "A sign and kept."),
    ],
    ids=lambda value: None if len(value) > 30 else value,
)
def test_words_are_those_that_are_shown(body: str, text: str) -> None:
    assert read(body).text == text


def test_the_code_page_of_the_document_is_used() -> None:
    assert read(r"\'b3\'f3d\'9f", code_page=1250).text == "łódź"
    assert read(r"\'82\'a0", code_page=932).text == "あ"
    assert read(r"caf\'e9", code_page=99999).text == "café"


def test_text_edit_writes_paragraphs_as_escaped_line_ends() -> None:
    source = b"{\\rtf1\\ansi\\ansicpg1252\\cocoartf2\n\\f0 The mill\\\n\\\n\\uc0\\u8220 turns\\u8221 .}"
    assert RichTextReader().read(source).text == "The mill\n\n“turns”."


def test_formatting_is_kept() -> None:
    draft = read(
        r"\pard\s1\b Level 2\b0\par\pard\plain\s2 Level 3\par\pard\plain\outlinelevel0 Level 1\par"
        r"\pard\plain\s3 Nobody knew.\par\pard\plain {\b bold} {\i italic}\par"
        r"\pard {\listtext 1.\tab}\ls1 first\par\pard {\pntext\f2\'b7\tab}second\par"
    )
    assert [shape for shape in shapes(draft) if shape[0] == "heading"] == [
        ("heading", "2", "Level 2"),
        ("heading", "3", "Level 3"),
        ("heading", "1", "Level 1"),
    ]
    assert [shape for shape in shapes(draft) if shape[0] != "heading"] == [
        ("quotation", "", "Nobody knew."),
        ("strong", "", "bold"),
        ("emphasis", "", "italic"),
        ("item", "", "1. first"),
        ("item", "", "second"),
    ]


@pytest.mark.parametrize(
    ("instruction", "links"),
    [
        ('HYPERLINK "https://oster.example/a"', [("link", "https://oster.example/a", "the mill")]),
        (r"HYPERLINK \\n https://oster.example/b", [("link", "https://oster.example/b", "the mill")]),
        ("HYPERLINK javascript:alert(1)", []),
        ("PAGEREF x", []),
    ],
    ids=["quoted", "bare", "script", "other"],
)
def test_fields_show_their_results(instruction: str, links: list[tuple[str, str, str]]) -> None:
    draft = read(rf"See {{\field{{\*\fldinst{{{instruction}}}}}{{\fldrslt{{\ul the mill}}}}}}.")
    assert draft.text == "See the mill."
    assert shapes(draft) == links


def test_tables_are_rows_of_cells() -> None:
    row = r"\trowd\cellx9\cellx99\pard\intbl {}\cell {}\cell\row"
    rows = row.format("Oster", "4") + row.format("Wester", r"5\par 6")
    text = read(r"Before\par" + rows + r"\pard After\par").text
    assert text == "Before\n\nOster\t4\nWester\t5 6\n\nAfter"


def test_notes_stand_at_the_end_with_their_numbers() -> None:
    note = r"{{\super\chftn}}{{\footnote\pard\plain {{\super\chftn}} {0}\par}}"
    own = r"{\super *}{\footnote * The third.}"
    text = read(
        rf"It turns{note.format('The first.')} and{note.format('The second.')} stops{own}.\par The end."
    ).text
    assert text.startswith("It turns[1] and[2] stops*.\n\nThe end.\n\n[1] The first.\n\n[2] The second.\n\n")
    assert text.endswith("The third.")


def test_text_boxes_follow_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard In the box.\par}}{\shprslt fallback}}"
    assert read(rf"The mill {box}turns.\par The end.").text == "The mill turns.\n\nIn the box.\n\nThe end."


def test_struck_words_and_contents_are_crossed_out() -> None:
    draft = read(r"{\strike Old} words.\par\pard\s4 Chapter one\tab 3\par\pard\plain Text.\par")
    assert [(c.reason, draft.text[c.start : c.end]) for c in draft.clutter] == [
        (STRUCK_OUT, "Old"),
        (CONTENTS, "Chapter one 3"),
    ]


def test_hidden_words_and_a_missing_end_are_told() -> None:
    assert read(r"A {\v secret one }sign.").notes == (HIDDEN.format(count=2),)
    assert RichTextReader().read(rich_text("The mill turns.")[:-1]).notes == (INCOMPLETE,)
    assert read("The mill.").notes == ()


def test_properties_become_metadata_unless_the_article_says_otherwise() -> None:
    info = r"{\title Windm\'fchle}{\author Ann Lee;Bo Ek}{\creatim\yr2024\mo5\dy3}{\revtim\yr2025\mo1\dy1}{\subject No}"
    draft = read("The mill turns.", info=info)
    facts = (draft.title, draft.byline, draft.published, draft.language)
    assert facts == ("Windmühle", "Ann Lee, Bo Ek", date(2024, 5, 3), "sv-SE")
    assert read(r"The mill turns\par By Cem Oz\par", info=info).byline == "Cem Oz"


def test_a_file_without_text_is_told() -> None:
    assert refusal(RichTextReader(), rich_text(r"{\pict 00}\par")) == EMPTY


@pytest.mark.parametrize(
    "body",
    [
        "{" * 50_000 + "x",
        "x" + "}" * 50_000,
        r"{\footnote " * 2_000 + "x",
        r"{\field{\*\fldinst " * 2_000 + "x",
        r"{\shptxt\shptxt x}" * 2_000,
        r"x\cell\row\cell" * 2_000,
        r"x{\b y}" * 3_000,
        r"\'93\u55357?\u1?\bin99999999999 x",
        r"\u-99999999?x\s99999999999\f9999999999 y",
    ],
    ids=["open", "closed", "notes", "fields", "boxes", "cells", "runs", "characters", "numbers"],
)
def test_harmful_documents_are_read_or_refused(body: str) -> None:
    assert RichTextReader().read(rich_text("x" + body)).text.startswith("x")
