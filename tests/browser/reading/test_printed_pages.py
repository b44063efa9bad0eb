"""Pages that Chromium prints to PDF, in several scripts: the text read is the text of the page."""

import pytest
from playwright.sync_api import Browser

from articles.cleaning import clean
from articles.parsing.pdf.page_edges import BROWSER
from articles.readers.pdf import OUT_OF_ORDER, UNREADABLE, PdfReader
from articles.text.draft import Draft

ARTICLES = {
    "en": (
        "Ferry on Lake Umbra stopped",
        "The ferry across Lake Umbra (built in 1964) stopped on Monday, after divers found a crack of two metres in "
        "its hull. About 1,250 people waited on the shore, and nobody answered our 3 questions.",
    ),
    "ar": (
        "عبارة بحيرة أمبرا متوقفة",
        "قال مجلس ميناء ألدر يوم الاثنين 4 مايو 2026 إن العبارة (التي بنيت عام 1964) ستبقى متوقفة حتى يوليو، بعد أن "
        "وجد الغواصون شقا في هيكلها. ولم يجب رئيس شركة Umbra Boats على 3 أسئلة، وبقي نحو 1,250 راكبا على الشاطئ.",
    ),
    "he": (
        "המעבורת באגם אומברה",
        "מועצת נמל אלדר אמרה ביום שני 4 במאי 2026 שהמעבורת (שנבנתה ב-1964) תישאר סגורה עד יולי, לאחר שצוללנים מצאו "
        "סדק בגוף הספינה. ראש חברת Umbra Boats לא השיב על 3 שאלות, וכ-1,250 נוסעים נשארו על החוף.",
    ),
    "zh": (
        "渡轮停航",
        "奥尔德港委员会星期一说，湖上的渡轮将停航到七月，因为潜水员在船体上发现了两米长的裂缝。店主们担心生意，"
        "因为绕湖的路要开一个半小时，“没有别的办法”，一位面包师说。",
    ),
    "ja": (
        "渡し船が止まる",
        "オルダー港の議会は月曜日、潜水士が船体に二メートルのひびを見つけたため、湖の渡し船は七月まで止まると発表した。"
        "商店の人びとは客が減ることを心配している。",
    ),
}


def printed(chromium: Browser, html: str, **options: object) -> Draft:
    page = chromium.new_page()
    try:
        page.set_content(html)
        return PdfReader().read(page.pdf(**options))
    finally:
        page.close()


@pytest.mark.parametrize("width", [280, 420, 640])
@pytest.mark.parametrize("language", ARTICLES)
def test_the_text_read_is_that_of_the_page(chromium: Browser, language: str, width: int) -> None:
    headline, text = ARTICLES[language]
    direction = "rtl" if language in ("ar", "he") else "ltr"
    draft = printed(
        chromium,
        f"<html lang={language} dir={direction}><body style='width:{width}px'><h1>{headline}</h1><p>{text}</p>",
    )
    if any(UNREADABLE.format(count=n) in draft.notes for n in range(500)):
        pytest.skip("no font here has these letters")
    assert draft.text == f"{headline}\n\n{text}"
    assert draft.notes == ()


def test_letters_that_cannot_be_put_in_order_are_noted(chromium: Browser) -> None:
    text = "قَالَ مَجْلِسُ المِينَاءِ يَوْمَ الاِثْنَيْنِ إِنَّ العَبَّارَةَ سَتَبْقَى مُتَوَقِّفَةً حَتَّى شَهْرِ يُولْيُو."
    draft = printed(chromium, f"<html lang=ar dir=rtl><h1>عبارة</h1><p>{text}</p>")
    assert draft.text == f"عبارة\n\n{text}" or draft.notes


def test_columns_initials_and_the_browsers_own_lines(chromium: Browser) -> None:
    headline, text = ARTICLES["en"]
    paragraphs = [f"{text} {'They saw a boat on the lake. ' * 12}".strip(), f"Nobody came. {text}"] * 3
    draft = printed(
        chromium,
        f"<title>{headline} | Umbra Courier</title><style>main {{columns: 2; text-align: justify; hyphens: auto}}"
        "main > p:first-child::first-letter {float: left; font-size: 300%; line-height: 1}</style>"
        f"<html lang=en><h1>{headline}</h1><main><p>{'<p>'.join(paragraphs)}</main>",
        display_header_footer=True,
        margin={side: "2cm" for side in ("top", "bottom", "left", "right")},
        format="A5",
    )
    assert {c.reason for c in draft.clutter} == {BROWSER}
    assert clean(draft).draft.text.split("\n\n") == [headline, *paragraphs]
    assert (draft.title, draft.published) == (headline, None)
    assert OUT_OF_ORDER not in draft.notes
