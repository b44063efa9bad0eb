"""Two claims that say the same in other words, numbers, dates, names or another order are the same claim."""

import pytest

from newsroom.claims.matching.compare import compare

SAME = {
    "en": [
        # Words and voice.
        ("The council has bought 40 electric buses.", "Forty electric buses were purchased by the council."),
        ("The Tarn power plant was shut down in June 2014.", "In June 2014 the Tarn power station closed."),
        ("A boiler exploded in Lorn.", "In Lorn there was an explosion of a boiler."),
        # Numbers: words, scales, shares, marks, units, fair rounding.
        ("The arena in Lorn cost 1.25bn crowns.", "The arena in Lorn cost 1,250 million crowns."),
        ("Lorn lost half a million trees.", "Lorn lost 500,000 trees."),
        ("Twelve hundred people fled Lorn.", "1,200 people fled Lorn."),
        ("Every tenth bus in Lorn runs late.", "Ten per cent of buses in Lorn run late."),
        ("One in eight pupils in Lorn is hungry.", "12.5 percent of the pupils in Lorn are hungry."),
        ("Nearly a third of students in Lorn failed the exam.", "33% of students in Lorn failed the exam."),
        ("The trip to Lorn takes an hour and a half.", "The trip to Lorn takes 90 minutes."),
        ("The river Ness rose by 1.5 metres.", "The river Ness rose by 150 cm."),
        ("Some 12,300 people signed the petition.", "The petition was signed by 12,318 people."),
        ("More than 60,000 homes in Lorn have no gas.", "60,412 homes in Lorn have no gas."),
        # Dates.
        ("The treaty was signed on 4 March 1999.", "On 04/03/1999 the treaty was signed."),
        ("The mill has been closed since May 3, 2020.", "The mill has been closed since 3rd May 2020."),
        ("The mill closed on 2020-05-13.", "The mill closed on 13.05.2020."),
        # Names, titles, abbreviations, and what only says who somebody is.
        ("Brek was convicted of fraud in 2011.", "The former minister Ola Brek was found guilty of fraud in 2011."),
        ("The Ostrel Health Service (OHS) hired 300 nurses.", "OHS recruited 300 nurses."),
        ("The Ostrel Health Service hired 300 nurses.", "OHS recruited 300 nurses."),
        ("Reef, who is 71, owns two hotels in Lorn.", "Jonas Reef owns two hotels in Lorn."),
        ("Brek, the mayor of Kell, sold the mill.", "Ola Brek sold the mill."),
        # Who says so, and questions.
        ("Kit Vane said that Lorn has lost 30 doctors.", "According to Ola Brek, Lorn has lost 30 doctors."),
        ("Residents claim that the factory dumps oil into the Ness.", "The factory dumps oil into the Ness."),
        ("Is unemployment in Lorn higher than in Kell?", "Unemployment is higher in Lorn than in Kell."),
        # Negations and opposites that cancel out.
        ("Nobody in the ministry read the report.", "The report was not read by anybody in the ministry."),
        ("It is not legal to hunt wolves in Lorn.", "It is illegal to hunt wolves in Lorn."),
        ("No mill in Lorn closes earlier than Tarn.", "Tarn closes earlier than any other mill in Lorn."),
        ("Unemployment is higher in Lorn than in Kell.", "Unemployment is lower in Kell than in Lorn."),
    ],
    "es": [
        ("El ayuntamiento compró 40 autobuses.", "Cuarenta autobuses fueron comprados por el ayuntamiento."),
        ("La ley la aprobó el Congreso de Varno.", "El Congreso de Varno aprobó la ley."),
        ("¿Subió el paro en Varno en 2019?", "El desempleo aumentó en Varno en 2019."),
        ("El puente de Varno costó 3,5 millones.", "El puente de Varno costó 3.500.000."),
        ("Varno tiene 1,200 soldados.", "Varno tiene 1.200 soldados."),
        ("Varno debe 18 mil millones.", "La deuda de Varno es de 18.000 millones."),
        ("Dos de cada cinco niños de Varno pasan hambre.", "El 40 % de los niños de Varno pasa hambre."),
        ("Una cuarta parte de los niños de Varno pasa frío.", "El 25 por ciento de los niños de Varno pasa frío."),
        ("El hospital lleva cerrado 18 meses.", "El hospital lleva cerrado un año y medio."),
        ("La mina pierde media tonelada al día.", "La mina pierde 500 kilos al día."),
        ("Unas 12.300 personas firmaron la petición.", "La petición fue firmada por 12.318 personas."),
        ("El tratado se firmó el 4 de marzo de 1999.", "El 04/03/1999 se firmó el tratado."),
        ("El penal cerró el primero de mayo de 1990.", "El penal cerró el 1 de mayo de 1990."),
        ("Bermúdez renunció el 3 de mayo.", "La ministra Ola Bermúdez dimitió el 3 de mayo."),
        ("El Instituto Nacional de Pesca cerró 12 oficinas.", "El INP clausuró doce oficinas."),
        ("Según el sindicato, 300 obreros fueron despedidos en Varno.", "En Varno echaron a 300 trabajadores."),
        ("En Varno no hay ningún hospital.", "Varno carece de hospital."),
        ("El paro es más alto en Varno que en Quelia.", "En Quelia el paro es más bajo que en Varno."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "second"), [(language, *pair) for language, pairs in SAME.items() for pair in pairs]
)
def test_the_same_claim(language: str, first: str, second: str) -> None:
    comparison = compare(language, first, second)
    assert comparison.same, comparison
    assert comparison.reasons


def test_a_page_can_say_why_claims_are_the_same() -> None:
    comparison = compare(
        "en",
        "Ola Brek sold 30% of the harbour on 2 May 2019.",
        "On 2/5/2019 Brek sold 30 per cent of the harbour.",
    )
    assert {reason.code: reason.values for reason in comparison.reasons} == {
        "same-numbers": ("30 %",),
        "same-dates": ("2019-05-02",),
        "same-names": ("brek",),
        "same-words": ("sold", "harbour"),
    }
