"""The ONE table of what pages call things in a class and in a team.

A class has a teacher, pupils, exercises, an answer key and a class overview; people hand in. A team has a lead,
annotators, annotation sessions, reference annotations and an overview. Every entry is a whole label or sentence,
because nouns put into sentences would not fit Spanish grammar.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Kind(TextChoices):
    """What kind of group it is. Its pages speak, and offer buttons, accordingly."""

    CLASS = "class"
    TEAM = "team"


# key: (the phrase of a class, the phrase of a team). Values are named: {name}; a plural counts {n}.
TERMS = {
    # The roles.
    "role_owner": (_("teacher"), _("lead")),
    "role_editor": (_("co-teacher"), _("co-lead")),
    "role_annotator": (_("pupil"), _("annotator")),
    "role_viewer": (_("observer"), _("viewer")),
    # The page of a group.
    "kind": (_("class"), _("team")),
    "led_by": (_("Taught by {names}"), _("Led by {names}")),
    "members": (
        ngettext_lazy("{n} person in this class", "{n} people in this class", "n"),
        ngettext_lazy("{n} person in this team", "{n} people in this team", "n"),
    ),
    "kind_changed": (_("This is a class now."), _("This is a team now.")),
    "rename": (_("Rename the class"), _("Rename the team")),
    # Exercises.
    "exercises": (_("Exercises"), _("Annotation sessions")),
    "set_exercise": (_("Set an exercise"), _("Start an annotation session")),
    "set_first_exercise": (_("Set the first exercise"), _("Start the first annotation session")),
}


def term(key: str, kind: str, **values: Any) -> str:
    """Return the phrase of ``key`` in the words of a class or a team; raise ``KeyError`` for unknown keys.

    ``values`` fill its placeholders; ``n`` also chooses between singular and plural.
    """
    of_class, of_team = TERMS[key]
    phrase = of_class if kind == Kind.CLASS else of_team
    return str(phrase.format(**values))
