"""The options of a report that its page and the download page offer."""

from typing import Any

from django.utils.translation import gettext as _

from reports.loader import ReportLoader
from reports.rendering.phrases import threshold_choices


def option_choices(loader: ReportLoader, readers: int) -> dict[str, Any]:
    """Return what a page offers as options of a report by so many readers."""
    return {
        "thresholds": threshold_choices(readers),
        "rounds": [(round_.pk, _("Exercise {number}").format(number=round_.pk)) for round_ in loader.rounds],
        "readers": loader.readers,
    }
