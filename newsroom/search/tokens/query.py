"""What somebody typed, as words and phrases. Whatever they type is a valid query: there are no operators."""

from dataclasses import dataclass

from articles.words import WORD
from newsroom.search.tokens.words import split, stem

MAX_LENGTH, MAX_WORDS = 500, 20
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟", '"'))


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of folded words, all of which a passage must have; a single word is a phrase of one.

    ``shortened`` says that what was typed had more words than are searched.
    """

    phrases: tuple[tuple[str, ...], ...]
    shortened: bool = False

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def stems(self, language: str) -> tuple[tuple[str, ...], ...]:
        """Return the phrases as stems of a language."""
        return tuple(tuple(stem(word, language) for word in phrase) for phrase in self.phrases)


def parse_query(text: str) -> Query:
    """Return the query that somebody typed: words, and phrases between quotation marks."""
    shortened = len(text) > MAX_LENGTH
    if shortened:
        # Half a word is not what they are looking for.
        text = " ".join(text[: MAX_LENGTH + 1].split(" ")[:-1]) or text[:MAX_LENGTH]
    segments = text.translate(_QUOTES).split('"')
    phrases: dict[tuple[str, ...], None] = {}
    words = 0
    for number, segment in enumerate(segments):
        # A quotation mark without a second one opens no phrase.
        for group in _groups(segment, quoted=bool(number % 2) and number < len(segments) - 1):
            if group in phrases:
                continue
            shortened = shortened or len(group) > MAX_WORDS - words
            if phrase := group[: MAX_WORDS - words]:
                phrases[phrase] = None
                words += len(phrase)
    return Query(tuple(phrases), shortened)


def _groups(segment: str, quoted: bool) -> list[tuple[str, ...]]:
    """Return the words of a segment, all of them as one group if it is quoted.

    Signs of Chinese and Japanese without a space between them are a group, too.
    """
    groups: list[tuple[str, ...]] = []
    end = -1
    for match in WORD.finditer(segment):
        if groups and (quoted or match.start() == end):
            groups[-1] += split(match[0])
        else:
            groups.append(split(match[0]))
        end = match.end()
    return groups
