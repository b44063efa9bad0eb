"""Reads OpenDocument texts (.odt): the tags are renamed to HTML's, then read as a page is."""

from typing import TYPE_CHECKING, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.zip_archive import LOCKED, Archive
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

EMPTY = Message(
    "This OpenDocument file holds no text, only pictures or empty pages. Paste the text, or run text "
    "recognition (OCR) over the pictures first."
)
TAGS = {
    "p": "p",
    "list-item": "li",
    "line-break": "br",
    "table-row": "tr",
    "table-cell": "td",
    "table": "table",
    "list": "ul",
    "text-box": "div",
    "section": "section",
    "note-body": "div",
}
UNSEEN = frozenset(
    ["tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "ruby-text"]
)
PARAGRAPHS = {"Title": "h1", "Subtitle": "h2", "Quotations": "blockquote"}
SPANS = {"Emphasis": {"em"}, "Strong_20_Emphasis": {"strong"}, "Citation": {"em"}}


class OpenDocumentReader:
    """``.odt``"""

    slug = "odt"
    title = Message("OpenDocument")
    suffixes = (".odt",)

    def read(self, data: bytes) -> Draft:
        """The article in ``data``; raises ``Unreadable``."""
        from articles.parsing.markup import markup

        with translate_parser_errors(Message("OpenDocument file")):
            archive = Archive(data)
            _refuse_locked(archive)
            content = archive.xml("content.xml")
            body = next(content.iter("{*}body"))
            _as_html(body, _styles(content))
            text, formatting = markup(body)
            if not text.strip():
                raise Unreadable(EMPTY)
            return Draft(text, formatting=formatting, **_facts(archive))


def _refuse_locked(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    if (
        manifest in archive.names()
        and next(archive.xml(manifest).iter("{*}encryption-data"), None) is not None
    ):
        raise Unreadable(LOCKED)


def _styles(content: "_Element") -> dict[str, set[str]]:
    """What each style of this document looks like: some of em, strong, h1, h2 and blockquote."""
    found = {name: set(looks) for name, looks in SPANS.items()}
    found |= {name: {look} for name, look in PARAGRAPHS.items()}
    for style in content.iter("{*}style"):
        looks = set(found.get(_attribute(style, "parent-style-name"), ()))
        for properties in style.iterchildren("{*}text-properties"):
            looks |= {"em"} if _attribute(properties, "font-style") in ("italic", "oblique") else set()
            looks |= {"strong"} if _attribute(properties, "font-weight") in ("bold", "700", "800") else set()
        found[_attribute(style, "name")] = looks
    return found


def _as_html(body: "_Element", styles: dict[str, set[str]]) -> None:
    notes = []
    for element in body.iter("*"):
        name = _local(element)
        looks = styles.get(_attribute(element, "style-name"), set())
        if name == "span":
            _wrap(element, sorted(looks & {"em", "strong"}))
        elif name == "h":
            level = _attribute(element, "outline-level")
            element.tag = f"h{level if level in tuple('123456') else 2}"
        elif name == "p":
            element.tag = next(iter(looks & {"h1", "h2", "blockquote"}), "p")
        elif name == "a":
            element.tag = "a"
            element.set("href", _attribute(element, "href"))
        elif name in ("s", "tab"):
            element.tag, element.text = "span", " "
        else:
            element.tag = "template" if name in UNSEEN else TAGS.get(name, "span")
            notes += [element] if name == "note-body" else []
    for note in notes:
        # A footnote stands within the sentence that it is for; its text follows the article.
        _take_out(note)
        body.append(note)


def _take_out(element: "_Element") -> None:
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    elif parent is not None:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None


def _wrap(element: "_Element", looks: list[str]) -> None:
    """The span with its looks: both at once need an element each."""
    element.tag = looks[0] if looks else "span"
    for look in looks[1:]:
        inner = element.makeelement(look)
        inner.text, element.text = element.text, None
        inner.extend(list(element))
        element.append(inner)


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: "_Element", name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _facts(archive: Archive) -> dict[str, Any]:
    if "meta.xml" not in archive.names():
        return {}
    known = {_local(element): element.text or "" for element in archive.xml("meta.xml").iter("*")}
    return {
        "title": clean_metadata(known.get("title")),
        "byline": clean_metadata(known.get("initial-creator") or known.get("creator")),
        "published": parse_date(known.get("creation-date") or known.get("date")),
        "language": known.get("language", "").strip()[:20],
    }
