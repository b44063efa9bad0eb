"""The reading order of PDF pages: one text in one to three columns, however it was drawn."""

from collections.abc import Callable, Sequence

import pytest

from articles.readers.pdf import PdfReader
from tests.articles.readers.make_pdfs import Drawn, drawn, line_by_line, set_in_columns, typeset

ENGLISH = [
    "The ferry across Lake Umbra stopped on Monday, after divers found a crack of two metres in its hull. "
    "The company said that passengers were never at risk and that a smaller boat would run twice a day.",
    "Shopkeepers in Port Alder doubt it. Fewer than forty people came on Tuesday, where two hundred come in "
    "most weeks of the spring. The baker closed at noon and sent both of her assistants home.",
    "The mayor asked for a report by Friday. It will be published, he said, whatever it finds, and whoever "
    "signed the last inspection will have to explain it to the council in public.",
    "Lake Umbra has no other crossing. The road around it takes an hour and a half, and snow closes it for "
    "weeks. A bridge was planned in the seventies, but the valley could not agree who should pay for it.",
]
GERMAN = [
    "Die Fähre über den Umbrasee fährt seit Montag nicht mehr, weil Taucher einen Riss von zwei Metern im "
    "Rumpf gefunden haben. Für die Fahrgäste habe nie Gefahr bestanden, sagte die Gesellschaft.",
    "Die Händler in Erlenhafen zweifeln daran. Am Dienstag kamen weniger als vierzig Gäste, sonst sind es "
    "im Frühling meist zweihundert. Die Bäckerin schloss mittags und schickte beide Gehilfen heim.",
    "Der Bürgermeister will bis Freitag einen Bericht. Er werde veröffentlicht, sagte er, was immer darin "
    "stehe, und wer die letzte Prüfung unterschrieben habe, müsse sich im Rat erklären.",
]
HEADLINE: Drawn = (60, 790, 22, "Ferry on Lake Umbra stopped")
STANDFIRST: list[Drawn] = [
    (60, 760, 11, "A crack in the hull keeps the only boat in port, and nobody can say"),
    (60, 744, 11, "yet for how many weeks the valley will be without it."),
]
RUNNING_HEAD: Drawn = (60, 820, 8, "Umbra Courier" + " " * 40 + "Monday edition")
ORDERS: dict[str, Callable[[Sequence[Sequence[Drawn]]], list[Drawn]]] = {
    "column by column": lambda columns: [line for column in columns for line in column],
    "line by line": line_by_line,
    "from the last column": lambda columns: [line for column in reversed(columns) for line in column],
    "from the foot": lambda columns: line_by_line(columns)[::-1],
}


def blocks(data: bytes) -> list[str]:
    return PdfReader().read(data).text.split("\n\n")


@pytest.mark.parametrize("order", ORDERS.values(), ids=list(ORDERS))
@pytest.mark.parametrize("text", [ENGLISH, GERMAN], ids=["English", "German"])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("above", ["nothing", "a headline", "a headline and a standfirst"])
def test_the_paragraphs_are_those_of_the_source(
    columns: int, text: list[str], order: Callable[[Sequence[Sequence[Drawn]]], list[Drawn]], above: str
) -> None:
    lines = order(set_in_columns(text, columns))
    expected = text
    if above != "nothing":
        lines, expected = [HEADLINE, *lines], [HEADLINE[3], *text]
    if "standfirst" in above:
        standfirst = " ".join(line[3] for line in STANDFIRST)
        lines, expected = [*STANDFIRST, *lines], [HEADLINE[3], standfirst, *text]
    assert blocks(drawn(lines)) == expected


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_go_on_over_the_page_between_running_heads(columns: int) -> None:
    pages = [
        [RUNNING_HEAD, *line_by_line(set_in_columns(part, columns)), (290, 30, 8, str(number))]
        for number, part in enumerate([ENGLISH[:2], ENGLISH[2:]], 1)
    ]
    draft = PdfReader().read(drawn(*pages))
    clutter = [draft.text[c.start : c.end] for c in draft.clutter]
    assert [block for block in draft.text.split("\n\n") if block not in clutter] == ENGLISH
    assert [" ".join(text.split()) for text in clutter if "Umbra" in text] == [
        "Umbra Courier Monday edition"
    ] * 2
    assert {"1", "2"} <= set(clutter)


def test_rows_of_a_table_stay_rows() -> None:
    rows = [
        ("Monday", "6 am", "9 pm"),
        ("Tuesday", "7 am", "8 pm"),
        ("Friday", "6 am", "9 pm"),
        ("Sunday", "-", "-"),
    ]
    lines = [
        (60.0 + 120 * column, 600.0 - 14 * row, 9.0, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    text = (
        PdfReader()
        .read(drawn([(60, 640, 9, "The boats leave at these times, the company says:"), *lines]))
        .text
    )
    assert [text.index(" ".join(row)) for row in rows] == sorted(text.index(" ".join(row)) for row in rows)


def test_a_narrow_box_beside_the_text_does_not_run_into_it() -> None:
    box = [
        (470.0, 700.0 - 12 * n, 8.0, word)
        for n, word in enumerate(["Ferries", "Two boats", "built in", "1964"])
    ]
    narrow = set_in_columns(ENGLISH[:2], 2)[0]
    text = PdfReader().read(drawn([*narrow, *box])).text
    assert "Ferries Two boats built in 1964" in text
    assert " ".join(line[3] for line in narrow if line[0] == narrow[1][0]) in text.replace("\n\n", " ")


def test_justified_lines_with_wide_gaps_are_one_column() -> None:
    [lines] = set_in_columns(ENGLISH[:1], 1)
    words = []
    for start, baseline, size, text in lines:
        left, parts = start, text.split(" ")
        room = (475 - len("".join(parts)) * size * 0.6) / max(len(parts) - 1, 1)
        for part in parts:
            words.append((left, baseline, size, part))
            left += len(part) * size * 0.6 + room
    assert blocks(drawn(words)) == ENGLISH[:1]


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("de", GERMAN)])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("width", [9, 12, 16, 21])
def test_words_stay_in_order_in_typeset_columns(
    width: int, columns: int, language: str, text: list[str]
) -> None:
    source = (
        f"#set page(width: {width}cm, height: 20cm, margin: 1cm, columns: {columns})\n"
        f'#set text(size: 8pt, lang: "{language}", hyphenate: true)\n#set par(first-line-indent: 1.2em)\n'
    )
    data = typeset(source + "\n\n".join(text * 3))
    assert PdfReader().read(data).text.split() == " ".join(text * 3).split()


def test_a_short_last_column_follows_the_others() -> None:
    [left, right] = set_in_columns(ENGLISH, 2)
    short = [
        (right[0][0], left[n][1], 8, words)
        for n, words in enumerate(["Nobody else came to the", "harbour that day."])
    ]
    text = PdfReader().read(drawn([*left, *short])).text
    assert text.replace("\n\n", " ").endswith("Nobody else came to the harbour that day.")
