"""The hints of a round that somebody may see now: every page, API and list of hints takes them from here."""

from dataclasses import dataclass

from annotate.access import hint_moment, may_list_hints, shown_hints
from annotate.enums import HintMoment, HintResponse, HintTiming
from annotate.hints.computed import hints_for
from annotate.models import Round
from articles.hints import Hint, has_rules
from articles.hints.matching import is_inside
from articles.hints.selection import first_hints
from articles.models import Text
from articles.words import Words
from people.models import User


@dataclass(frozen=True)
class VisibleHint:
    """A hint with its key. ``first``: it is shown before anybody asks for more. ``response``: None if never shown."""

    key: str
    hint: Hint
    first: bool
    response: HintResponse | None = None


def has_hints(round_: Round) -> bool:
    """Return whether readers of a round get hints at some moment: they are on, and there are rules for its language."""
    return round_.hints != HintTiming.OFF and has_rules(round_.text.article.language)


def lists_hints(user: User, round_: Round) -> bool:
    """Return whether ``user`` may compare their highlights in a visible round with all hints now."""
    return has_hints(round_) and may_list_hints(round_, hint_moment(user, round_))


def visible_hints(user: User, round_: Round, lists: bool = False) -> list[VisibleHint]:
    """Return the hints of a visible round that ``user`` may see now, in the order of the text.

    With ``lists`` a reader alone gets all, as anybody who has handed in does. Raise ``ResultNotReady`` while those of a
    long text are being computed.
    """
    moment = hint_moment(user, round_)
    if moment == HintMoment.NONE:
        return []
    shown = shown_responses(user, round_)
    if moment == HintMoment.AFTER_HAND_IN or (lists and may_list_hints(round_, moment)):
        return all_hints(user, round_, shown)
    return [hint for hint in all_hints(user, round_, shown) if hint.key in shown] if shown else []


def shown_responses(user: User, round_: Round) -> dict[str, HintResponse]:
    """Return the responses of ``user`` to the hints that they have had, by key."""
    rows = shown_hints(user, round_).values_list("key", "response")
    return {key: HintResponse(response) for key, response in rows}


def all_hints(user: User, round_: Round, shown: dict[str, HintResponse]) -> list[VisibleHint]:
    """Return the hints inside the excerpt of a round for the tags of its codebook, whoever may see them."""
    tags = {tag.slug for tag in round_.codebook.pure.live}
    found = hints_for(round_.text, round_.team_id, user.pk)
    hints = {key: hint for key, hint in found.items() if hint.tag in tags}
    return _with_first(hints, round_.text, round_.extract, shown)


def hints_of_text(user: User, text: Text) -> list[VisibleHint]:
    """Return all hints of a text, for those who may see them outside of any round (``text_for_hints``)."""
    hints = hints_for(text, text.article.team_id, user.pk)
    return _with_first(hints, text, (0, len(text.body)), {})


def _with_first(
    hints: dict[str, Hint], text: Text, extract: tuple[int, int], shown: dict[str, HintResponse]
) -> list[VisibleHint]:
    inside = {key: hint for key, hint in hints.items() if is_inside(hint, *extract)}
    is_whole = extract == (0, len(text.body)) and text.words is not None
    words = text.words if is_whole else len(Words(text.body[slice(*extract)]))
    first = set(map(id, first_hints(list(inside.values()), words or 0)))
    return [VisibleHint(key, hint, id(hint) in first, shown.get(key)) for key, hint in inside.items()]
