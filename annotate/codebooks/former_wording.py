"""Texts of built-in codebooks that were reworded without a change of meaning."""

from annotate.codebook import Codebook, map_texts

# Databases and exported files may still contain the former text.
REWORDED = {
    (
        "The smallest word or phrase that pushes feelings where a plainer one would give the same information. "
        "It may lie inside any of the others."
    ): (
        "The smallest word or phrase that stirs emotions where a plainer one would give the same information. "
        "It may lie inside any of the others."
    ),
    "The smallest word or phrase that pushes feelings where a plainer one would give the same information.": (
        "The smallest word or phrase that stirs emotions where a plainer one would give the same information."
    ),
    "Put a neutral word there: the same facts, less push?": (
        "Put a neutral word there: the same facts, less emotion?"
    ),
    (
        "The article says that somebody else says, thinks or denies it. The mark covers what is said; its details "
        "name who and with which word."
    ): (
        "The article says that someone else says, thinks or denies it. Highlight what is said. The details name "
        "who says it and with which word."
    ),
    (
        "Something you could check: by looking, counting, measuring or asking somebody who was there. It may turn "
        "out to be wrong and is still marked here."
    ): (
        "Something you could check: by looking, counting, measuring or asking someone who was there. Highlight it "
        "even if it may turn out to be wrong."
    ),
    "The article tells us what another person says or thinks. Mark their words and who they are.": (
        "The article tells us what another person says or thinks. Highlight their words and who they are."
    ),
}


def current_wording(codebook: Codebook) -> Codebook:
    """Return the built-in codebook with its texts as the TOML files have them now."""
    return map_texts(codebook, lambda text: REWORDED.get(text, text))
