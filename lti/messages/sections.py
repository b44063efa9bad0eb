"""The sections of a course that somebody is in, as Canvas tells them in a launch. Pure.

Canvas offers no list of sections to tools. It replaces the value of a custom parameter by the names of the sections of
whoever launches, as a JSON array.
"""

import json
from collections.abc import Mapping

from lti.messages.roster import MAX_GROUPS, group_name

PARAMETER, VARIABLE = "sections", "$com.instructure.User.sectionNames"


def section_names(custom: Mapping[str, str]) -> list[str]:
    """Return the names in the custom parameter, sorted; none if it is missing or was not replaced."""
    try:
        names = json.loads(custom.get(PARAMETER, ""))
    except (ValueError, RecursionError):
        return []
    if not isinstance(names, list):
        return []
    return sorted({group_name(name) for name in names[:MAX_GROUPS] if isinstance(name, str)} - {""})
