"""Allegations: what somebody else says, as a word such as “said” or “according to” shows."""

from collections.abc import Callable, Iterable

from articles.hints.attribution import english, spanish
from articles.hints.attribution.as_hints import KIND, TAG, as_hint, strongest
from articles.hints.attribution.attribution import Attribution
from articles.hints.document import Document
from articles.hints.hint import Hint
from web.i18n.lazy_message import Message

GRAMMARS: dict[str, Callable[[Document], Iterable[Attribution]]] = {"en": english.find, "es": spanish.find}


class AttributionKind:
    """Passages that the article puts in somebody else's mouth."""

    slug = KIND
    title = Message("Who says so?")
    example = Message("“Police said”, “according to the report”, “allegedly”")
    tag = TAG
    order = 10

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterable[Hint]:
        """Return a hint for each attribution in the text."""
        attributions = strongest(list(GRAMMARS[document.language](document)))
        return [as_hint(document, attribution) for attribution in attributions]
