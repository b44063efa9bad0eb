"""Say how much was changed by hand, in the language of the request."""

from collections.abc import Mapping

from django.utils.translation import ngettext


def changes_phrase(counts: Mapping[str, int] | None) -> str:
    """Return a phrase for ``hand_changes`` of a text, such as “2 passages removed, 1 heading changed”."""
    counts = counts or {}
    phrases = {
        "removed": ngettext("{n} passage removed", "{n} passages removed", counts.get("removed", 0)),
        "corrected": ngettext("{n} correction", "{n} corrections", counts.get("corrected", 0)),
        "split": ngettext("{n} paragraph split", "{n} paragraphs split", counts.get("split", 0)),
        "joined": ngettext("{n} paragraph joined", "{n} paragraphs joined", counts.get("joined", 0)),
        "headings": ngettext("{n} heading changed", "{n} headings changed", counts.get("headings", 0)),
    }
    return ", ".join(phrases[kind].format(n=counts[kind]) for kind in phrases if counts.get(kind))
