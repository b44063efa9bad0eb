"""Spanish verbs are conjugated from their infinitives: orthography, stems that change, and irregular verbs."""

import pytest

from articles.hints.attribution.spanish.words.inflection import forms
from articles.hints.inflection.spanish_verbs import conjugate

FORMS = {
    "afirmar": "afirma afirman afirmó afirmaron afirmaba afirmaban afirmará afirmarían afirme afirmado afirmando",
    "indicar": "indica indicó indique indiquen indicado indicando",
    "alegar": "alega alegó alegue aleguen",
    "avanzar": "avanza avanzó avance avancen",
    "negar": "niega niegan negó negaba negará niegue nieguen negado negando",
    "contar": "cuenta cuentan contó contaron cuente contando",
    "confiar": "confía confían confió confíe confiado",
    "denunciar": "denuncia denuncian denunció denuncie",
    "insinuar": "insinúa insinúan insinuó insinúe",
    "leer": "lee leyó leyeron leía lea leyera leído leyendo",
    "reconocer": "reconoce reconoció reconozca reconocido",
    "advertir": "advierte advirtió advirtieron advertía advierta advirtiera advertido advirtiendo",
    "desmentir": "desmiente desmintió desmintiendo desmentido",
    "pedir": "pide pidió pidieron pedía pida pidiera pedido pidiendo",
    "concluir": "concluye concluyen concluyó concluyeron concluía concluya concluido concluyendo",
    "argüir": "arguye arguyó argüía argüido arguyendo",
    "exigir": "exige exigió exija exigido",
    "prohibir": "prohíbe prohíben prohibió prohíba",
    "gruñir": "gruñe gruñó gruñeron gruñendo",
    "reír": "ríe rio rieron riendo reído",
    "decir": "dice dicen dijo dijeron decía dirá diría diga dijera dijese dicho dicha diciendo",
    "predecir": "predice predijo predecirá predicho",
    "proponer": "propone propuso propusieron propondrá proponga propuesto proponiendo",
    "sostener": "sostiene sostuvo sostendrá sostenga sostenido",
    "prever": "prevé prevén previó preveía prevea previsto",
    "traducir": "traduce tradujo tradujeron traduzca",
    "escribir": "escribe escribió escriba escrito escribiendo",
    "descubrir": "descubre descubrió descubierto",
    "resolver": "resuelve resolvió resuelva resuelto",
    "hacer": "hace hizo hicieron hará haga hecho",
    "oír": "oye oyó oyeron oía oirá oiga oído oyendo",
    "ser": "es son fue fueron era será sea fuera sido siendo",
    "ir": "va van fue iba irá vaya fuera ido yendo",
}
# What a careless rule would make of them.
NO_FORMS = {
    "indicar": "indice indicen",
    "negar": "nega negen",
    "leer": "leió leiendo leido",
    "advertir": "adverte advertió advertiendo",
    "concluir": "conclue concluió",
    "decir": "deció decirá dijieron decido",
    "proponer": "poneó proponió proponerá proponido",
    "mandar": "manduvo manduvieron",
    "recordar": "recordio",
    "devolver": "devolvisto devolvido",
}


@pytest.mark.parametrize("infinitive", FORMS)
def test_a_verb_has_its_forms(infinitive: str) -> None:
    assert set(FORMS[infinitive].split()) <= conjugate(infinitive).keys()


@pytest.mark.parametrize("infinitive", NO_FORMS)
def test_a_verb_has_no_forms_of_another_pattern(infinitive: str) -> None:
    assert conjugate(infinitive).keys().isdisjoint(NO_FORMS[infinitive].split())


@pytest.mark.parametrize(
    ("form", "tense", "plural"),
    [
        ("advirtieron", "preterite", True),
        ("advierte", "present", False),
        ("advertirían", "conditional", True),
        ("advirtiese", "past subjunctive", False),
        ("advertidas", "participle", True),
        ("advirtiendo", "gerund", False),
    ],
)
def test_a_form_knows_its_tense_and_number(form: str, tense: str, plural: bool) -> None:
    assert conjugate("advertir")[form] == (tense, plural)


@pytest.mark.parametrize(
    ("kind", "word", "expected"),
    [
        ("verbs", "dejar claro", {"dejó claro", "dejando claro"}),
        ("verbs", "quejarse", {"queja", "quejaron"}),
        ("nouns", "acusación", {"acusación", "acusaciones"}),
        ("nouns", "rumor", {"rumor", "rumores"}),
        ("nouns", "crítica", {"crítica", "críticas"}),
        ("adjectives", "presunto", {"presunto", "presunta", "presuntos", "presuntas"}),
        ("adverbs", "al parecer", {"al parecer"}),
    ],
)
def test_words_of_the_lists_have_their_forms(kind: str, word: str, expected: set[str]) -> None:
    assert expected <= set(forms(kind, word))
