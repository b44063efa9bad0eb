"""Whether the machine that makes a PDF has letters for the article: Typst brings some, the system the others."""

from functools import cache

import regex
import typst

EAST_ASIAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
# What the fonts with these letters are called on Linux, macOS and Windows.
FAMILIES = regex.compile(
    r"CJK|Source Han|PingFang|Hiragino|Songti|Heiti|YaHei|SimSun|SimHei|JhengHei|MingLiU|Yu Gothic|Yu Mincho|"
    r"Meiryo|MS Gothic|Malgun|Apple SD Gothic|Batang|Droid Sans Fallback|WenQuanYi|Nanum|IPA"
)


def lacks_letters(text: str) -> bool:
    """Whether ``text`` has Chinese, Japanese or Korean letters and no font here has any."""
    return bool(EAST_ASIAN.search(text)) and not _east_asian()


@cache
def _east_asian() -> bool:
    return any(FAMILIES.search(family) for family in typst.Fonts().families())
