"""The words of PDF files: hyphens at the ends of lines, initials, raised figures, ligatures."""

import re

import pytest

from articles.readers.pdf import PdfReader
from tests.articles.readers.make_pdfs import drawn, typeset

TEXT = (
    "The price-determining factors of the ferry were a well-known problem. Railway engineers from the "
    "south-eastern valley met representatives of the harbour administration on Monday. Nobody at the "
    "international conference had read the price-determining clauses, said a well-known lawyer from the "
    "south-eastern shore, and the railway stayed closed. The administration of the harbour answered that "
    "misunderstandings between representatives were unavoidable. Notwithstanding the misunderstandings, the "
    "international conference ended with an unavoidable vote."
)


def words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text)


@pytest.mark.parametrize("width", [5, 6, 7, 8, 9, 10, 11, 12])
@pytest.mark.parametrize("justify", ["true", "false"])
def test_words_are_those_of_the_source_at_any_width(width: int, justify: str) -> None:
    data = typeset(
        f'#set page(width: {width}cm, height: 20cm, margin: 1cm)\n#set text(size: 9pt, hyphenate: true, lang: "en")\n'
        f"#set par(justify: {justify})\n{TEXT}\n\n{TEXT}"
    )
    assert words(PdfReader().read(data).text) == words(TEXT) * 2


@pytest.mark.parametrize("hyphen", ["-", "\xad"], ids=["hyphen", "soft hyphen"])
@pytest.mark.parametrize("place", ["in the line", "on a line of its own"])
def test_hyphens_however_they_are_drawn(hyphen: str, place: str) -> None:
    lines = []
    for n, text in enumerate(["They asked about the rail", "way line and the price", "determining rules."]):
        lines.append((60.0, 700.0 - 12 * n, 10.0, text + hyphen * (n < 2 and place == "in the line")))
        if n < 2 and place != "in the line":
            lines.append((60 + len(text) * 6.0, 700.0 - 12 * n, 10.0, hyphen))
    lines += [(60.0, 650.0, 10.0, "The price-determining rules of the railway.")]
    text = PdfReader().read(drawn(lines)).text
    assert "about the railway line and the price-determining rules." in text


def test_a_hyphen_that_stands_for_a_word_keeps_its_space() -> None:
    lines = [
        (60.0, 700.0, 10.0, "Der Rat stritt über Vor-"),
        (60.0, 688.0, 10.0, "und Nachteile der neuen Fähre."),
    ]
    assert "über Vor- und Nachteile" in PdfReader().read(drawn(lines)).text


@pytest.mark.parametrize("size", [24, 36, 60])
@pytest.mark.parametrize(
    ("initial", "rest", "start"),
    [
        ("T", "he ferry", "The ferry"),
        ("“W", "e waited", "“We waited"),
        ("A", "ferry", "A ferry"),
        ("I", "t sank", "It sank"),
    ],
)
def test_an_initial_joins_its_word(size: int, initial: str, rest: str, start: str) -> None:
    left = 60 + 0.6 * size * len(initial) + 3
    lines = [
        (60.0, 780.0, 20.0, "Ferry on Lake Umbra stopped"),
        (60.0, 716.0, float(size), initial),
        (left, 716.0 + size * 0.5, 9.0, f"{rest} on the lake until the ferry came, said the council on"),
        (left, 716.0 + size * 0.5 - 12, 9.0, "Monday after divers had found a crack in one of the hulls."),
        (
            60.0,
            716.0 + size * 0.5 - 12 * (2 + size // 24),
            9.0,
            "Shopkeepers fear for their trade, they said to the paper.",
        ),
    ]
    for order in (lines, [lines[1], lines[0], *lines[2:]]):
        draft = PdfReader().read(drawn(order))
        assert draft.title == "Ferry on Lake Umbra stopped"
        assert draft.text.split("\n\n")[1].startswith(
            f"{start} on the lake until the ferry came, said the council on Monday"
        )


def test_a_raised_first_letter_on_the_line_of_its_word() -> None:
    lines = [
        (60.0, 780.0, 20.0, "Ferry on Lake Umbra stopped"),
        (60.0, 716.0, 30.0, "T"),
        (78.0, 716.0, 9.0, "he ferry on the lake stopped, said the council, and then it"),
        (60.0, 702.0, 9.0, "was seen no more on any of the lakes of the whole valley."),
    ]
    draft = PdfReader().read(drawn(lines))
    assert draft.title == "Ferry on Lake Umbra stopped"
    assert "The ferry on the lake stopped, said the council, and then it was seen" in draft.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It carries 10#super[6] cars.", "10⁶ cars"),
        ("It carries $10^6$ cars.", "10⁶ cars"),
        ("It carries #super(typographic: false)[12]tons.", "¹²tons"),
        ("It was 2024#super(typographic: false)[13], she said.", "2024¹³, she"),
        ("It was 2024#footnote[So she said.] and hot.", "2024¹ and"),
        ("Much CO#sub[2] and H#sub(typographic: false)[2]O.", "CO₂ and H₂O"),
        ("On 12 May 1964 at 10:30 in B12, 3rd row.", "On 12 May 1964 at 10:30 in B12, 3rd row."),
        (
            '#text(number-type: "old-style")[On 1 June 1911 in room B12 and 0340.]',
            "On 1 June 1911 in room B12 and 0340.",
        ),
    ],
)
def test_raised_and_lowered_figures_never_touch_others(source: str, text: str) -> None:
    assert (
        text in PdfReader().read(typeset(f"#set page(width: 12cm, height: 10cm)\n{source} #lorem(30)")).text
    )


def test_raised_figures_that_are_drawn_apart() -> None:
    lines = [
        (60.0, 700.0, 10.0, "Of the 10"),
        (114.0, 704.0, 6.0, "6"),
        (117.6, 700.0, 10.0, " cars in 2024"),
        (195.6, 704.0, 6.0, "12"),
        (202.8, 700.0, 10.0, " none came."),
        (60.0, 688.0, 10.0, "They took the road around the lake."),
    ]
    assert "Of the 10⁶ cars in 2024¹² none came. They took" in PdfReader().read(drawn(lines)).text


def test_ligatures_are_letters() -> None:
    data = typeset(
        "#set page(width: 12cm, height: 10cm)\nThe efficient office of the first fjord flew five flags affably."
    )
    assert "The efficient office of the first fjord flew five flags affably." in PdfReader().read(data).text
