"""Words that may push feelings: those of the lists, and those that a team has added."""

from collections.abc import Iterator

from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.loaded.context import Context
from articles.hints.loaded.lexicon import index
from articles.hints.loaded.matching import Match, matches
from articles.hints.loaded.own_words import index_own_words
from articles.hints.reason import Reason, excerpt
from web.i18n.lazy_message import Message


class LoadedWords:
    """Words and set phrases: evaluations, labels, metaphors of violence, praise, and verbs that judge a speaker."""

    slug = "loaded-words"
    title = Message("Loaded words")
    example = Message("“Cronies”, “rammed through”, “a witch hunt”")
    tag = "loaded-language"
    order = 20

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterator[Hint]:
        """Yield a hint for each word of the lists that counts where it stands, and for each of the team's own."""
        own = index_own_words(document)
        listed = index(document.language)
        covered: set[int] = set()
        for match in matches(document, own, lambda match: True):
            covered.update(range(match.first, match.last + 1))
            yield self._hint(document, match)
        for match in matches(document, listed, Context(document, listed).accepts):
            if covered.isdisjoint(range(match.first, match.last + 1)):
                yield self._hint(document, match)

    def _hint(self, document: Document, match: Match) -> Hint:
        entry = match.form.entry
        group = entry.loaded_group
        start, end = document.extent(match.first, match.last)
        if document.words[match.last].endswith("'s"):
            end -= 2
        # What a source says is less the writer's choice of words.
        quoted = document.quotation_of[match.first] >= 0
        return Hint(
            start,
            end,
            self.tag,
            Reason(group.code, {"word": excerpt(document.text[start:end])}),
            group.sure and not quoted,
            {"cue": (start, end), "neutral": entry.neutral_in(match.form.form, document.language)},
            self.slug,
            strength=group.strength - 0.5 * quoted,
        )
