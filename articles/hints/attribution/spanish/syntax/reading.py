"""A Spanish text as the rules read it: what each word may be, and in which stretch its clause lies."""

from articles.hints.attribution.quotations import Quotations
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.attribution.spanish.words.word_classes import classes_of, tense_of
from articles.hints.document import QUOTATION_MARK, Document
from articles.hints.hint import Extent

DASHES = frozenset("—–―")
SIGNS = (
    {",": c.COMMA}
    | dict.fromkeys(".;:?!…", c.STOP)
    | dict.fromkeys(DASHES, c.DASH)
    | {"%": c.CONTENT | c.COLLECTIVE}
)
# How participles end: ha afirmado, ha dicho, ha visto.
PERFECT_ENDINGS = ("ado", "ido", "cho", "to")
# Adverbs that may stand between an article and its noun: "el entonces ministro".
FORMER = frozenset(("entonces", "todavía", "aún", "hoy", "ahora", "casi"))


class Reading:
    """The tokens of a document, and for each the stretch in which its clause lies.

    A stretch is ``[first[t], last[t])``, in tokens: a sentence, or several that one quotation joins; in a quotation the
    part of the sentence that is in it. ``level`` is the number of the quotation that a token is in, -1 outside.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words, self.raw = document.words, document.raw
        self.quotations = Quotations(document)
        self.level = document.quotation_of
        self.quoted = _token_ranges(self.level)
        self.first, self.last = _stretches(document, self.level)
        self.tags: list[int] = []
        for token, word in enumerate(self.words):
            self.tags.append(self._classes(token, word))

    def __len__(self) -> int:
        return len(self.words)

    def word(self, token: int) -> str:
        """Return a token's word; "" beyond the text."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def has(self, token: int, classes: int) -> bool:
        """Return whether a token may be of one of the wanted classes; False beyond the text."""
        return 0 <= token < len(self.tags) and bool(self.tags[token] & classes)

    def says(self, token: int, words: tuple[str, ...]) -> bool:
        """Return whether some words begin at a token."""
        return tuple(self.words[token : token + len(words)]) == words

    def begins(self, token: int) -> bool:
        """Return whether a token is the first word of its stretch, or of what a colon or a dash begins."""
        before = token - 1
        while before >= self.first[token] and not self.raw[before][0].isalnum():
            if self.raw[before] == ":" or self.raw[before] in DASHES:
                return True
            before -= 1
        return before < self.first[token]

    def after_quotation(self, token: int) -> int:
        """Return the token after the quotation that a token is in."""
        return self.quoted[self.level[token]][1]

    def before_quotation(self, token: int) -> int:
        """Return the token before the quotation that a token is in."""
        return self.quoted[self.level[token]][0] - 1

    def tense(self, token: int) -> str:
        """Return the tense of the verb whose last word is a token; "" if it is none."""
        word = self.word(token)
        if self.has(token, c.FINITE):
            return tense_of(word)
        perfect = self.word(token - 1) in ("ha", "han") and word.endswith(PERFECT_ENDINGS)
        return "perfect" if perfect else ""

    def verb_after(self, token: int) -> int:
        """Return the last word of the verb that begins at a token, past pronouns, adverbs and "ha"."""
        for _ in range(4):
            if not self.has(token, c.CLITIC | c.CUE_ADVERB | c.ADVERB) and self.word(token) not in (
                "ha",
                "han",
                "no",
            ):
                break
            token += 1
        return token

    def opens_dialogue(self, token: int) -> bool:
        """Return whether the paragraph of a token begins with a dash: "—No cerramos —dijo Ana"."""
        tokens = self.document.tokens_in(*self.document.paragraphs[self.document.paragraph_of[token]])
        return self.has(tokens.start, c.DASH)

    def opens_aside(self, dash: int) -> bool:
        """Return whether a dash may begin "—dijo Ana—": it does not hang on the word before it alone."""
        return not (self._hangs(dash, -1) and not self._hangs(dash, 1))

    def closes_aside(self, dash: int) -> bool:
        """Return whether a dash may end "—dijo Ana—": it does not hang on the word after it alone."""
        return not (self._hangs(dash, 1) and not self._hangs(dash, -1))

    def _hangs(self, dash: int, side: int) -> bool:
        """Return whether no space is before (-1) or after (1) a dash."""
        at = self.document.starts[dash] - 1 if side < 0 else self.document.ends[dash]
        return 0 <= at < len(self.document.text) and not self.document.text[at].isspace()

    def extent(self, first: int, last: int) -> Extent:
        """Return the extent of tokens, ``last`` included, in code points."""
        return self.document.extent(first, last)

    def _classes(self, token: int, word: str) -> int:
        raw = self.raw[token]
        if not raw[0].isalnum():
            return self._sign(token, raw)
        if raw[0].isdecimal():
            return c.WORD | c.NUMBER | c.DETERMINER | (c.PLURAL_DETERMINER if word != "1" else 0)
        classes = classes_of(word) | c.WORD
        if raw[0].isupper():
            begins = self.begins(token)
            if not begins:
                remaining = c.PERSON | c.COLLECTIVE | c.DOCUMENT | c.TIME | c.HOMOGRAPH | c.POST | c.MEASURE
                return classes & remaining | c.WORD | c.NAME | c.CONTENT
            if not classes & (c.SMALL | c.PERSON | c.DOCUMENT | c.HOMOGRAPH):
                classes |= c.NAME
        if classes & c.FINITE and self._is_noun_here(token, word):
            classes &= ~c.FINITE
        if word in FORMER and self._is_noun_here(token, word):
            return c.WORD | c.CONTENT
        return classes if classes & c.FUNCTION else classes | c.CONTENT

    def _sign(self, token: int, raw: str) -> int:
        """Return the class of a punctuation mark; a hyphen that hangs on a word on one side serves as a dash."""
        if raw == "." and self._is_abbreviation(token):
            return c.CONTENT
        if raw != "-":
            return SIGNS.get(raw, 0)
        if self.word(token + 1)[:1].isdecimal():
            # "-3 grados"
            return 0
        start = self.document.starts[token]
        begins = not start or self.document.text[start - 1] == "\n"
        before_word = self._hangs(token, 1) and self.raw[token + 1][0].isalnum()
        return c.DASH if begins or self._hangs(token, -1) != before_word else 0

    def _is_abbreviation(self, token: int) -> bool:
        """Return whether a full stop ends an abbreviation and not its sentence: "EE. UU. aseguró", "el Sr. Ruiz"."""
        sentence = self.document.sentence_of
        return 0 < token < len(self) - 1 and (
            sentence[token] == sentence[token + 1]
            and self.raw[token - 1][0].isalnum()
            and self.raw[token + 1][0].isalnum()
        )

    def _is_noun_here(self, token: int, word: str) -> bool:
        """Return whether the word before a token makes it a noun."""
        if token == self.first[token]:
            return False
        return bool(self.tags[token - 1] & c.NOUN_MARKER)


