"""The classes of words as bits, so that a token can be asked for several at once."""

(
    DETERMINER, PLURAL_DETERMINER, PRONOUN, PLURAL_PRONOUN, NEUTER, CLITIC, PREPOSITION, INNER, CONJUNCTION, RELATIVE,
    QUESTION, ADVERB, CUE_ADVERB, TIME, HAVE, BE, PERSON, COLLECTIVE, DOCUMENT, MEASURE, NOUN_MARKER, POST, FINITE,
    GERUND, INFINITIVE, HOMOGRAPH, WORD, NAME, CONTENT, COMMA, STOP, DASH, NUMBER, PARTICIPLE, MUTE,
) = (1 << bit for bit in range(35))  # fmt: skip

# The lists of grammar.toml.
LISTS = {
    "determiners": DETERMINER,
    "plural_determiners": PLURAL_DETERMINER,
    "pronouns": PRONOUN,
    "plural_pronouns": PLURAL_PRONOUN,
    "neuters": NEUTER,
    "clitics": CLITIC,
    "prepositions": PREPOSITION,
    "inner_prepositions": INNER,
    "conjunctions": CONJUNCTION,
    "relatives": RELATIVE,
    "interrogatives": QUESTION,
    "adverbs": ADVERB,
    "cue_adverbs": CUE_ADVERB,
    "times": TIME,
    "auxiliaries": HAVE,
    "be": BE,
    "people": PERSON,
    "collectives": COLLECTIVE,
    "documents": DOCUMENT,
    "measures": MEASURE,
    "noun_markers": NOUN_MARKER,
    "posts": POST,
    "mute": MUTE,
}
# Words with which no name begins, even at the beginning of a sentence.
SMALL = (
    DETERMINER | PRONOUN | NEUTER | CLITIC | PREPOSITION | CONJUNCTION | RELATIVE | QUESTION | ADVERB | TIME | HAVE | BE
    | FINITE | GERUND
)  # fmt: skip
# What is no noun or adjective.
FUNCTION = (
    CLITIC | PREPOSITION | CONJUNCTION | RELATIVE | QUESTION | ADVERB | HAVE | BE | FINITE | GERUND
)  # fmt: skip
