"""Stored figures follow what changes in released articles, and who is erased."""

from annotate.change_log import change_appended
from annotate.revisions.actions import text_corrected
from campaigns.quality.stored import forget_changed, forget_corrected, forget_person
from people.signals import person_erased


def connect() -> None:
    """Start to follow."""
    change_appended.connect(forget_changed)
    text_corrected.connect(forget_corrected)
    person_erased.connect(forget_person)
