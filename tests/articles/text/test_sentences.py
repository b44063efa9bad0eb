"""Sentences end where readers of each language see them end."""

import pytest

from articles.text.sentences import Sentences

CASES = [
    ("en", ["Mr. Oddvar came late. ", "Nobody waited."]),
    ("en", ["He said no. ", "She left."]),
    ("es", ["La Sra. Oddvar dijo que no. ", "Nadie esperó."]),
    ("es", ["¿Vino? ", "No. ", "Nadie esperó."]),
    ("de", ["Am 3. Mai kam Dr. Oddvar. ", "Niemand wartete, vgl. Nr. 4 im Bericht."]),
    ("fr", ["M. Oddvar est venu. ", "Personne n’a attendu."]),
    ("", ["Mr. Oddvar y la Sra. Lund vinieron. ", "Nadie esperó."]),
    ("hi", ["नौका देर से चली। ", "किसी ने कारण नहीं बताया।"]),
    ("hy", ["Լաստանավը ուշացավ։ ", "Ոչ ոք չսպասեց։"]),
    ("zh", ["渡轮晚点了。", "没有人等。"]),
    ("en", ["On 3. ", "May is late."]),
]


@pytest.mark.parametrize(
    ("language", "sentences"), CASES, ids=[f"{language}-{n}" for n, (language, _s) in enumerate(CASES)]
)
def test_sentences_of_each_language(language: str, sentences: list[str]) -> None:
    text = "".join(sentences)
    split = Sentences(text, language)
    assert [text[slice(*split.span(number))] for number in range(len(split))] == sentences
