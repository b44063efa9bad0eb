"""Split RTF into control words, groups and text, in linear time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]++|([^\\{}\r\n\0]++)|\\"
)
BRACE = re.compile(rb"\\bin([0-9]{1,10})[ ]?|\\.|[{}]", re.DOTALL)


class Token(NamedTuple):
    """``kind`` is ``{``, ``}``, ``word`` (``value`` with its ``number``), ``symbol``, ``hex`` or ``text``."""

    kind: str
    value: bytes = b""
    number: int | None = None


class Tokens:
    """The tokens of a document, from which a group can be skipped quickly."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens in order."""
        while match := TOKEN.match(self.data, self.position):
            self.position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if text:
                yield Token("text", text)
            elif word == b"bin":
                self.position += max(int(number or 0), 0)
            elif word:
                yield Token("word", word, None if number is None else int(number))
            elif code:
                yield Token("hex", bytes.fromhex(code.decode()))
            elif symbol:
                yield Token("symbol", symbol)
            elif brace:
                yield Token(brace.decode())

    def skip_group(self) -> None:
        """Go to the brace that ends the current group; it is the next token."""
        depth = 1
        while match := BRACE.search(self.data, self.position):
            self.position = match.end()
            if match[1]:
                self.position += int(match[1])
            elif match[0] == b"{":
                depth += 1
            elif match[0] == b"}":
                depth -= 1
                if not depth:
                    self.position = match.start()
                    return
        self.position = len(self.data)
