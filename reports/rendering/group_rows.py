"""The section “The groups compared” in the user's language, for the page and for files."""

from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.terms import Kind, term
from reports.agreement.measure import Score
from reports.analysis.groups import GroupComparison, GroupDifference, GroupNumbers
from reports.analysis.report import Report
from web.i18n.translate import translate

# Passages that are shown; the JSON has all.
MAX_DIFFERENCES = 10


class GroupRow(NamedTuple):
    """One group: its name, its readers, its highlights altogether and per tag, and its agreement."""

    name: str
    readers: str
    marks: int
    counts: list[tuple[str, int]]
    within: str
    why: str


class Choice(NamedTuple):
    """What some groups chose: a tag ("" for none) and its name, and who they are."""

    tag: str
    name: str
    groups: str


class DifferenceRow(NamedTuple):
    """A passage on which groups differ, with those around it."""

    before: str
    quote: str
    after: str
    choices: list[Choice]


class GroupSection(NamedTuple):
    """The comparison of the groups of one round."""

    title: str
    tags: list[tuple[str, str]]
    rows: list[GroupRow]
    between: str
    differences: list[DifferenceRow]
    more: str


def group_sections(report: Report, kind: Kind = Kind.CLASS) -> list[GroupSection]:
    """Return a section for each round whose groups are compared."""
    return [_section(report, comparison, kind) for comparison in report.groups]


def group_label(number: int, name: str) -> str:
    """Return the name of a group that people see."""
    return name or _("Group {number}").format(number=number)


def _section(report: Report, comparison: GroupComparison, kind: Kind) -> GroupSection:
    names = {group.number: group_label(group.number, group.name) for group in comparison.groups}
    rest = len(comparison.differences) - MAX_DIFFERENCES
    more = ngettext(
        "{n} more passage on which groups differ is in the JSON file.",
        "{n} more passages on which groups differ are in the JSON file.",
        rest,
    )
    several = len(report.groups) > 1
    return GroupSection(
        term("exercise_number", kind, number=comparison.round) if several else "",
        [(tag.slug, tag.plural) for tag in report.tags],
        [_row(report, group, names) for group in comparison.groups],
        _between(comparison.between),
        [_difference(report, one, names) for one in comparison.differences[:MAX_DIFFERENCES]],
        more.format(n=rest) if rest > 0 else "",
    )


def _row(report: Report, group: GroupNumbers, names: dict[int, str]) -> GroupRow:
    counts = [(tag.plural, group.tags[tag.slug]) for tag in report.tags]
    why = translate(group.within.why_undefined) if group.within.why_undefined else ""
    return GroupRow(
        names[group.number], ", ".join(group.readers), group.marks, counts, _number(group.within), why
    )


def _difference(report: Report, one: GroupDifference, names: dict[int, str]) -> DifferenceRow:
    tags = {tag.slug: tag.name for tag in report.tags}
    by_tag: dict[str, list[str]] = {}
    for choice in one.choices:
        text = _("{group} ({count} of {all})").format(
            group=names[choice.number], count=choice.chosen_by, all=choice.readers
        )
        by_tag.setdefault(choice.tag, []).append(text if choice.tag else names[choice.number])
    order = [*tags, ""]
    choices = [
        Choice(tag, tags.get(tag, _("no tag by more than half:")), ", ".join(by_tag[tag]))
        for tag in sorted(by_tag, key=order.index)
    ]
    return DifferenceRow(one.before, one.quote, one.after, choices)


def _between(score: Score) -> str:
    if score.value is None:
        return translate(score.why_undefined) if score.why_undefined else ""
    return _("What most of each group highlighted, compared between the groups: {value}.").format(
        value=_number(score)
    )


def _number(score: Score) -> str:
    return "—" if score.value is None else number_format(round(score.value, 2), decimal_pos=2)
