"""Stored figures follow what changes in released articles, and who is erased."""

from annotate.change_log import change_appended
from campaigns.quality.stored import forget_changed, forget_person
from people.signals import person_erased


def connect() -> None:
    """Start to follow."""
    change_appended.connect(forget_changed)
    person_erased.connect(forget_person)
