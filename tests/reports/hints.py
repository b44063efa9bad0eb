"""Hints for the tests' small text, made by hand: the rules of another day would find others."""

from dataclasses import replace

from articles.hints import Hint, Reason
from articles.hints.keys import with_keys
from reports.analysis.report import Report
from reports.analysis.unmarked_hints import FoundHints
from tests.reports.small import ANNOTATIONS, BODY, report

RULES = "1.test"


def loaded(word: str, *, sure: bool = True, neutral: tuple[str, ...] = (), body: str = BODY) -> Hint:
    """Return the hint at the first occurrence of a loaded word."""
    start = body.index(word)
    cue = (start, start + len(word))
    reason = Reason("loaded-label", {"word": word})
    return Hint(*cue, "loaded-language", reason, sure, {"cue": cue, "neutral": neutral}, "loaded-words")


def said(content: str, cue: str, source: str | None, *, body: str = BODY) -> Hint:
    """Return the hint for an allegation."""
    start, at = body.index(content), body.index(cue)
    who = None if source is None else (body.index(source), body.index(source) + len(source))
    reason = (
        Reason("cue-neutral", {"cue": cue, "source": source}) if source else Reason("no-source", {"cue": cue})
    )
    details = {"cue": (at, at + len(cue)), "source": who, "pieces": ()}
    return Hint(start, start + len(content), "attributed-allegation", reason, True, details, "attribution")


def sentence(text: str, cue: str, tag: str = "opinion", code: str = "should", *, body: str = BODY) -> Hint:
    """Return the hint for a whole sentence."""
    start, at = body.index(text), body.index(cue)
    kind = "opinions" if tag == "opinion" else "claims"
    reason = Reason(code, {"word": cue, "thing": cue})
    return Hint(start, start + len(text), tag, reason, True, {"cue": (at, at + len(cue))}, kind)


SMALL = (
    loaded("slams", neutral=("criticises", "answers")),
    loaded("globalist"),
    sentence("The globalist council voted nine to six", "nine to six", "factual-claim", "number"),
    loaded("disgrace", sure=False),
    said("“It was a disgrace,”", "said", "the family"),
    sentence("Taxes fell by four per cent", "four per cent", "factual-claim", "number"),
    sentence("Nobody should be surprised by that", "should"),
)


def suggested(word: str) -> Hint:
    """Return a hint at a loaded word that a language model suggested."""
    hint = loaded(word, sure=False)
    return replace(
        hint, details=hint.details | {"suggested_by": "a-model, 2024-03-04"}, kind="language-model"
    )


def found(*hints: Hint, body: str = BODY) -> FoundHints:
    """Return the hints as a report gets them."""
    return FoundHints(RULES, with_keys(body, hints))


def report_with_hints() -> Report:
    """Build the report on the small text with hints; a reader adopted one, and nobody highlighted some."""
    adopted = replace(ANNOTATIONS[0], from_hint={"code": "loaded-violence", "rules": RULES})
    missed = (loaded("critics", neutral=("opponents",)), said("Taxes fell", "fell", None), suggested("Mayor"))
    return report([adopted, *ANNOTATIONS[1:]], hints=found(*SMALL, *missed))
