"""What a language model may answer."""

# Tag -> reason codes. Their wordings are ours: no text of a model reaches a reader.
CODES = {
    "attributed-allegation": frozenset({"cue-neutral", "cue-distance", "cue-vouch", "no-source", "document"}),
    "loaded-language": frozenset(
        {"loaded-feeling", "loaded-label", "loaded-violence", "loaded-praise", "scare-quotes"}
    ),
    "opinion": frozenset({"should", "judgement", "question"}),
    "factual-claim": frozenset({"number", "comparison", "cause", "event"}),
}
# The longest quote in characters, and the most suggestions in all.
MAX_QUOTE, MAX_SUGGESTIONS = 600, 60
