"""Build RTF documents for the tests of their reader."""

FONTS = (
    r"{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset204 Times;}{\f2\fnil\fcharset2 Symbol;}"
    r"{\f3\fnil\fcharset128 MS Gothic;}}"
)
STYLES = r"{\stylesheet{\ql Normal;}{\s1\outlinelevel1 Kop;}{\s2 heading 3;}{\s3 Quote;}{\s4 toc 1;}{\*\cs10 Default;}}"


def rich_text(body: str, info: str = "", code_page: int = 1252) -> bytes:
    """Return a document with this body and these properties."""
    head = rf"{{\rtf1\ansi\ansicpg{code_page}\deff0\deflang1053{FONTS}{STYLES}{{\info{info}}}"
    return f"{head}\n{body}}}".encode("latin-1")
