"""Claims that share most words are different if numbers, names, negations or roles differ, with that as the reason."""

import pytest

from newsroom.claims.matching.compare import compare

DIFFERENT = {
    "en": [
        ("numbers-differ", "Lorn has 3,412 empty shops.", "Lorn has about 3,500 empty shops."),
        ("numbers-differ", "The dam holds 25 million litres.", "The dam holds 2.5 million litres."),
        ("numbers-differ", "Two in five pupils in Lorn smoke.", "50 per cent of pupils in Lorn smoke."),
        ("numbers-differ", "At least 50 people died in Lorn.", "At most 50 people died in Lorn."),
        ("numbers-differ", "Lorn raised prices by a fifth.", "Lorn raised prices by 25 per cent."),
        ("dates-differ", "Lake Ness dried out in 2015.", "Lake Ness dried out in 2018."),
        ("dates-differ", "The mill closed in April 2011.", "The mill closed in August 2011."),
        ("names-differ", "The bridge in North Varn collapsed.", "The bridge in South Varn collapsed."),
        ("names-differ", "Dr Amos Kint treated the king.", "Dr Lena Kint treated the king."),
        ("negated", "Reef read the report.", "Reef never read the report."),
        ("negated", "The school admitted refugees.", "The school refused to admit refugees."),
        ("negated", "Ola Brek met the banker.", "Ola Brek denied having met the banker."),
        ("opposite", "Mayor Anna Reid opened the clinic.", "Mayor Anna Reid closed the clinic."),
        ("opposite", "The water in Lake Ness is safe.", "The water in Lake Ness is unsafe."),
        ("opposite", "The strike in Lorn is constitutional.", "The strike in Lorn is unconstitutional."),
        ("opposite", "Milk is cheaper in Lorn than in Kell.", "Milk is dearer in Lorn than in Kell."),
        ("roles-reversed", "Varn sued Kell.", "Kell sued Varn."),
        ("roles-reversed", "Varn sued Kell on Monday.", "Kell sued Varn."),
        ("roles-reversed", "Teachers attacked pupils at Lorn College.", "Pupils attacked teachers at Lorn College."),
        ("roles-reversed", "More men left Lorn than women.", "More women left Lorn than men."),
        ("roles-reversed", "Varn was sued by Kell.", "Kell was sued by Varn."),
        ("plan", "Lorn will close the mill.", "Lorn has closed the mill."),
        ("possible", "The dam may collapse.", "The dam collapsed."),
        ("cause", "Brek resigned because of the scandal.", "Brek resigned after the scandal."),
        ("cause", "Cameras reduce thefts in Lorn.", "Streets with more cameras in Lorn have fewer thefts than others."),
        ("quantifiers-differ", "Most shops in Lorn closed.", "All shops in Lorn closed."),
        ("quantifiers-differ", "All shops in Lorn closed.", "30 per cent of shops in Lorn closed."),
        ("quantifiers-differ", "Only men may vote in Lorn.", "Men may vote in Lorn."),
        ("part", "Brek owns a yacht.", "Brek owns a yacht that was paid for by a weapons dealer."),
        ("other-words", "The hospital in Lorn has 300 beds.", "The hospital in Lorn trains 300 nurses."),
        ("other-words", "Half of the teachers in Lorn smoke.", "Half of the teachers in Lorn cycle."),
    ],
    "es": [
        ("numbers-differ", "Varno debe 2.100 millones.", "Varno debe 2,1 millones."),
        ("numbers-differ", "Murieron ocho obreros en Varno.", "Murieron dieciocho obreros en Varno."),
        ("dates-differ", "El muro se levantó en mayo de 1977.", "El muro se levantó en mayo de 1997."),
        ("names-differ", "El puerto de Costa Gris se hundió.", "El puerto de Costa Rubia se hundió."),
        ("negated", "Varno tiene hospital.", "Varno carece de hospital."),
        ("negated", "Reyes admitió refugiados.", "Reyes se negó a admitir refugiados."),
        ("opposite", "El paro subió en Varno.", "El paro bajó en Varno."),
        ("opposite", "El tribunal absolvió a Jonás Reyes.", "El tribunal condenó a Jonás Reyes."),
        ("roles-reversed", "Varno demandó a Quelia.", "Quelia demandó a Varno."),
        ("plan", "El Gobierno de Varno construirá un hospital.", "El Gobierno de Varno construyó un hospital."),
        ("plan", "Varno va a cerrar la mina.", "Varno cerró la mina."),
        ("possible", "La presa podría caerse.", "La presa se cayó."),
        ("cause", "El paro bajó por cerrar la mina de Varno.", "El paro bajó tras cerrar la mina de Varno."),
        ("quantifiers-differ", "La mayoría de los bares de Varno cerró.", "Todos los bares de Varno cerraron."),
        ("part", "Reyes tiene un yate.", "Reyes tiene un yate que le pagó un traficante de armas."),
        ("other-words", "La biblioteca de Varno visita 60 aldeas.", "La biblioteca de Varno lleva 60 días cerrada."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "code", "first", "second"),
    [(language, *row) for language, rows in DIFFERENT.items() for row in rows],
)
def test_different_claims(language: str, code: str, first: str, second: str) -> None:
    comparison = compare(language, first, second)
    assert not comparison.same
    assert code in {reason.code for reason in comparison.reasons}, comparison


def test_a_page_can_say_which_numbers_and_names_differ() -> None:
    reasons = compare("en", "Ola Brek sold 30% of Lorn.", "Kit Vane sold 40% of Lorn.").reasons
    assert {reason.code: reason.values for reason in reasons} == {
        "numbers-differ": ("30 %", "40 %"),
        "names-differ": ("ola brek", "kit vane"),
    }


def test_a_detail_of_one_claim_is_no_difference() -> None:
    long = "Ola Brek, minister of trade, sold three ferries on 2 May 2019 in Lorn."
    assert compare("en", long, "Brek sold three ferries in 2019.").same


@pytest.mark.parametrize("language", ["de", "", "xx-YY"])
def test_in_a_language_without_rules_nothing_is_proposed(language: str) -> None:
    comparison = compare(language, "A", "A")
    assert not comparison.same
    assert [reason.code for reason in comparison.reasons] == ["no-rules"]
