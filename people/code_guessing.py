"""Codes of a few signs are not guessed, and whoever has a right one is not kept out by who guesses beside them.

What stands in whose way is argued, with the numbers, in docs/classes.md (“How codes are kept from being guessed”).
"""

import logging
from datetime import timedelta

from people.names import NicknameError
from web.rate_limits import (
    RateLimitExceeded,
    count_attempt,
    hit,
    is_known_network,
    key_digest,
    refund,
    remember_network,
)

# Wrong codes in ten minutes: by one browser; and from one network, behind which a whole school may sit.
MOST_BY_ONE, MOST_HERE = 10, 60
# When a network has used up its own: how often a code that is not in use there is still looked up.
GAP = timedelta(seconds=5)
# Wrong codes in ten minutes from everywhere, of which whoever looks after the site is told.
WORTH_A_WARNING = 600
EVERYWHERE = "wrong codes"
logger = logging.getLogger(__name__)


class InvalidCode(ValueError):
    """No team is joined, or nobody comes back, by this code. The message says what to do."""


class JoinCodeFull(InvalidCode):
    """The code is right, and too late: that is no guess."""


class throttled_guess:
    """Around looking ``code`` up: ``InvalidCode`` counts, a right code does not, and for ``used_here`` is known here.

    Raise ``RateLimitExceeded`` where this browser has guessed too often; where its network has, codes that are in use there are
    looked up at once, others slowly, and not at all for a browser that has typed a wrong one itself.
    """

    def __init__(self, code: str, network: str, browser: str, used_here: timedelta) -> None:
        self.code, self.network, self.used_here = code, network, used_here
        self.by_browser = f"code {network} {key_digest(browser)}" if browser else ""
        self.by_network = f"code {network}"
        self.counted: list[str] = []

    def __enter__(self) -> None:
        wrong_before = 0
        if self.by_browser:
            wrong_before = self._count(self.by_browser, MOST_BY_ONE) - 1
        try:
            self._count(self.by_network, MOST_HERE)
        except RateLimitExceeded as error:
            if not is_known_network(self.network, self.code):
                self._look_up_slowly(wrong_before, error)

    def _look_up_slowly(self, wrong_before: int, error: RateLimitExceeded) -> None:
        try:
            if wrong_before:
                raise error
            hit(f"{self.by_network} slowly", 1, GAP)
        except RateLimitExceeded:
            # It was not looked up, so it was no guess.
            self._give_back()
            raise

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None or issubclass(kind, NicknameError):
            remember_network(self.network, self.code, self.used_here)
        if kind and issubclass(kind, InvalidCode) and not issubclass(kind, JoinCodeFull):
            if count_attempt(EVERYWHERE) == WORTH_A_WARNING:
                logger.warning(
                    "%d wrong join and return codes in ten minutes: somebody guesses.", WORTH_A_WARNING
                )
            return
        self._give_back()

    def _count(self, key: str, most: int) -> int:
        counted = hit(key, most)
        self.counted.append(key)
        return counted

    def _give_back(self) -> None:
        for key in self.counted:
            refund(key)
