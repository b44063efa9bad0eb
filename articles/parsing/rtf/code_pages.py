"""The code pages of RTF: that of the document, and those of its fonts."""

# By the number in \fcharset.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "cp936", 81: "cp950", 128: "cp932", 129: "cp949",
    130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
# By the words at the beginning of a document.
DOCUMENT = {b"ansi": "cp1252", b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
NUMBERED = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 1361: "johab", 54936: "gb18030"}
# The symbol font of Word: what people type with it in texts.
SYMBOL_CHARSET = 2
SYMBOLS = {
    0xB7: "•",
    0xA7: "•",
    0xD7: "×",
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xAE: "→",
}
SYMBOL = "symbol"


def code_page(number: int) -> str:
    """Return the codec of a code page with that number, or that of Western Europe if there is none."""
    import codecs

    name = NUMBERED.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def decode(data: bytes, codec: str) -> str:
    """Return the text of ``data``; bytes that mean nothing become U+FFFD."""
    if codec == SYMBOL:
        return "".join(SYMBOLS.get(byte, chr(byte)) for byte in data)
    return data.decode(codec, "replace")
