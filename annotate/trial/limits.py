"""How often the site may be tried: from one browser, and by everybody together.

No limit counts by address: a class behind one address can try the site, and joining by a code counts elsewhere.
"""

from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from web.errors import ProblemError
from web.rate_limits import RateLimitExceeded, hit, refund

DAY = timedelta(days=1)
PER_BROWSER = 3
SITE = "trials"
BROWSER = "trial_browser"


class TrialRefused(ProblemError):
    """Nothing more can be tried today. The message says why, and what to do."""

    status = 429
    code = "too-often"


def offers_trials() -> bool:
    """Return whether the site may be tried without an account."""
    return settings.TRIALS_PER_DAY > 0


def count_trial(session: SessionBase) -> None:
    """Count one article of this browser, and of the site. Raise ``TrialRefused``."""
    browser = session.setdefault(BROWSER, token_hex(16))
    try:
        hit(_key(browser), PER_BROWSER, DAY)
    except RateLimitExceeded as error:
        message = _(
            "You have tried {most} articles, as many as are possible without an account. Sign up to go on."
        )
        raise TrialRefused(message.format(most=PER_BROWSER)) from error
    try:
        hit(SITE, settings.TRIALS_PER_DAY, DAY)
    except RateLimitExceeded as error:
        refund(_key(browser))
        raise TrialRefused(
            _(
                "So many people have tried Claimlight today that no more can do so without an account. "
                "Sign up, which is free, or come back tomorrow."
            )
        ) from error


def uncount_trial(session: SessionBase) -> None:
    """Uncount one article: it could not be read."""
    refund(_key(session[BROWSER]))
    refund(SITE)


def _key(browser: str) -> str:
    return f"trial {browser}"
