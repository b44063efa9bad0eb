"""The options of a report that its page and the download page offer."""

from typing import Any

from people.terms import term
from reports.loader import ReportLoader
from reports.rendering.phrases import threshold_choices


def option_choices(loader: ReportLoader, readers: int) -> dict[str, Any]:
    """Return what a page offers as options of a report by so many readers."""
    kind = loader.text.article.group_kind
    return {
        "thresholds": threshold_choices(readers),
        "rounds": [(round_.pk, term("exercise_number", kind, number=round_.pk)) for round_ in loader.rounds],
        "readers": loader.readers,
        "exercise": term("exercise", kind),
        "all_exercises": term("all_exercises", kind),
    }
