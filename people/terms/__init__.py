"""The one table of what pages call things in a class and in a team.

A class has a teacher, pupils, exercises, an answer key and a class overview; people hand in. A team has a lead,
annotators, annotation sessions, reference annotations and an overview. Every entry is a whole label or sentence,
because nouns put into sentences would not fit Spanish grammar.
"""

from typing import Any

from django.db.models import TextChoices

from people.terms.exercise_terms import EXERCISE_TERMS
from people.terms.group_terms import GROUP_TERMS
from people.terms.report_terms import REPORT_TERMS


class Kind(TextChoices):
    """What kind of group it is. Its pages speak, and offer buttons, accordingly."""

    CLASS = "class"
    TEAM = "team"


# key: (the phrase of a class, the phrase of a team). Values are named: {name}; a plural counts {n}.
TERMS = GROUP_TERMS | EXERCISE_TERMS | REPORT_TERMS


def term(key: str, kind: str, **values: Any) -> str:
    """Return the phrase of ``key`` in the words of a class or a team; raise ``KeyError`` for unknown keys.

    ``values`` fill its placeholders; ``n`` also chooses between singular and plural.
    """
    of_class, of_team = TERMS[key]
    phrase = of_class if kind == Kind.CLASS else of_team
    return str(phrase.format(**values))
