"""Whether a report shows hints: only once the moment for them has come in every exercise on its text."""

from collections.abc import Iterable

from annotate.enums import HintTiming, RoundMode, RoundState
from annotate.models import Layer, Round
from people.models import User


def report_hints_visible(
    user: User | None, rounds: Iterable[Round], others: Iterable[Round], layers: Iterable[Layer]
) -> bool:
    """Return whether a report on ``rounds`` shows hints to ``user``, or with None to whoever gets it.

    Every round in which somebody has read must have hints, and their moment must have come. ``others`` are the rounds
    on the same text that are left out of the report: as long as people annotate in one of them, its moment counts, too.
    ``layers`` are the readers' layers in the rounds that ``user`` may see.
    """
    layers = list(layers)
    read = {layer.round_id for layer in layers}
    own = {layer.round_id: layer for layer in layers if user and layer.annotator_id == user.pk}
    rounds = [round_ for round_ in rounds if round_.pk in read or _is_going_on(round_)]
    waiting = [round_ for round_ in others if _is_going_on(round_)]
    return bool(read) and all(_are_due(round_, own.get(round_.pk)) for round_ in (*rounds, *waiting))


def _is_going_on(round_: Round) -> bool:
    """Return whether people may annotate in the round, or may again: a closed one that hides can be opened."""
    return round_.state == RoundState.OPEN or (round_.state == RoundState.CLOSED and round_.hides)


def _are_due(round_: Round, own: Layer | None) -> bool:
    """Return whether the hints of a round may be shown to the annotator of ``own``, or without it to everybody."""
    if round_.hints == HintTiming.OFF:
        return False
    if round_.state == RoundState.REVEALED:
        return True
    if round_.state == RoundState.CLOSED and (own or round_.mode == RoundMode.OPEN):
        return True
    # Nobody hands in alone.
    if round_.team_id is None:
        return round_.hints == HintTiming.ON_REQUEST
    return own is not None and own.submitted_at is not None
