"""What the styles of OpenDocument texts say: which elements of HTML show the same."""

from typing import TYPE_CHECKING

from articles.parsing.opendocument.xml import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPHS = {"Title": "h1", "Subtitle": "h2", "Quotations": "blockquote"}
SPANS = {"Emphasis": {"em"}, "Strong_20_Emphasis": {"strong"}, "Citation": {"em"}}
# The tag of what is not shown.
HIDDEN = "template"


def tags_of_styles(roots: "list[_Element]") -> dict[str, frozenset[str]]:
    """Return the tags that show each style, by its name: em, strong, s, sup, sub, h1, h2, blockquote or template."""
    elements = {attribute(s, "name"): s for root in roots for s in root.iter("{*}style")}
    own = {name: frozenset(shown) for name, shown in SPANS.items()}
    own |= {name: frozenset({tag}) for name, tag in PARAGRAPHS.items()}
    tags: dict[str, frozenset[str]] = {}
    for style in [*own, *elements]:
        chain: dict[str, None] = {}
        name = style
        while name not in tags and name not in chain and (name in elements or name in own):
            chain[name] = None
            name = attribute(elements[name], "parent-style-name") if name in elements else ""
        shown = tags.get(name, frozenset())
        for name in reversed(chain):
            shown |= own.get(name, frozenset())
            shown = tags[name] = _tags(elements[name], shown) if name in elements else shown
    return tags


def _tags(style: "_Element", inherited: frozenset[str]) -> frozenset[str]:
    tags = set(inherited)
    for properties in style.iterchildren("{*}text-properties"):
        lines = {attribute(properties, f"text-line-through-{kind}") for kind in ("style", "type")} - {""}
        switches = (
            ("em", attribute(properties, "font-style"), ("italic", "oblique")),
            ("strong", attribute(properties, "font-weight"), ("bold", "700", "800")),
            ("s", "through" if lines - {"none"} else "".join(lines), ("through",)),
            (HIDDEN, attribute(properties, "display"), ("none",)),
        )
        for tag, given, on in switches:
            if given:
                (tags.add if given in on else tags.discard)(tag)
        if position := attribute(properties, "text-position").split()[:1]:
            tags = tags - {"sup", "sub"} | _shift(position[0])
    return frozenset(tags)


def _shift(position: str) -> set[str]:
    if position in ("super", "sub"):
        return {"sup" if position == "super" else "sub"}
    height = position.rstrip("%").split(".")[0]
    if height in ("", "0", "-0") or not height.lstrip("-").isdecimal():
        return set()
    return {"sub"} if height.startswith("-") else {"sup"}
