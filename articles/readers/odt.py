"""Read OpenDocument texts (.odt): rename the elements to those of HTML, then read them as a page."""

from typing import Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, join_names, parse_date
from articles.parsing.zip_archive import LOCKED, Archive
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

EMPTY = Message(
    "This OpenDocument file contains no text, only pictures or empty pages. Paste the text, "
    "or use text recognition (OCR) on the pictures first."
)
OBJECTS = Message("The words in formulas and charts were left out. Add them by hand if they matter.")


class OpenDocumentReader:
    """``.odt``"""

    slug = "odt"
    title = Message("OpenDocument")
    suffixes = (".odt",)

    def ready(self) -> None:
        """Load what reading needs."""
        import articles.cleaning.stated_facts
        import articles.parsing.contents
        import articles.parsing.opendocument.page  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        from articles.cleaning.stated_facts import with_stated_facts, with_stated_headline
        from articles.parsing.contents import contents_of
        from articles.parsing.html.markup import markup
        from articles.parsing.opendocument.page import turn_into_page
        from articles.parsing.opendocument.styles import tags_of_styles
        from articles.parsing.pictures import pictures_of

        with translate_parser_errors(Message("OpenDocument file")):
            archive = Archive(data)
            _refuse_encrypted(archive)
            content = archive.xml("content.xml")
            styles = [archive.xml("styles.xml")] if "styles.xml" in archive.names() else []
            body = next(content.iter("{*}body"))
            # Pictures of objects are beside them: only those of formulas and charts have words.
            objects = next(body.iter("{*}object"), None) is not None
            turn_into_page(body, tags_of_styles([*styles, content]))
            result = markup(body)
            if not result.text:
                raise Unreadable(EMPTY)
            clutter = sorted((*result.crossed_out, *contents_of(body, result)), key=lambda c: c.start)
            draft = Draft(
                result.text,
                formatting=result.formatting,
                notes=(OBJECTS,) if objects else (),
                clutter=tuple(clutter),
                pictures=pictures_of(result.images, archive.attached),
                **_metadata(archive),
            )
            return with_stated_headline(with_stated_facts(draft))


def _refuse_encrypted(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    if (
        manifest in archive.names()
        and next(archive.xml(manifest).iter("{*}encryption-data"), None) is not None
    ):
        raise Unreadable(LOCKED)


def _metadata(archive: Archive) -> dict[str, Any]:
    if "meta.xml" not in archive.names():
        return {}
    metadata = {
        str(element.tag).rpartition("}")[2]: element.text or ""
        for element in archive.xml("meta.xml").iter("*")
    }
    return {
        "title": clean_metadata(metadata.get("title")),
        "byline": join_names(metadata.get("initial-creator") or metadata.get("creator")),
        "published": parse_date(metadata.get("creation-date") or metadata.get("date")),
        "language": metadata.get("language", "").strip()[:20],
    }
