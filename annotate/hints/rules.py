"""The hints that the rules give for a text, as its group wants them, computed once and cached."""

import pickle  # nosec B403 (what is read back never leaves this process's memory)
from collections.abc import Hashable

from django.conf import settings

from annotate.access import hint_settings
from articles.hints import RULES_VERSION, Hint, OwnWord, hints
from articles.hints.keys import with_keys
from articles.models import Text
from web.cache import ByteLimitedCache

# Hints of texts, up to this many bytes per process.
CACHE = ByteLimitedCache(16_000_000)
# Longer texts have their hints computed in a background thread: 6,000 characters, 1,000 words, take some 40 ms.
MAX_CHARS_AT_ONCE = 60_000


def rule_hints(text: Text, team_id: int | None, person: Hashable = None) -> dict[str, Hint]:
    """Return the hints of the rules by key, without the kinds that the group switched off.

    With ``person``, who waits for them, those of a long text are computed in the background; raise ``ResultNotReady``
    if that takes longer than a page may. Without, they are computed however long it takes.
    """
    group = hint_settings(team_id)
    language = text.article.language
    own_words = tuple(OwnWord(row["word"], row["neutral"]) for row in group.own_words)
    key = (text.sha256, language, RULES_VERSION, own_words)

    def pickled() -> bytes:
        return pickle.dumps(with_keys(text.body, hints(text.body, language, own_words)))

    if person is None or len(text.body) <= MAX_CHARS_AT_ONCE:
        data = CACHE.get(key, pickled)
    else:
        data = CACHE.get_soon(key, pickled, person, settings.BACKGROUND_WAIT_SECONDS)
    found: dict[str, Hint] = pickle.loads(data)  # noqa: S301  # nosec B301
    return {key: hint for key, hint in found.items() if hint.kind not in group.kinds_off}
