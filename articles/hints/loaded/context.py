"""Whether a listed word counts as loaded where it stands."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from articles.hints.document import Document
from articles.hints.loaded.context_words import context_words
from articles.hints.loaded.groups import GROUPS, Where
from articles.hints.loaded.lexicon import Index, without_possessive
from articles.hints.loaded.matching import Match
from articles.hints.loaded.names import Names

# How many words on either side of a word are looked at.
NEAR = 6
# How far before a word the verb of its clause is looked for.
BEFORE = 4
# How many words after a label the name or noun may come that it is put on.
LABEL_REACH = 3
CLAUSE_ENDS = (",", ".")
# Forms of verbs that may as well be nouns, and those that may be passive.
LIKE_NOUNS = (
    "base",
    "third",
    "present singular",
    "present plural",
    "subjunctive singular",
    "subjunctive plural",
)
PARTICIPLES = ("past", "participle")
# Languages in which an adjective may follow its noun.
ADJECTIVES_FOLLOW = ("es",)
NOUNS = ("nouns", "persons")
INSULTS = GROUPS["insults"]
DOUBLE_QUOTES = '"“”„«»'
QUOTES = f"{DOUBLE_QUOTES}'‘’"


class Context:
    """What stands around the words of one document."""

    def __init__(self, document: Document, listed: Index) -> None:
        self.document, self.listed = document, listed
        self.names = Names(document)
        self.lists = context_words(document.language)
        self._counts: dict[Where, Callable[[Match], bool]] = {
            Where.ANYWHERE: lambda match: True,
            Where.LABEL: lambda match: self._labels(match, self.lists["targets"]),
            Where.EPITHET: lambda match: self._is_epithet(match, self.lists["targets"]),
            Where.NAME: lambda match: self._labels(match, frozenset()),
            Where.METAPHOR: lambda match: self._strikes(match, self.lists["targets"], names=True),
            Where.ABSTRACT: lambda match: self._strikes(match, self.lists["politics"], names=False),
            Where.JUDGEMENT: self._strengthens,
            Where.SAYING: self._says,
        }

    def accepts(self, match: Match) -> bool:
        """Return whether a match is a loaded word where it stands."""
        entry = match.form.entry
        if self.names.in_heading(match.first) or self.names.is_name(match.first, match.last, entry):
            return False
        if entry.part == "verbs" and match.form.form in LIKE_NOUNS and self._follows_determiner(match.first):
            return False
        return self._counts[entry.loaded_group.where](match)

    def _follows_determiner(self, token: int) -> bool:
        before = self.document.words[token - 1] if token else ""
        return before in self.lists["before_nouns"] or before.endswith("'s")

    def _labels(self, match: Match, nouns: frozenset[str]) -> bool:
        """Return whether a label is put on a name or one of the ``nouns``, or is what somebody is said to be."""
        return (
            any(self._is_name(token) for token in self._beside(match))
            or bool(nouns and self._is_epithet(match, nouns))
            or self._is_predicate(match)
        )

    def _is_epithet(self, match: Match, nouns: frozenset[str]) -> bool:
        """Return whether a word stands beside one of the ``nouns`` or another label."""
        return any(
            (word := self._word(token)) in nouns or self._is_insult(word) for token in self._beside(match)
        )

    def _beside(self, match: Match) -> Iterator[int]:
        """Yield the words of the noun phrase beside a match: after it, and before it where adjectives follow."""
        sides = [self._words_after(match.last, LABEL_REACH)]
        if self.document.language in ADJECTIVES_FOLLOW:
            sides.append(self._words_before(match.first, LABEL_REACH))
        for side in sides:
            yield from takewhile(lambda token: self._word(token) not in self.lists["ends"], side)

    def _is_predicate(self, match: Match) -> bool:
        """Return whether a phrase ends with a label, and a verb such as “is” stands before it."""
        after = match.last + 1
        ends = after == len(self.document) or not self.document.is_word(after)
        if not ends and self._word(after) not in self.lists["ends"]:
            return False
        for token in self._words_before(match.first, BEFORE):
            word = self._word(token)
            if word in self.lists["be"] or word in self.lists["prepositions"]:
                return word in self.lists["be"]
        return False

    def _is_insult(self, word: str) -> bool:
        return any(form.entry.part in NOUNS and form.entry.group is INSULTS for form in self.listed[(word,)])

    def _strikes(self, match: Match, targets: frozenset[str], *, names: bool) -> bool:
        """Return whether a verb of violence is done to one of the ``targets`` or a name, and nothing else is near."""
        if self._is_literal(match):
            return False
        for token in self._words_after(match.last, NEAR):
            word = self._word(token)
            if word in targets or (names and self._is_name(token)):
                return True
            if word in self.lists["prepositions"] and word not in self.lists["before_object"]:
                break
        is_participle = match.form.form.startswith(PARTICIPLES)
        return is_participle and self._is_done_to(match.first, targets, names)

    def _is_literal(self, match: Match) -> bool:
        near = (*self._words_before(match.first, NEAR), *self._words_after(match.last, NEAR))
        return any(
            self.document.words[token] in self.lists["literal"] and not self._is_name(token) for token in near
        )

    def _is_done_to(self, first: int, targets: frozenset[str], names: bool) -> bool:
        """Return whether a participle is passive and one of the ``targets`` or a name is its subject."""
        return self._has_before(first, "passive") and any(
            self._word(token) in targets or (names and self.document.is_capitalized(token))
            for token in self._words_before(first, NEAR)
        )

    def _strengthens(self, match: Match) -> bool:
        word = self._word(match.last + 1)
        return word in self.lists["judging"] or any(
            form.entry.part in ("adjectives", *NOUNS)
            and form.entry.group is not None
            and form.entry.group.where is not Where.JUDGEMENT
            for form in self.listed[(word,)]
        )

    def _says(self, match: Match) -> bool:
        """Return whether a verb has something said next to it: a clause after it, or a quotation on either side."""
        before, after = self._word(match.first - 1), self._word(match.last + 1)
        return (
            after in self.lists["before_saying"]
            or after in (":", *DOUBLE_QUOTES)
            or (before != "" and before in DOUBLE_QUOTES)
            or self._is_name(match.last + 1)
            or (after in CLAUSE_ENDS and self._is_inserted(match.first))
        )

    def _is_inserted(self, first: int) -> bool:
        """Return whether a sign stands a word or two before a verb: "The flood, he claimed, was small."."""
        return any(not self.document.is_word(token) for token in range(max(0, first - 3), first))

    def _has_before(self, first: int, name: str) -> bool:
        return any(self._word(token) in self.lists[name] for token in self._words_before(first, BEFORE))

    def _is_name(self, token: int) -> bool:
        document = self.document
        return (
            token < len(document) and document.is_capitalized(token) and not document.starts_sentence(token)
        )

    def _word(self, token: int) -> str:
        return without_possessive(self.document.words[token]) if 0 <= token < len(self.document) else ""

    def _words_before(self, token: int, most: int) -> Iterator[int]:
        """Yield up to ``most`` words before a token, back to a sign other than a quotation mark."""
        for before in range(token - 1, max(token - 1 - most, -1), -1):
            if self.document.is_word(before):
                yield before
            elif self.document.raw[before] not in QUOTES:
                return

    def _words_after(self, token: int, most: int) -> Iterator[int]:
        """Yield up to ``most`` words after a token, on to a sign other than a quotation mark."""
        for after in range(token + 1, min(token + 1 + most, len(self.document))):
            if self.document.is_word(after):
                yield after
            elif self.document.raw[after] not in QUOTES:
                return
