"""Values of measures in words for a class."""

from web.i18n.lazy_message import Message

FREQUENCIES = (
    (0.05, Message("almost never")),
    (0.175, Message("about one time in ten")),
    (0.29, Message("about one time in four")),
    (0.415, Message("about one time in three")),
    (0.585, Message("about half the time")),
    (0.71, Message("about two times in three")),
    (0.85, Message("about three times in four")),
    (0.95, Message("about nine times in ten")),
    (2, Message("almost always")),
)
# Bands for a chance-corrected coefficient: Krippendorff 2019, §12.4, and what trained readers reach in this task.
BANDS = (
    (0.02, Message("no better than chance")),
    (0.2, Message("slightly better than chance")),
    (
        0.667,
        Message(
            "clearly better than chance, which is normal when people have to judge. Discuss the passages"
        ),
    ),
    (0.8, Message("good enough for first conclusions")),
    (2, Message("good enough to rely on")),
)


def frequency_phrase(share: float) -> Message:
    """Return how often something happens that happens in this share of cases, 0..1."""
    return next(phrase for limit, phrase in FREQUENCIES if share < limit)


def agreement_phrase(alpha: float) -> Message:
    """Return what a coefficient of agreement, -1..1, means.

    It never sounds like a grade: on wording, trained readers reach 0.2 to 0.5.
    """
    return next(phrase for limit, phrase in BANDS if alpha < limit)


def whole_percent(share: float) -> str:
    """Format a share as a whole percentage without the sign: “62”."""
    return str(round(100 * share))
