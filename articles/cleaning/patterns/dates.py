"""Find dates as bylines have them, in English and Spanish."""

from datetime import date

import regex

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|º)?"
_WEEKDAY = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s+)?"
)
_TIME = r"(?:,?\s*+(?:(?:at|a las)\s*+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
_SHAPES = (
    rf"{_WEEKDAY}(?P<month>{_MONTH})\.?\s+{_DAY},?\s+(?P<year>\d{{4}})",
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+|de\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T[\d:.+Z-]+)?",
)
DATES = [regex.compile(shape + _TIME, regex.IGNORECASE) for shape in _SHAPES]


def date_at_end(text: str) -> tuple[str, date] | None:
    """Return what precedes the date at the end of ``text``, and the date; None if there is no date at its end."""
    for shape in DATES:
        for match in shape.finditer(text):
            if match.end() == len(text) and (day := _date(**match.groupdict())):
                return text[: match.start()], day
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month) if month.isdigit() else MONTHS[month.lower()], int(day))
    except ValueError:
        return None
