"""Words that are no loaded language because of where they stand: in names, and in headings of sections."""

from articles.hints.document import Document
from articles.hints.loaded.groups import Where
from articles.hints.loaded.lexicon import Entry

# A heading of a section has at most this many words, and no stop at its end.
MOST_IN_HEADING = 8
# Words in capitals with fewer letters may be initials.
FEWEST_IN_CAPITALS = 4
# Words as short as this may have small letters in a headline in which the others have capitals.
SHORT = 3
ENDS = '.!?…:;"”»)'


class Names:
    """The names and headings of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._kinds: dict[int, str] = {}

    def is_name(self, first: int, last: int, entry: Entry) -> bool:
        """Return whether the tokens are a name, or a part of one, because of their capital letters."""
        document = self.document
        if entry.is_capitalized or last > first or not document.is_capitalized(first):
            return False
        raw = document.raw[first]
        if (raw.isupper() and len(raw) >= FEWEST_IN_CAPITALS) or self._kind(first) == "headline":
            return False
        if not document.starts_sentence(first):
            return True
        is_label = entry.group is not None and entry.group.where in (Where.LABEL, Where.EPITHET, Where.NAME)
        return not is_label and self._is_joined_to_name(last)

    def in_heading(self, token: int) -> bool:
        """Return whether a token stands in the heading of a section. The headline of the article is none."""
        return self._kind(token) == "heading"

    def _is_joined_to_name(self, token: int) -> bool:
        after = token + 1
        document = self.document
        return (
            after < len(document)
            and document.is_capitalized(after)
            and document.starts[after] == document.ends[token] + 1
        )

    def _kind(self, token: int) -> str:
        """Return "headline", "heading", or "" for the paragraph that a token stands in.

        Of headlines, only those matter that have capitals throughout: in them a capital makes no name.
        """
        number = self.document.paragraph_of[token]
        if number not in self._kinds:
            self._kinds[number] = self._paragraph_kind(number)
        return self._kinds[number]

    def _paragraph_kind(self, number: int) -> str:
        document = self.document
        start, end = document.paragraphs[number]
        tokens = document.tokens_in(start, end)
        if document.raw[tokens[-1]][-1] in ENDS:
            return ""
        words = [token for token in tokens if document.is_word(token)]
        if number:
            return "heading" if len(words) <= MOST_IN_HEADING else ""
        long = [token for token in words if len(document.raw[token]) > SHORT]
        capitals = sum(document.is_capitalized(token) for token in long)
        return "headline" if len(words) > 2 and capitals * 4 >= len(long) * 3 else ""
