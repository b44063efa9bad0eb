"""Whether the word that brings in what a source says keeps its distance from it, vouches for it, or neither."""

from articles.text.stems import stem_words

NEUTRAL, DISTANCES, ENDORSES, UNKNOWN = "neutral", "distances", "endorses", ""
# One way of saying it a line; whatever form the word takes, its stem is what counts.
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
    """One of NEUTRAL, DISTANCES, ENDORSES; UNKNOWN for words that are not in the lists, or in no list's language.

    Of several words the one that is not neutral counts: “said, allegedly” keeps its distance.
    """
    known = CUES.get(language.casefold()[:2], CUES["en"])
    said = stem_words(cue, language or "en")
    found = {
        stance
        for stance, ways in known.items()
        for way in ways
        if _within(stem_words(way, language or "en"), said)
    }
    return next((stance for stance in (DISTANCES, ENDORSES, NEUTRAL) if stance in found), UNKNOWN)


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
