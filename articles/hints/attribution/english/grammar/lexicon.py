"""The reporting verbs of English by the forms of their first word."""

from dataclasses import dataclass
from functools import cache

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.stances import NEUTRAL, stance_by_base
from articles.hints.inflection.english import plural
from articles.hints.inflection.english_verbs import verb_forms
from articles.hints.words import word_list


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One form of a reporting verb.

    ``rest`` are the further words of a phrasal verb, ``frames`` the lists of ``reporting_verbs.toml`` that it is in,
    and ``form`` the bits of this form, such as PAST and PARTICIPLE.
    """

    base: str
    rest: tuple[str, ...]
    frames: frozenset[str]
    stance: str
    form: int


@cache
def reporting_verbs() -> dict[str, tuple[ReportingVerb, ...]]:
    """Return the verbs by each form of their first word, phrasal verbs with more words first."""
    frames: dict[str, set[str]] = {}
    for frame, verbs in word_list("en", "reporting_verbs")["verbs"].items():
        for verb in verbs:
            frames.setdefault(verb, set()).add(frame)
    stances = stance_by_base("en")
    result: dict[str, list[ReportingVerb]] = {}
    for verb, its_frames in frames.items():
        first, *rest = verb.split()
        for form, bits in _forms(first).items():
            entry = ReportingVerb(verb, tuple(rest), frozenset(its_frames), stances.get(verb, NEUTRAL), bits)
            result.setdefault(form, []).append(entry)
    return {form: tuple(sorted(entries, key=lambda one: -len(one.rest))) for form, entries in result.items()}


def _forms(verb: str) -> dict[str, int]:
    forms = verb_forms(verb)
    bits: dict[str, int] = {}
    for form, bit in (
        (forms.base, c.BASE),
        (forms.third, c.THIRD),
        *((form, c.PAST) for form in forms.past),
        *((form, c.PARTICIPLE) for form in forms.participle),
        (forms.ing, c.ING),
    ):
        bits[form] = bits.get(form, 0) | bit
    return bits


@cache
def words_in(group: str, name: str) -> frozenset[str]:
    """Return a list of ``reporting_verbs.toml`` such as ("nouns", "speech"); nouns with their plurals."""
    words = word_list("en", "reporting_verbs")[group][name]
    return frozenset(words) | (frozenset(map(plural, words)) if group == "nouns" else frozenset())


@cache
def listed(name: str) -> frozenset[str]:
    """Return one of the lists of ``grammar.toml``, such as "documents"."""
    return frozenset(word_list("en", "grammar")["lists"][name])


@cache
def verb_forms_of(name: str) -> frozenset[str]:
    """Return every form of the first words of a list of verbs: "chain", "support" or "voicing"."""
    verbs = {
        "chain": word_list("en", "grammar")["verb_groups"]["chain"],
        "support": word_list("en", "reporting_verbs")["nouns"]["support"],
        "voicing": word_list("en", "grammar")["lists"]["voicing_verbs"],
    }[name]
    return frozenset(form for verb in verbs for form in _forms(verb.partition(" ")[0]))
