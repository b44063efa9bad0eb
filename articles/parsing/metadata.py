"""What a file says about itself is believed only where it makes sense: titles, names and dates."""

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
    """``value`` on one line, or "" where a program and not a person wrote it ("Microsoft Word - x.doc")."""
    line = " ".join((value or "").split())
    return "" if JUNK.fullmatch(line) else line


def parse_date(value: str | None) -> date | None:
    """The day in an ISO date or a PDF's ``D:20221215…``; None where there is none."""
    found = DATE.match((value or "").strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
