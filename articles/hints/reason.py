"""The reason for a hint: one line on what was seen and one question, in words for a twelve-year-old."""

from typing import Any, Self

from web.i18n.lazy_message import Message

MAX_LENGTH = 140
# The longest piece of the text that a reason repeats, in characters.
MAX_VALUE = 40
# Code -> wording. A code never changes its meaning: annotations and files carry it.
REASONS = {
    "cue-neutral": Message("“{cue}” shows that somebody else says this: {source}. How would they know?"),
    "cue-neutral-short": Message("“{cue}” shows that somebody else says this. How would they know?"),
    "cue-distance": Message(
        "“{cue}” keeps its distance: the writer does not say it is true. Would “said” tell you the same?"
    ),
    "cue-vouch": Message("“{cue}” sounds as if it were proved. Is it?"),
    "no-source": Message("“{cue}”, but by whom? Nobody is named."),
    "document": Message("This comes from a document: {source}. Who made it, and how?"),
    "loaded-feeling": Message("“{word}” may push feelings. What plainer word gives the same facts?"),
    "loaded-label": Message("“{word}” may be a label. Would these people call themselves that?"),
    "loaded-violence": Message(
        "“{word}” may make this sound like a fight. What plainer word tells what happened?"
    ),
    "loaded-praise": Message("“{word}” may be praise. What plainer word gives the same facts?"),
    "loaded-mockery": Message(
        "“{word}” may make somebody look silly. What plainer word gives the same facts?"
    ),
    "loaded-deceit": Message(
        "“{word}” may say that somebody means to trick people. How would the writer know?"
    ),
    "loaded-phrase": Message("“{word}” may take sides. What would people on the other side call it?"),
    "loaded-size": Message("“{word}” may make something look bigger or smaller. What is the number?"),
    "loaded-intensifier": Message("“{word}” may add force but no facts. What changes if you leave it out?"),
    "loaded-comment": Message("“{word}” may be the writer’s comment on the facts. What is lost without it?"),
    "loaded-stance": Message(
        "“{word}” may hint at what to think of the speaker. Would “said” tell you the same?"
    ),
    "loaded-own": Message("“{word}” is on your group’s list. What plainer word gives the same facts?"),
    "scare-quotes": Message("Quotation marks, but no speaker. Do they cast doubt?"),
    "should": Message("“{word}” may tell others what they ought to do. Could two fair people disagree?"),
    "judgement": Message("“{word}” may be a judgement. Could two fair people disagree?"),
    "question": Message("This question may expect no answer. What does the writer want you to think?"),
    "first-person": Message("“{word}” may be the writer’s own view. Would everybody agree?"),
    "generalization": Message("“{word}” may go too far. Can you think of an exception?"),
    "certainty": Message("“{word}” may sound surer than the facts are. What shows that it is so?"),
    "forecast": Message("“{word}” may be about the future. How sure can anybody be?"),
    "guess": Message("“{word}” may mark a guess. What is it based on?"),
    "general": Message(
        "This may be about how things are, not about what happened. Could two fair people disagree?"
    ),
    "exclamation": Message(
        "The exclamation mark may show how the writer feels. What would a full stop change?"
    ),
    "loaded-pair": Message("“{word}” and “{other}” may both push feelings. Is this a judgement?"),
    "number": Message("A number that you could check: {thing}. Where would you look?"),
    "comparison": Message("A comparison that you could check: {thing}. Where would you look?"),
    "cause": Message("“{thing}” may name a cause. How could you check it?"),
    "decision": Message("There may be a record of this: {thing}. Where would you look?"),
    "event": Message("Something that you could check: {thing}. Where would you look?"),
}


class Reason(Message):
    """A message with a ``code`` that stays the same whatever the wording."""

    code: str

    def __new__(cls, code: str, values: dict[str, Any] | None = None) -> Self:
        reason = super().__new__(cls, REASONS[code].template, values)
        reason.code = code
        return reason

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        return self.code, self.values

    def to_json(self) -> list[Any]:
        """Return ``[code, values]``; ``from_json`` reads it back."""
        return [self.code, self.values]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return the reason that ``to_json`` wrote."""
        code, values = data
        return cls(code, values)


def excerpt(text: str) -> str:
    """Return a piece of the text for a reason: on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1].rstrip() + "…"
