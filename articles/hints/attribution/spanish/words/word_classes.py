"""What a Spanish word may be, by the lists of ``grammar.toml`` and by its ending."""

from functools import cache, lru_cache

from articles.hints.attribution.spanish.words import classes as c
from articles.hints.attribution.spanish.words.lexicon import homographs, verb_forms
from articles.hints.inflection.spanish import plural
from articles.hints.inflection.spanish_verbs import FINITE, conjugate
from articles.hints.words import word_list

# Endings that few words but verbs have: llegó, cayeron, llevaban, comían, dirá.
FINITE_ENDINGS = ("ó", "aron", "ieron", "yeron", "aban", "ían", "rán", "rá")
PRETERITE_ENDINGS = ("ó", "aron", "ieron", "yeron", "jeron")
GERUND_ENDINGS = (
    "ando",
    "iendo",
    "yendo",
    "ándose",
    "iéndose",
    "ándole",
    "iéndole",
    "ándoles",
    "iéndoles",
    "ándolo",
    "iéndolo",
)
INFINITIVE_ENDINGS = (
    "ar",
    "er",
    "ir",
    "arse",
    "erse",
    "irse",
    "arle",
    "erle",
    "irle",
    "arles",
    "erles",
    "irles",
    "arlo",
    "erlo",
    "irlo",
    "arla",
    "erla",
    "irla",
    "arlos",
    "erlos",
    "irlos",
    "arlas",
    "erlas",
    "irlas",
    "ársela",
    "árselo",
    "árselas",
    "árselos",
    "érsela",
    "érselo",
    "írsela",
    "írselo",
)
PARTICIPLE_ENDINGS = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")


@lru_cache(maxsize=50_000)
def classes_of(word: str) -> int:
    """Return the classes that a word may be of."""
    found = _listed().get(word, 0)
    if word in _finite_forms() or (
        len(word) > 3 and word.endswith(FINITE_ENDINGS) and word not in _not_verbs()
    ):
        found |= c.FINITE
    if len(word) > 5 and word.endswith(GERUND_ENDINGS) and word not in _not_verbs():
        found |= c.GERUND
    if len(word) > 3 and word.endswith(INFINITIVE_ENDINGS) and word not in _not_verbs():
        found |= c.INFINITIVE
    if len(word) > 4 and word.endswith(PARTICIPLE_ENDINGS):
        found |= c.PARTICIPLE
    if word.endswith("mente"):
        found |= c.ADVERB
    if word.endswith(_people_endings()):
        found |= c.PERSON
    return found


@cache
def _listed() -> dict[str, int]:
    lists = word_list("es", "grammar")
    result: dict[str, int] = {}
    for name, bit in c.LISTS.items():
        for word in str(lists[name]).split():
            result[word] = result.get(word, 0) | bit
    for word in str(lists["people"]).split():
        result[plural(word)] = result.get(plural(word), 0) | c.PERSON
    for word in ("ser", "ver", "dar", "ir"):
        result[word] = result.get(word, 0) | c.INFINITIVE
    for word in homographs():
        result[word] = result.get(word, 0) | c.HOMOGRAPH
    return result


@cache
def _people_endings() -> tuple[str, ...]:
    return tuple(str(word_list("es", "grammar")["people_endings"]).split())


@cache
def _not_verbs() -> frozenset[str]:
    return frozenset(str(word_list("es", "grammar")["not_verbs"]).split())


@cache
def _finite_forms() -> dict[str, str]:
    """Return the tense of the finite forms of the verbs in the lists."""
    lists = word_list("es", "grammar")
    infinitives = str(lists["verbs"]).split() + [
        phrase.split()[0].removesuffix("se") for phrase in lists["semi_auxiliaries"]
    ]
    forms = {word: form.tense for infinitive in infinitives for word, form in conjugate(infinitive).items()}
    forms |= {word: found[0].form.tense for word, found in verb_forms().items()}
    others = _not_verbs() | homographs()
    return {word: tense for word, tense in forms.items() if tense in FINITE and word not in others}


def tense_of(word: str) -> str:
    """Return the tense of a finite verb; "" if it is unknown."""
    return _finite_forms().get(word, "preterite" if word.endswith(PRETERITE_ENDINGS) else "")
