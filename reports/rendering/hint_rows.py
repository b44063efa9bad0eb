"""The section “Passages nobody highlighted” in the user's language, for the page and for files."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.analysis.clusters import context_around
from reports.analysis.report import Report
from reports.analysis.unmarked_hints import UnmarkedHint, UnmarkedHints
from reports.rendering.marked_html import hint_blocks
from web.i18n.translate import translate

# As many are open on the page, and the other first ones are folded, unless only few would be.
MAX_OPEN, FEW = 4, 2


class HintRow(NamedTuple):
    """A hint as the report shows it: the words that gave it with those around them, the reason, and more about it.

    ``about`` is its tag, followed by neutral wordings and by the language model that suggested it, if there are any.
    ``block``: the start of the block of the text that it is in.
    """

    before: str
    cue: str
    after: str
    reason: str
    about: str
    block: int


class HintSection(NamedTuple):
    """What the section says: which hints come first, and how many more there are in files with all of them."""

    title: str
    note: str
    rows: list[HintRow]
    more: str

    @property
    def open(self) -> list[HintRow]:
        """Return the hints that the page shows at once."""
        return self.rows[: len(self.rows) - len(self.folded)]

    @property
    def folded(self) -> list[HintRow]:
        """Return the hints that the page shows when asked to."""
        return self.rows[MAX_OPEN:] if len(self.rows) > MAX_OPEN + FEW else []


def hint_section(report: Report) -> HintSection | None:
    """Return the section, None if there is nothing to show."""
    if report.hints is None or not report.hints.items:
        return None
    body, blocks = report.text.body, hint_blocks(report)
    rows = []
    for hint in report.hints.first:
        before, after = context_around(body, *hint.cue)
        cue, reason = body[slice(*hint.cue)], translate(hint.reason)
        rows.append(HintRow(before, cue, after, reason, _about(report, hint), blocks[hint.key]))
    more = len(report.hints.items) - len(rows)
    return HintSection(_("Passages nobody highlighted"), _note(report.hints), rows, _more(more))


def _about(report: Report, hint: UnmarkedHint) -> str:
    parts = [tag.name for tag in report.tags if tag.slug == hint.tag]
    parts += [_("more neutral: {words}").format(words=", ".join(hint.neutral))] if hint.neutral else []
    parts += [_("suggested by {model}").format(model=hint.suggested_by)] if hint.suggested_by else []
    return " · ".join(parts)


def _note(hints: UnmarkedHints) -> str:
    if any(hint.suggested_by for hint in hints.items):
        return _(
            "Found by rules and by a language model, not by a reader: expect about half of the loaded words to be "
            "false alarms. No number in this report depends on them."
        )
    return _(
        "Found by rules, not by a reader: expect about half of the loaded words to be false alarms. No number in "
        "this report depends on them."
    )


def from_hints_phrase(report: Report) -> str:
    """Return how many highlights were made from a hint, "" for none."""
    count = report.made.from_hints
    if not count:
        return ""
    return _("Highlights made from a hint: {n} of {marks}").format(n=count, marks=report.glance.marks)


def exposure_phrase(report: Report) -> str:
    """Return whether only some readers in the agreement had asked for hints, "" if they were all alike."""
    if not report.made.asked.from_hints:
        return _("Highlights that were made from a hint are left out of the agreement.")
    count, readers = report.made.requested_hints, report.agreement.readers
    if not 0 < count < readers:
        return ""
    return ngettext(
        "{n} of {readers} readers asked for hints while highlighting, the others did not.",
        "{n} of {readers} readers asked for hints while highlighting, the others did not.",
        count,
    ).format(n=count, readers=readers)


def _more(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "One more hint is in the Excel file (XLSX).", "{n} more hints are in the Excel file (XLSX).", count
    ).format(n=count)
