"""Read OpenDocument texts (.odt): rename the elements to those of HTML, then read them as a page."""

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
    "This OpenDocument file contains no text, only pictures or empty pages. Paste the text, "
    "or use text recognition (OCR) on the pictures first."
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
SKIPPED = frozenset(
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
        """Return the article in ``data``. Raises ``Unreadable``."""
        from articles.parsing.markup import markup

        with translate_parser_errors(Message("OpenDocument file")):
            archive = Archive(data)
            _refuse_encrypted(archive)
            content = archive.xml("content.xml")
            body = next(content.iter("{*}body"))
            _as_html(body, _styles(content))
            result = markup(body)
            if not result.text:
                raise Unreadable(EMPTY)
            return Draft(
                result.text, formatting=result.formatting, clutter=result.crossed_out, **_metadata(archive)
            )


def _refuse_encrypted(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    if (
        manifest in archive.names()
        and next(archive.xml(manifest).iter("{*}encryption-data"), None) is not None
    ):
        raise Unreadable(LOCKED)


def _styles(content: "_Element") -> dict[str, set[str]]:
    """Return the HTML elements by which each style is shown: em, strong, h1, h2 or blockquote."""
    styles = {name: set(tags) for name, tags in SPANS.items()}
    styles |= {name: {tag} for name, tag in PARAGRAPHS.items()}
    for style in content.iter("{*}style"):
        tags = set(styles.get(_attribute(style, "parent-style-name"), ()))
        for properties in style.iterchildren("{*}text-properties"):
            tags |= {"em"} if _attribute(properties, "font-style") in ("italic", "oblique") else set()
            tags |= {"strong"} if _attribute(properties, "font-weight") in ("bold", "700", "800") else set()
        styles[_attribute(style, "name")] = tags
    return styles


def _as_html(body: "_Element", styles: dict[str, set[str]]) -> None:
    notes = []
    for element in body.iter("*"):
        name = _local(element)
        tags = styles.get(_attribute(element, "style-name"), set())
        if name == "span":
            _wrap(element, sorted(tags & {"em", "strong"}))
        elif name == "h":
            level = _attribute(element, "outline-level")
            element.tag = f"h{level if level in tuple('123456') else 2}"
        elif name == "p":
            element.tag = next(iter(tags & {"h1", "h2", "blockquote"}), "p")
        elif name == "a":
            element.tag = "a"
            element.set("href", _attribute(element, "href"))
        elif name in ("s", "tab"):
            element.tag, element.text = "span", " "
        else:
            element.tag = "template" if name in SKIPPED else TAGS.get(name, "span")
            notes += [element] if name == "note-body" else []
    for note in notes:
        # A footnote is inside its sentence; move it to the end of the article.
        _detach(note)
        body.append(note)


def _detach(element: "_Element") -> None:
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    elif parent is not None:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None


def _wrap(element: "_Element", tags: list[str]) -> None:
    """Give the span the first tag, and nest an element in it for each of the others."""
    element.tag = tags[0] if tags else "span"
    for tag in tags[1:]:
        inner = element.makeelement(tag)
        inner.text, element.text = element.text, None
        inner.extend(list(element))
        element.append(inner)


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: "_Element", name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _metadata(archive: Archive) -> dict[str, Any]:
    if "meta.xml" not in archive.names():
        return {}
    metadata = {_local(element): element.text or "" for element in archive.xml("meta.xml").iter("*")}
    return {
        "title": clean_metadata(metadata.get("title")),
        "byline": clean_metadata(metadata.get("initial-creator") or metadata.get("creator")),
        "published": parse_date(metadata.get("creation-date") or metadata.get("date")),
        "language": metadata.get("language", "").strip()[:20],
    }
