"""Texts full of what the rules look for, and odd ones, for the laws of hints."""

from hypothesis import strategies as st

from tests.texts import PIECES

SENTENCES = {
    "en": [
        "The council should have asked the people.",
        "“This is a disgrace,” said Jonas Rehm, a baker.",
        "According to the union, an engineer warned the council in 2019.",
        "The bridge carries 11,000 vehicles a day.",
        "Critics slammed the so-called “rescue plan” on Monday.",
        "The mayor, Ilse Marten, denied that she “knew of it.”",
        "Who would want to live beside a quarry?",
        "The flood led to the closure of 12 schools.",
        "“We acted,” she said, “on every report.",
    ],
    "es": [
        "El ayuntamiento debería haber preguntado a la gente.",
        "«Es una vergüenza», dijo Jonas Rehm, panadero.",
        "Según el sindicato, una ingeniera avisó en 2019.",
        "Por el puente pasan 11.000 vehículos al día.",
        "El valle ya conoce ese «progreso» sin árboles.",
        "—No cerramos —respondió la alcaldesa—.",
        "El presunto «plan de rescate» habría costado 3 millones.",
        "¿Quién querría vivir junto a una cantera?",
        "La riada provocó el cierre de 12 escuelas.",
    ],
}
SEPARATORS = [" ", "\n", "\n\n", "\t", " — ", "“", "”", '"', "«", "»", "(", ")", "’", "'"]
LANGUAGES = st.sampled_from(sorted(SENTENCES))


def texts(language: str) -> st.SearchStrategy[str]:
    """Return texts of sentences in a language, with odd pieces between and in them."""
    pieces = st.sampled_from(SENTENCES[language] + SEPARATORS) | st.sampled_from(PIECES)
    return st.lists(pieces, max_size=20).map("".join)


LANGUAGES_AND_TEXTS = LANGUAGES.flatmap(lambda language: st.tuples(st.just(language), texts(language)))
