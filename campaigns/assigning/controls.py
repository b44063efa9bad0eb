"""When somebody gets a control article: once in so many articles, where they cannot foretell it. Pure."""

from random import Random


def is_control_due(received: int, every: int, start_rank: float) -> bool:
    """Return whether a control article is due for somebody who has received so many articles.

    One is due in each block of ``every`` articles, never first in it, so that two are never neighbours. Where in the
    block depends on the person's secret ``start_rank``.
    """
    if every < 2:
        return True
    block, place = divmod(received, every)
    return place == Random(f"{start_rank}/{block}").randrange(1, every)  # noqa: S311 # nosec B311
