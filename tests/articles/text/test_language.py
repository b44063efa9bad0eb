"""The language of a text is recognized from a paragraph, and the file's own word counts only where it can be right."""

import pytest

from articles.text.language import canonical_code, choose_language, detect_language

PARAGRAPHS = {
    "en": "The ferry ran late again on Tuesday, and nobody told the passengers why.",
    "es": "El transbordador volvió a salir tarde el martes y nadie explicó a los pasajeros la razón.",
    "pt": "A balsa atrasou-se outra vez na terça-feira e ninguém explicou aos passageiros porquê.",
    "ca": "El transbordador va tornar a sortir tard dimarts i ningú no va explicar per què als passatgers.",
    "de": "Die Fähre fuhr am Dienstag wieder zu spät ab, und niemand sagte den Fahrgästen, warum.",
    "fr": "Le bac est encore parti en retard mardi et personne n’a dit pourquoi aux passagers.",
    "it": "Martedì il traghetto è partito di nuovo in ritardo e nessuno ha spiegato il motivo.",
    "nl": "De veerboot vertrok dinsdag weer te laat en niemand vertelde de passagiers waarom.",
    "pl": "We wtorek prom znów odpłynął z opóźnieniem i nikt nie powiedział pasażerom dlaczego.",
    "tr": "Feribot salı günü yine geç kalktı ve kimse yolculara nedenini söylemedi.",
    "uk": "Пором у вівторок знову відійшов із запізненням, і ніхто не пояснив пасажирам чому.",
    "ar": "تأخرت العبارة مرة أخرى يوم الثلاثاء ولم يخبر أحد الركاب بالسبب.",
    "he": "המעבורת איחרה שוב ביום שלישי ואיש לא אמר לנוסעים מדוע.",
    "hi": "मंगलवार को नौका फिर देर से चली और किसी ने यात्रियों को कारण नहीं बताया।",
    "zh": "渡轮周二又晚点了，没有人告诉乘客原因。",
    "ja": "フェリーは火曜日にまた遅れ、乗客に理由を説明した人はいなかった。",
    "vi": "Chuyến phà lại trễ vào thứ Ba và không ai nói cho hành khách biết lý do.",
}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_paragraph_tells_its_language(language: str) -> None:
    assert detect_language(PARAGRAPHS[language]) == language


@pytest.mark.parametrize("text", ["", "12345 67,8 %", "— · —", "Oddvar Mirel"], ids=str)
def test_what_no_language_can_be_read_from_is_not_guessed(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("declared", "text", "chosen"),
    [
        ("", "es", "es"),
        ("pt_br", "pt", "pt-BR"),
        ("EN-gb", "en", "en-GB"),
        ("en", "es", "es"),
        ("english", "en", "en"),
        ("gl", "pt", "gl"),
        ("zh-hant", "zh", "zh-Hant"),
    ],
)
def test_the_file_says_which_variety_and_the_text_which_language(
    declared: str, text: str, chosen: str
) -> None:
    assert choose_language(declared, PARAGRAPHS[text]) == chosen


def test_a_short_text_does_not_overrule_its_file() -> None:
    assert choose_language("da", "Das ist alles.") == "da"
    assert choose_language("", "Das ist alles.") == "de"


def test_codes_are_written_as_the_standard_writes_them() -> None:
    assert [canonical_code(c) for c in ("EN", "pt_BR", "sr-latn-rs", "", " de ")] == [
        "en", "pt-BR", "sr-Latn-RS", "", "de",
    ]  # fmt: skip
