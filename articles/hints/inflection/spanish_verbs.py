"""The forms of Spanish verbs, made from their infinitives: those in which a text speaks of a third person."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from articles.hints.words import word_list

FINITE = ("present", "preterite", "imperfect", "future", "conditional")
SUBJUNCTIVE = ("subjunctive", "past subjunctive")
# What a stem changes where it is stressed (piensa), and what -ir verbs change in sintió and durmiendo.
STRESSED = {"ie": ("e", "ie"), "ue": ("o", "ue"), "i": ("e", "i"), "í": ("i", "í"), "ú": ("u", "ú")}
UNSTRESSED = {"ie": ("e", "i"), "ue": ("o", "u"), "i": ("e", "i")}
# How the end of a stem is written in the subjunctive: indique, llegue, averigüe, avance; exija, siga, convenza.
BEFORE_E = {"gu": "gü", "c": "qu", "g": "gu", "z": "c"}
BEFORE_A = {"gu": "g", "qu": "c", "g": "j", "c": "z"}


class Form(NamedTuple):
    """The tense of a verb form, and whether it is plural."""

    tense: str
    plural: bool


@cache
def conjugate(infinitive: str) -> Mapping[str, Form]:
    """Return the infinitive, gerund, participles and the third persons of the simple tenses of a verb."""
    verb = _Verb(infinitive)
    pairs = {
        "present": verb.pair("present", verb.stressed, "a" if verb.is_ar else "e"),
        "preterite": verb.preterite(),
        "imperfect": verb.pair("imperfect", verb.stem, "aba" if verb.is_ar else "ía"),
        "future": (verb.future + "á", verb.future + "án"),
        "conditional": (verb.future + "ía", verb.future + "ían"),
        "subjunctive": verb.subjunctive(),
    }
    past = pairs["preterite"][1].removesuffix("ron")
    forms = {
        word: Form(tense, plural)
        for tense, pair in pairs.items()
        for word, plural in zip(pair, (False, True), strict=True)
    }
    for ending in ("ra", "se"):
        forms[past + ending] = Form("past subjunctive", False)
        forms[past + ending + "n"] = Form("past subjunctive", True)
    for ending in ("o", "a", "os", "as"):
        forms[verb.participle()[:-1] + ending] = Form("participle", ending.endswith("s"))
    return forms | {verb.gerund(): Form("gerund", False), infinitive: Form("infinitive", False)}


class _Verb:
    """The stems of one verb."""

    def __init__(self, infinitive: str) -> None:
        self.infinitive = infinitive
        self.stem, ending = infinitive[:-2], infinitive[-2:].replace("í", "i")
        self.is_ar = ending == "ar"
        self.irregular = _irregular(infinitive)
        self.future = self.irregular.get("future", self.stem + ending)
        change = _changes().get(infinitive, "")
        self.subjunctive_stem = self.stem[:-1] + "zc" if change == "zc" else ""
        # Between vowels an i becomes y: leyó, construye; after ñ and ll it is lost: gruñó.
        self.between_vowels = (
            not self.is_ar and self.stem[-1:] in tuple("aeou") and self.stem[-2:] not in ("gu", "qu")
        )
        self.stressed = self.unstressed = self.stem
        if change in STRESSED:
            self.stressed = _replace_last(self.stem, *STRESSED[change])
        if ending == "ir" and change in UNSTRESSED:
            self.unstressed = _replace_last(self.stem, *UNSTRESSED[change])
        if ending == "ir" and self.between_vowels:
            self.stressed += "y"

    def pair(self, tense: str, stem: str, ending: str) -> tuple[str, str]:
        """Return the singular and the plural of a tense that is irregular at most in its stem."""
        own = self.irregular.get(tense, stem)
        return (own + ending, own + ending + "n") if isinstance(own, str) else own

    def preterite(self) -> tuple[str, str]:
        own: str | tuple[str, str] | None = self.irregular.get("preterite")
        if isinstance(own, str):
            return own + "o", own + ("eron" if own.endswith("j") else "ieron")
        if own is not None:
            return own
        if self.is_ar:
            return self.stem + "ó", self.stem + "aron"
        glide = self._glide()
        return f"{self.unstressed}{glide}ó", f"{self.unstressed}{glide}eron"

    def subjunctive(self) -> tuple[str, str]:
        if "subjunctive" in self.irregular or self.subjunctive_stem:
            return self.pair("subjunctive", self.subjunctive_stem, "e" if self.is_ar else "a")
        spelling = BEFORE_E if self.is_ar else BEFORE_A
        end = next((end for end in spelling if self.stressed.endswith(end)), "")
        stem = self.stressed.removesuffix(end) + spelling.get(end, "")
        return self.pair("subjunctive", stem, "e" if self.is_ar else "a")

    def gerund(self) -> str:
        regular = self.stem + "ando" if self.is_ar else f"{self.unstressed}{self._glide()}endo"
        return str(self.irregular.get("gerund", regular))

    def participle(self) -> str:
        regular = "ado" if self.is_ar else "ído" if self.stem[-1:] in tuple("aeo") else "ido"
        return str(self.irregular.get("participle", self.stem + regular))

    def _glide(self) -> str:
        return "y" if self.between_vowels else "" if self.stem.endswith(("ñ", "ll")) else "i"


def _irregular(infinitive: str) -> dict[str, Any]:
    """Return the irregular forms of a verb, those of “decir” for “contradecir” with its beginning."""
    lists = word_list("es", "irregular_verbs")
    for length in range(len(infinitive)):
        beginning, ending = infinitive[:length], infinitive[length:]
        forms = dict(lists["irregular"].get("-" + ending, {}))
        if participle := lists["participle"].get("-" + ending):
            forms["participle"] = participle
        if not length:
            forms |= lists["irregular"].get(infinitive, {})
        if forms:
            return {
                tense: beginning + own if isinstance(own, str) else (beginning + own[0], beginning + own[1])
                for tense, own in forms.items()
            }
    return {}


@cache
def _changes() -> dict[str, str]:
    return {
        infinitive: change
        for change, infinitives in word_list("es", "irregular_verbs")["change"].items()
        for infinitive in infinitives
    }


def _replace_last(stem: str, old: str, new: str) -> str:
    before, _, after = stem.rpartition(old)
    return before + new + after
