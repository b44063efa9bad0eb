"""What ``test_blind_channels.py`` looks at, in an exercise in which people work in groups.

In a file of its own, since both take long: they can run side by side.
"""

import pytest

from annotate.enums import RoundMode
from tests.annotate.test_blind_channels import (
    blind,
    test_no_address_tells_what_others_have_highlighted_or_how_much,
    test_nothing_is_settled_before_the_reveal,
    test_the_numbers_of_the_progress_stay_when_a_passage_is_deleted,
    test_the_probes_are_found_where_they_may_be_read,
    test_who_leads_is_told_who_has_begun_and_nothing_else_of_it,
    test_whoever_corrects_the_text_learns_nothing,
    test_whoever_looks_after_the_site_reads_no_numbers_either,
)

__all__ = [
    "blind",
    "test_no_address_tells_what_others_have_highlighted_or_how_much",
    "test_nothing_is_settled_before_the_reveal",
    "test_the_numbers_of_the_progress_stay_when_a_passage_is_deleted",
    "test_the_probes_are_found_where_they_may_be_read",
    "test_who_leads_is_told_who_has_begun_and_nothing_else_of_it",
    "test_whoever_corrects_the_text_learns_nothing",
    "test_whoever_looks_after_the_site_reads_no_numbers_either",
]


@pytest.fixture
def mode() -> RoundMode:
    return RoundMode.GROUPS
