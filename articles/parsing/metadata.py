"""Clean the metadata of files: titles, names and dates."""

import re
from datetime import date

JUNK = re.compile(
    r"(?:untitled|unknown|anonymous|author|user|admin|administrator|owner|python-docx"
    r"|word document|(?:microsoft |windows )?(?:office )?user"
    r"|(?:document|dokument|presentation)\s*\d*|microsoft (?:word|powerpoint) - .*"
    r"|\S+\.(?:docx?|odt|pdf|indd|qxd|rtf|txt|html?|pages|tmp))",
    re.IGNORECASE,
)
DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")


def clean_metadata(value: str | None) -> str:
    """Return ``value`` on one line, or "" if a program wrote it ("Microsoft Word - x.doc")."""
    line = " ".join((value or "").split())
    return "" if JUNK.fullmatch(line) else line


def join_names(names: str | None) -> str:
    """Return the names of several authors, as Word parts them by semicolons, without those that programs wrote."""
    authors = [clean_metadata(name) for name in (names or "").split(";")]
    return ", ".join(author for author in authors if author)


def parse_date(value: str | None) -> date | None:
    """Return the day of an ISO date or a PDF's ``D:20221215…``; None if there is none."""
    match = DATE.match((value or "").strip())
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
