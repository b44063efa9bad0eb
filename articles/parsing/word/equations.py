"""Write the equations of Word documents on one line."""

from typing import TYPE_CHECKING

from articles.parsing.html.markup import RAISED, SUBSCRIPTS, SUPERSCRIPTS
from articles.parsing.word.xml import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

# Deeper equations are written without fractions and exponents.
MAX_DEPTH = 40


def equation_text(element: "_Element | None", depth: int = 0) -> str:
    """Return the equation as text: fractions with a slash, raised and lowered figures as such."""
    if element is None:
        return ""
    if depth > MAX_DEPTH:
        return " ".join(t.text or "" for t in element.iter("{*}t"))
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "d":
        return _in_brackets(element, depth)
    if name in ("f", "rad", "sSup", "sSub", "sSubSup"):
        return _of_parts(name, {local(part): equation_text(part, depth + 1) for part in element})
    return "".join(equation_text(inner, depth + 1) for inner in element)


def _in_brackets(element: "_Element", depth: int) -> str:
    signs = child(element, "dPr")
    start, end = value(child(signs, "begChr")) or "(", value(child(signs, "endChr")) or ")"
    return start + ", ".join(equation_text(e, depth + 1) for e in element.findall("{*}e")) + end


def _of_parts(name: str, parts: dict[str, str]) -> str:
    if name == "f":
        return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"
    if name == "rad":
        return f"√{_grouped(parts.get('e', ''))}"
    return parts.get("e", "") + _shifted(parts.get("sub", ""), "_") + _shifted(parts.get("sup", ""), "^")


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _shifted(text: str, sign: str) -> str:
    if not text:
        return ""
    if RAISED.fullmatch(text):
        return text.translate(SUPERSCRIPTS if sign == "^" else SUBSCRIPTS)
    return sign + _grouped(text)
