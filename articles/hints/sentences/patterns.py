"""Find the words and phrases of a list in a text, in one pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from operator import itemgetter

from articles.hints.document import Document

# A pattern that begins with it matches at the start of a sentence only.
AT_START = "^"
# In a pattern it stands for any number in figures.
NUMBER = "#"
_NONE: tuple[str, ...] = ()
_TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens from ``first`` to ``last``, both included, are a phrase of ``group``."""

    group: str
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: what may follow, and the groups of the phrase that ends here."""

    following: "dict[str, _Node]" = field(default_factory=dict)
    groups: tuple[str, ...] = ()


class Patterns:
    """The phrases of several groups.

    A phrase is words with spaces between them: ``it's/it_is (high) time`` stands for "it's time", "it is high time" and
    the like, ``#`` for a number; ``^`` before it says that it counts at the start of a sentence only.

    Of the phrases that begin at a word the longest counts, for each of its groups. None begins inside one of the
    ``traps``, which only look like them.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], traps: Iterable[str]) -> None:
        self._anywhere, self._at_start = _Node(), _Node()
        for group, patterns in [(_TRAP, traps), *groups.items()]:
            for pattern in patterns:
                root = self._at_start if pattern.startswith(AT_START) else self._anywhere
                for phrase in expand(pattern.removeprefix(AT_START)):
                    node = root
                    for word in phrase:
                        if word not in node.following:
                            node.following[word] = _Node()
                        node = node.following[word]
                    if group not in node.groups:
                        node.groups += (group,)

    def find(self, document: Document, words: Sequence[str]) -> Iterator[Match]:
        """Return the phrases in ``words``, which are those of the document, some of them blanked ("")."""
        anywhere, at_start = self._anywhere.following, self._at_start.following
        sentence_of = document.sentence_of
        free, sentence = 0, -1
        for token, word in enumerate(words):
            is_start = sentence_of[token] != sentence and document.is_word(token)
            if is_start:
                sentence = sentence_of[token]
            if token < free:
                continue
            after, groups = token, _NONE
            if word in anywhere:
                after, groups = _longest(self._anywhere, words, token)
            if is_start and word in at_start:
                after, groups = max(
                    (after, groups), _longest(self._at_start, words, token), key=itemgetter(0)
                )
            if not groups or sentence_of[after - 1] != sentence_of[token]:
                continue
            if _TRAP in groups:
                free = after
                continue
            for group in groups:
                yield Match(group, token, after - 1)


def _longest(node: _Node, words: Sequence[str], token: int) -> tuple[int, tuple[str, ...]]:
    """Return the token after the longest phrase that begins at ``token``, and the groups of the phrase."""
    after, groups = token, _NONE
    while token < len(words):
        word = words[token]
        following = node.following.get(NUMBER if word[:1].isdecimal() else word)
        if following is None:
            break
        node, token = following, token + 1
        if node.groups:
            after, groups = token, node.groups
    return after, groups


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Return the phrases that a pattern stands for, each as its words."""
    choices = []
    for part in pattern.split():
        is_optional = part.startswith("(")
        words = [tuple(choice.split("_")) for choice in part.strip("()").split("/")]
        choices.append([*words, ()] if is_optional else words)
    for combination in product(*choices):
        yield tuple(word for words in combination for word in words)
