"""Values in words that a class understands."""

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
# Bands for a coefficient that corrects for chance: Krippendorff 2019, §12.4, and what trained readers reach here.
BANDS = (
    (0.02, Message("no more than chance would give")),
    (0.2, Message("a little more than chance would give")),
    (
        0.667,
        Message("clearly more than chance, as is usual where judgement is needed: talk about the passages"),
    ),
    (0.8, Message("enough for tentative conclusions")),
    (2, Message("enough to rely on")),
)


def frequency_phrase(share: float) -> Message:
    """How often something happens that happens in this share of cases, 0..1."""
    return next(words for most, words in FREQUENCIES if share < most)


def agreement_phrase(alpha: float) -> Message:
    """What a coefficient of agreement, -1..1, amounts to. Never a mark: trained readers reach 0.2 to 0.5 on wording."""
    return next(words for most, words in BANDS if alpha < most)


def whole_percent(share: float) -> str:
    """A share in whole per cent, without the sign: “62”."""
    return str(round(100 * share))
