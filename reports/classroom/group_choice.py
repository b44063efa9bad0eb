"""Whose highlights the class overview shows: everybody's, those of one group, or the groups compared."""

from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import groups_in
from annotate.enums import RoundMode
from annotate.models import Round, RoundGroup
from people.models import User
from reports.analysis.groups import agreed_passages
from reports.layers import SpanAnnotation, annotations_by_annotator
from reports.reader_rows import reader_annotations
from web.values import parse_int

COMPARE = "compare"


class Choice(NamedTuple):
    """One of the views: the value in the address, and what it is called."""

    value: str
    label: str


def group_choices(round_: Round) -> list[Choice]:
    """Return the views of a round in groups; none where there is nothing to choose."""
    groups = groups_in(round_) if round_.mode == RoundMode.GROUPS else []
    if not groups:
        return []
    own = [Choice(str(group.position), group.label) for group in groups]
    compared = [Choice(COMPARE, _("Groups compared"))] if len(groups) > 1 else []
    return [Choice("", _("Everyone")), *compared, *own]


def chosen_annotations(user: User, round_: Round, choice: str) -> tuple[list[SpanAnnotation], int]:
    """Return the annotations that the overview shows, unordered, and the number of readers.

    Compared, each group counts as one reader, who highlighted what more than half of the group did. Raise ``Http404``
    if there is no such group.
    """
    if not choice:
        return reader_annotations(user, round_)
    groups = groups_in(round_) if round_.mode == RoundMode.GROUPS else []
    if choice == COMPARE and groups:
        return _compared(user, round_, groups)
    group = next((group for group in groups if group.position == parse_int(choice)), None)
    if group is None:
        raise Http404(_("This exercise has no such group."))
    return reader_annotations(user, round_, _members(group))


def _compared(user: User, round_: Round, groups: list[RoundGroup]) -> tuple[list[SpanAnnotation], int]:
    annotations, count = [], 0
    for group in groups:
        own, readers = reader_annotations(user, round_, _members(group))
        count += bool(readers)
        annotations += agreed_passages(round_.text.body, annotations_by_annotator(own), readers, group.label)
    return annotations, count


def _members(group: RoundGroup) -> set[int]:
    return {member.user_id for member in group.members.all()}
