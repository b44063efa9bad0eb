"""The hints of a text as its group wants them: those of the rules, and those of a language model that was asked."""

from collections.abc import Hashable

from annotate.hints.language_model.answers import may_be_asked, suggested_hints
from annotate.hints.rules import rule_hints
from articles.hints import Hint
from articles.models import Text


def hints_for(text: Text, team_id: int | None, person: Hashable = None) -> dict[str, Hint]:
    """Return the hints of a text by key, in its order. See ``rule_hints`` for ``person``.

    A group sees what the model suggested as long as its settings allow the model.
    """
    found = rule_hints(text, team_id, person)
    if may_be_asked(team_id):
        found |= suggested_hints(text)
    return dict(sorted(found.items(), key=lambda item: (item[1].start, item[1].end)))
