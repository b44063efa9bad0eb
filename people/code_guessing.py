"""Keep short codes from being guessed, without locking out people with a valid code.

The limits and their numbers are explained in docs/classes.md (“How codes are kept from being guessed”).
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

# Wrong codes per ten minutes: from one browser, and from one network, which may be a whole school.
MAX_FROM_BROWSER, MAX_FROM_NETWORK = 10, 60
# How often a network above its limit may still try a code that was not used there before.
GAP = timedelta(seconds=5)
# Wrong codes per ten minutes from everywhere that are reported to the site's operator.
MANY_WRONG_CODES = 600
EVERYWHERE = "wrong codes"
logger = logging.getLogger(__name__)


class InvalidCode(ValueError):
    """The code does not exist or no longer works. The message says what to do."""


class JoinCodeFull(InvalidCode):
    """The code exists but is used up, so it does not count as a guess."""


class throttled_guess:
    """Context manager around looking up ``code``: an ``InvalidCode`` raised in the block counts as a wrong guess.

    After a right code, the network counts as known for ``known_for``. Raise ``RateLimitExceeded`` if this browser has
    guessed too often. If its network has, codes that are known there are looked up at once and others slowly, but not
    for a browser that has typed a wrong one itself.
    """

    def __init__(self, code: str, network: str, browser: str, known_for: timedelta) -> None:
        self.code, self.network, self.known_for = code, network, known_for
        self.by_browser = f"code {network} {key_digest(browser)}" if browser else ""
        self.by_network = f"code {network}"
        self.counted: list[str] = []

    def __enter__(self) -> None:
        wrong_before = 0
        if self.by_browser:
            wrong_before = self._count(self.by_browser, MAX_FROM_BROWSER) - 1
        try:
            self._count(self.by_network, MAX_FROM_NETWORK)
        except RateLimitExceeded as error:
            if not is_known_network(self.network, self.code):
                self._look_up_slowly(wrong_before, error)

    def _look_up_slowly(self, wrong_before: int, error: RateLimitExceeded) -> None:
        try:
            if wrong_before:
                raise error
            hit(f"{self.by_network} slowly", 1, GAP)
        except RateLimitExceeded:
            # The code was not looked up, so this was no guess.
            self._refund()
            raise

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None or issubclass(kind, NicknameError):
            remember_network(self.network, self.code, self.known_for)
        if kind and issubclass(kind, InvalidCode) and not issubclass(kind, JoinCodeFull):
            if count_attempt(EVERYWHERE) == MANY_WRONG_CODES:
                logger.warning(
                    "%d wrong join and return codes in ten minutes: somebody guesses.", MANY_WRONG_CODES
                )
            return
        self._refund()

    def _count(self, key: str, limit: int) -> int:
        count = hit(key, limit)
        self.counted.append(key)
        return count

    def _refund(self) -> None:
        for key in self.counted:
            refund(key)
