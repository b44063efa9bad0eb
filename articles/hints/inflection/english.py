"""English inflection: plurals, verb forms, and the adverbs of adjectives."""

VOWELS = "aeiou"
IRREGULAR_VERBS = {
    base: tuple(forms.split())
    for base, forms in {
        "bear": "bore borne", "become": "became become", "begin": "began begun", "bend": "bent bent",
        "bite": "bit bitten", "bleed": "bled bled", "blow": "blew blown", "break": "broke broken",
        "bring": "brought brought", "build": "built built", "buy": "bought bought", "cling": "clung clung",
        "come": "came come", "cut": "cut cut", "deal": "dealt dealt", "do": "did done", "draw": "drew drawn",
        "drive": "drove driven", "eat": "ate eaten", "fall": "fell fallen", "feed": "fed fed", "fight": "fought fought",
        "find": "found found", "get": "got got", "give": "gave given", "go": "went gone", "grow": "grew grown",
        "hide": "hid hidden", "hit": "hit hit", "hold": "held held", "hurt": "hurt hurt", "keep": "kept kept",
        "lead": "led led", "leave": "left left", "let": "let let", "lose": "lost lost", "make": "made made",
        "mislead": "misled misled", "pay": "paid paid", "put": "put put", "read": "read read", "ride": "rode ridden",
        "rise": "rose risen", "run": "ran run", "say": "said said", "sell": "sold sold", "send": "sent sent",
        "set": "set set", "shake": "shook shaken", "shut": "shut shut", "sink": "sank sunk", "slink": "slunk slunk",
        "speak": "spoke spoken", "spend": "spent spent", "spin": "spun spun", "split": "split split",
        "spread": "spread spread", "stand": "stood stood", "steal": "stole stolen", "stick": "stuck stuck",
        "strike": "struck struck", "sweep": "swept swept", "swing": "swung swung", "take": "took taken",
        "tear": "tore torn", "tell": "told told", "think": "thought thought", "throw": "threw thrown",
        "upset": "upset upset", "win": "won won", "wring": "wrung wrung", "write": "wrote written",
    }.items()
}  # fmt: skip
IRREGULAR_PLURALS = {"child": "children", "man": "men", "person": "people", "woman": "women"}
UNCHANGED_PLURALS = ("people", "riff-raff", "scum", "swine", "vermin")
# Verbs of two syllables that double their last letter, being stressed on the last one or a compound.
DOUBLING = (
    "admit", "backpedal", "backstab", "combat", "commit", "compel", "control", "flip-flop", "fulfil", "kidnap", "rebel",
    "rebut", "regret", "repel", "strongarm",
)  # fmt: skip
# The word before one of these is the one that gets the plural: "acts of war".
AFTER_HEAD = ("at", "for", "from", "in", "of", "on", "the", "to", "with")


def inflect(phrase: str, part: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of a grammatical form and the phrase in it."""
    words = phrase.split(" ")
    if part == "verbs":
        return tuple((form, " ".join([word, *words[1:]])) for form, word in verb_forms(words[0]))
    if part == "nouns":
        head = next((n for n, word in enumerate(words) if word in AFTER_HEAD), len(words)) - 1
        many = " ".join([*words[:head], plural(words[head]), *words[head + 1 :]])
        return ("singular", phrase), ("plural", many)
    if part == "adjectives":
        return (
            (("adjective", phrase),)
            if len(words) > 1
            else (("adjective", phrase), ("adverb", adverb(phrase)))
        )
    return (("phrase", phrase),)


def verb_forms(base: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of a verb: "base", "third" person, "ing", "past" and "participle"."""
    # British English doubles the l of "grovelled"; American English does not.
    stems = [_stem(base)]
    if base.endswith("el") and base not in DOUBLING:
        stems.append(f"{base}l")
    prefix, _, last = base.rpartition("-")
    irregular = IRREGULAR_VERBS.get(last)
    forms = [("base", base), ("third", _with_s(base))]
    for stem in stems:
        forms.append(("ing", _ing(base, stem)))
        if not irregular:
            past = _past(base, stem)
            forms += [("past", past), ("participle", past)]
    if irregular:
        before = f"{prefix}-" if prefix else ""
        forms += [("past", before + irregular[0]), ("participle", before + irregular[1])]
    return tuple(forms)


def plural(noun: str) -> str:
    """Return the plural of a noun."""
    if noun in UNCHANGED_PLURALS:
        return noun
    for ending, many in IRREGULAR_PLURALS.items():
        if noun.endswith(ending):
            return noun[: -len(ending)] + many
    return _with_s(noun)


def adverb(adjective: str) -> str:
    """Return the adverb of an adjective: "shameful", "shamefully"."""
    if adjective.endswith("le") and adjective[-3] not in VOWELS:
        return f"{adjective[:-1]}y"
    if adjective.endswith("ll"):
        return f"{adjective}y"
    if adjective.endswith("ic"):
        return f"{adjective}ally"
    if adjective.endswith("y") and adjective[-2] not in VOWELS:
        return f"{adjective[:-1]}ily"
    return f"{adjective}ly"


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


def _stem(base: str) -> str:
    """Return the verb with its last letter doubled where -ed and -ing need it."""
    doubles = base in DOUBLING or (
        len(base) > 2
        and base[-1] not in f"{VOWELS}wxy"
        and base[-2] in VOWELS
        and base[-3] not in VOWELS
        and sum(letter in f"{VOWELS}y" for letter in base) == 1
    )
    return base + base[-1] if doubles else base


def _ing(base: str, stem: str) -> str:
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    return f"{base[:-1]}ing" if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else f"{stem}ing"


def _past(base: str, stem: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if base.endswith("y") and base[-2] not in VOWELS else f"{stem}ed"
