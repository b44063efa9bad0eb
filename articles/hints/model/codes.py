"""What a language model may answer."""

# Tag -> reason codes. Their wordings are ours: no text of a model reaches a reader.
CODES = {
    "attributed-allegation": frozenset({"cue-neutral", "cue-distance", "cue-vouch", "no-source", "document"}),
    "loaded-language": frozenset(
        {
            *("loaded-feeling", "loaded-label", "loaded-violence", "loaded-praise", "loaded-mockery"),
            *(
                "loaded-deceit",
                "loaded-phrase",
                "loaded-size",
                "loaded-intensifier",
                "loaded-comment",
                "scare-quotes",
            ),
        }
    ),
    "opinion": frozenset(
        {
            "should",
            "judgement",
            "question",
            "first-person",
            "generalization",
            "certainty",
            "forecast",
            "exclamation",
        }
    ),
    "factual-claim": frozenset({"number", "comparison", "cause", "decision", "event"}),
}
# The longest quote in characters, and the most suggestions in all.
MAX_QUOTE, MAX_SUGGESTIONS = 600, 60
