"""The properties of characters that styles give to runs: hidden, crossed out, raised or lowered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.parsing.word.xml import OFF, child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

# Raised by at least this many half points, digits are seen as exponents or signs of notes.
RAISED = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; None is what a style leaves open."""

    hidden: bool | None = None
    crossed_out: bool | None = None
    vertical: str | None = None  # superscript, subscript or baseline

    def over(self, base: "Look") -> "Look":
        """Return this look, with what it leaves open taken from ``base``."""
        return Look(
            base.hidden if self.hidden is None else self.hidden,
            base.crossed_out if self.crossed_out is None else self.crossed_out,
            base.vertical if self.vertical is None else self.vertical,
        )


class Styles:
    """The styles of a document, by their id."""

    def __init__(self, root: "_Element | None") -> None:
        self.elements = {} if root is None else {value(s, "styleId"): s for s in root.iter("{*}style")}
        self.looks: dict[str, Look] = {}
        self.inherited: dict[tuple[str, str], Look] = {}
        defaults = None if root is None else next(root.iter("{*}rPrDefault"), None)
        self.default = look(child(defaults, "rPr"))

    def name(self, style: str) -> str:
        """Return the name of a style in lower case: Word writes the same in every language, unlike the id."""
        return value(child(self.elements.get(style), "name")).lower()

    def look(self, style: str) -> Look:
        """Return the look that a style gives, with what it inherits."""
        chain: dict[str, None] = {}
        while style in self.elements and style not in self.looks and style not in chain:
            chain[style] = None
            style = value(child(self.elements[style], "basedOn"))
        found = self.looks.get(style, Look())
        for style in reversed(chain):
            found = self.looks[style] = look(child(self.elements[style], "rPr")).over(found)
        return found

    def of_run(self, properties: "_Element | None", paragraph_style: str) -> Look:
        """Return the look of a run with these properties in a paragraph of that style."""
        names = ("" if properties is None else value(child(properties, "rStyle")), paragraph_style)
        if names not in self.inherited:
            styles = self.look(names[0]).over(self.look(names[1]))
            self.inherited[names] = styles.over(self.default)
        inherited = self.inherited[names]
        return inherited if properties is None else look(properties).over(inherited)


def look(properties: "_Element | None") -> Look:
    """Return the look that a ``w:rPr`` gives by itself."""
    hidden: bool | None = None
    crossed_out: bool | None = None
    vertical: str | None = None
    for item in () if properties is None else properties:
        name, given = local(item), value(item)
        if name == "vanish":
            hidden = given not in OFF
        elif name in ("strike", "dstrike"):
            crossed_out = given not in OFF or bool(crossed_out)
        elif name == "vertAlign":
            vertical = given
        elif (
            name == "position"
            and vertical is None
            and given.lstrip("-").isdecimal()
            and abs(int(given[:6])) >= RAISED
        ):
            vertical = "subscript" if given.startswith("-") else "superscript"
    return Look(hidden, crossed_out, vertical)
