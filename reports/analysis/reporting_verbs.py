"""Whether a reporting verb distances itself from what a source says, endorses it, or is neutral."""

from articles.text.stems import stem_words

NEUTRAL, DISTANCES, ENDORSES, UNKNOWN = "neutral", "distances", "endorses", ""
# Compared by stem, so that every form of a word counts.
CUES = {
    "en": {
        NEUTRAL: (
            "according to", "said", "says", "told", "tells", "stated", "wrote", "writes", "announced",
            "reported", "added",
            "asked", "answered", "replied", "responded", "explained", "described", "called", "denied",
            "in the words of",
            "declared", "commented", "remarked", "spoke", "quoted", "argued",
        ),
        DISTANCES: (
            "claimed", "alleged", "allegedly", "purported", "supposedly", "reportedly", "insinuated",
            "boasted", "insisted",
            "so-called", "maintained", "asserted", "contended", "accused", "would have us believe", "professed",
        ),
        ENDORSES: (
            "revealed", "noted", "pointed out", "realized", "realised", "confirmed", "showed", "proved", "demonstrated",
            "acknowledged", "admitted", "conceded", "exposed", "uncovered", "recalled", "found",
            "established", "warned",
            "discovered", "disclosed",
        ),
    },
    "es": {
        NEUTRAL: (
            "según", "dijo", "dice", "dicen", "de acuerdo con", "declaró", "afirmó", "explicó", "contó", "escribió",
            "anunció", "añadió", "respondió", "preguntó", "informó", "señaló", "comentó", "negó",
            "manifestó", "expresó",
        ),
        DISTANCES: (
            "presuntamente", "supuestamente", "presunto", "supuesto", "alegó", "aseguró", "pretende",
            "insinuó", "presumió",
            "insistió", "al parecer", "acusó", "sostuvo", "dizque", "llamado",
        ),
        ENDORSES: (
            "reveló", "demostró", "confirmó", "admitió", "reconoció", "probó", "mostró", "advirtió", "constató",
            "descubrió", "comprobó", "recordó", "destapó",
        ),
    },
}  # fmt: skip


def stance(cue: str, language: str) -> str:
    """Return NEUTRAL, DISTANCES or ENDORSES for a cue, or UNKNOWN if none of its words is in the lists.

    If several words match, the one that is not neutral counts: “said, allegedly” distances. Languages without a list
    use the English one.
    """
    phrases_by_stance = CUES.get(language.casefold()[:2], CUES["en"])
    cue_stems = stem_words(cue, language or "en")
    stances = {
        stance
        for stance, phrases in phrases_by_stance.items()
        for phrase in phrases
        if _within(stem_words(phrase, language or "en"), cue_stems)
    }
    return next((stance for stance in (DISTANCES, ENDORSES, NEUTRAL) if stance in stances), UNKNOWN)


def _within(phrase: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return any(stems[index : index + len(phrase)] == phrase for index in range(len(stems) - len(phrase) + 1))
