"""Texts that have made other annotation tools miscount offsets, for the property tests."""

from hypothesis import strategies as st

PIECES = [
    "word", "naïve", "e\u0301", "a\u0301\u0323", "🌉", "👩‍👩‍👧", "🇪🇸", "👍🏽", "1️⃣", "שלום", "مرحبا", "क्षि",
    "漢字", "𠮷野家", "<b>", "&amp;", "</p>", "\"'", "javascript:", "=1+1",
    " ", "  ", "\u00a0", "\u200b", "\u200f", "\ufeff", "\t", ".", "\n", "\n\n", "\n\n\n", "\r\n", "\r",
    "\u2028", "\u2029", "\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\u3000",
]  # fmt: skip

TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
