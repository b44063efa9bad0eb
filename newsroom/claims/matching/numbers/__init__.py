"""Numbers in a claim: digits and words, shares, and units, with the hedges before them."""
