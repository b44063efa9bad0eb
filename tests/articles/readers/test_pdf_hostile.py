"""PDF pages that nobody typesets: they are read in time that grows with their size, and no word is lost."""

import random
import time

import pytest

from articles.parsing.pdf.right_to_left import is_out_of_order
from articles.readers.pdf import PdfReader
from tests.articles.readers.make_pdfs import Drawn, drawn, typeset

COUNT = 10_000


def scattered(text: str, size: float, count: int = COUNT) -> list[Drawn]:
    place = random.Random(1)
    return [
        (round(place.uniform(0, 500), 2), round(place.uniform(0, 800), 2), size, text) for _ in range(count)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        scattered("ab cd", 9),
        scattered("A", 40) + scattered("words of the text", 8),
        scattered("1", 6) + scattered("10", 9),
        [(60, 800 - n * 0.05, 9, "word-") for n in range(COUNT)],
        [(60, 700, 12, "The body of the text.")] + [(60, 600 - n * 0.05, 5, "1 note") for n in range(COUNT)],
        [(10.0, 400.0, 1.0, "1a " * COUNT)],
    ],
    ids=["scattered", "initials", "figures", "hyphens", "footnotes", "one line"],
)
def test_pages_of_very_many_pieces(lines: list[Drawn]) -> None:
    started = time.process_time()
    assert PdfReader().read(drawn(lines)).text
    # A second or two on any machine; quadratic time would be minutes.
    assert time.process_time() - started < 20


@pytest.mark.parametrize("seed", range(20))
def test_no_letter_is_lost_wherever_words_stand(seed: int) -> None:
    place = random.Random(seed)
    words = [f"w{n}x" for n in range(place.randint(1, 80))]
    lines = [
        (place.uniform(10, 540), place.uniform(10, 830), place.choice([6.0, 9.0, 9.0, 9.0, 20.0]), word)
        for word in words
    ]
    text = PdfReader().read(drawn(lines)).text
    for word in words:
        assert word in text


def test_hebrew_is_one_paragraph_with_its_brackets() -> None:
    text = "מועצת נמל אלדר אמרה ביום שני 4 במאי 2026 שהמעבורת (שנבנתה בשנת 1964) תישאר סגורה עד יולי, לאחר שצוללנים "
    text += "מצאו סדק בגוף הספינה. ראש חברת Umbra Boats לא השיב על 3 שאלות."
    for width in (6, 9, 14):
        data = typeset(
            f"#set page(width: {width}cm, height: 20cm, margin: 1cm)\n"
            f'#set text(lang: "he", font: "Libertinus Serif")\n{text}'
        )
        draft = PdfReader().read(data)
        assert draft.text == text
        assert draft.notes == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("قال مجلس المدينة يوم الجمعة إن الجسر سيبقى مغلقا", False),
        ("لاق سلجم ةنيدملا موي ةعمجلا نإ رسجلا ىقبيس اقلغم", True),
        ("קמ א ל ג ב ד של מי", True),
        ("מועצת העיר אמרה ביום שישי שהגשר ייסגר", False),
        ("םויב רמא ריעה ןמ יחרזא", True),
        ("The mayor spoke.", False),
        ("", False),
    ],
)
def test_letters_out_of_order_are_noticed(text: str, wrong: bool) -> None:
    assert is_out_of_order(text) == wrong
