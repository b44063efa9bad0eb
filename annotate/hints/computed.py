"""The hints of a text as its group wants them: those of the rules, and those of a language model that was asked."""

from collections.abc import Hashable

from annotate.access import hint_settings
from annotate.hints.language_model.answers import suggested_hints
from annotate.hints.language_model.client import is_configured
from annotate.hints.rules import rule_hints
from articles.hints import Hint
from articles.models import Text


def hints_for(text: Text, team_id: int | None, person: Hashable = None) -> dict[str, Hint]:
    """Return the hints of a text by key, in its order. See ``rule_hints`` for ``person``.

    A group sees what the model suggested as long as its settings allow the model.
    """
    found = rule_hints(text, team_id, person)
    if is_configured() and (not team_id or hint_settings(team_id).language_model):
        found |= suggested_hints(text)
    return dict(sorted(found.items(), key=lambda item: (item[1].start, item[1].end)))