def _token_ranges(level: list[int]) -> dict[int, tuple[int, int]]:
    """Return the tokens ``[first, last)`` of each quotation by its number."""
    ranges: dict[int, tuple[int, int]] = {}
    for token, number in enumerate(level):
        if number >= 0:
            ranges[number] = (ranges.get(number, (token, 0))[0], token + 1)
    return ranges


def _stretches(document: Document, level: list[int]) -> tuple[list[int], list[int]]:
    """Return the first token of the stretch of each token, and the one after its last."""
    sentence, start = document.sentence_of, 0
    keys: list[tuple[int, int]] = []
    outer_ends: dict[int, int] = {}
    for token in range(len(document)):
        joined = token > 0 and level[token] >= 0 and level[token] == level[token - 1]
        if token and sentence[token] != sentence[token - 1] and not joined:
            start = token
        outer_ends[start] = token + 1
        keys.append((-1, start) if level[token] < 0 else (level[token], sentence[token]))
    inner: dict[tuple[int, int], tuple[int, int]] = {}
    for token, key in enumerate(keys):
        if key[0] >= 0 and not QUOTATION_MARK.match(document.raw[token]):
            inner[key] = inner.get(key, (token, 0))[0], token + 1
    bounds = [
        (key[1], outer_ends[key[1]]) if key[0] < 0 else inner.get(key, (token, token + 1))
        for token, key in enumerate(keys)
    ]
    return [first for first, _ in bounds], [last for _, last in bounds]
