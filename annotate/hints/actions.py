"""Ask for the next hint, and respond to one. Nothing else of the round changes: no annotation, no change in the log."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import current_annotations, get_layer, hint_moment, shown_hints
from annotate.annotations.actions import check_open
from annotate.annotations.from_hint import MAX_LENGTH
from annotate.annotations.leading import check_does_not_lead
from annotate.change_log import lock_round
from annotate.enums import HintMoment, HintResponse
from annotate.hints.visible import VisibleHint, all_hints, shown_responses, visible_hints
from annotate.models import Round, ShownHint
from articles.hints import RULES_VERSION
from articles.hints.matching import TaggedSpans
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now


def request_hint(user: User, round_: Round, after: int, more: bool = False) -> VisibleHint | None:
    """Record and return the next hint at or after offset ``after`` that ``user`` has not had, or the first in the text.

    Where they have highlighted the same words with the same tag, they need no hint. With ``more`` also one that is not
    shown at first. Return None if there is none left. Raise PermissionRefused unless the round gives hints on request
    and ``user`` can annotate now.
    """
    _check_may_request(user, round_)
    # Before the lock: it may take a while.
    hints = all_hints(user, round_, {})
    with transaction.atomic():
        _lock(user, round_)
        _check_may_request(user, round_)
        shown, own = shown_responses(user, round_), _own_highlights(user, round_)
        left = [
            hint
            for hint in hints
            if hint.key not in shown and (more or hint.first) and not own.touching(hint.hint)
        ]
        if not left:
            return None
        chosen = min(left, key=lambda visible: (visible.hint.cue[0] < after, visible.hint.cue))
        _record(user, round_, chosen)
        if layer := get_layer(user, round_):
            layer.hints_requested = F("hints_requested") + 1
            layer.save(update_fields=["hints_requested"])
        return replace(chosen, response=HintResponse.SEEN)


def respond_to_hint(user: User, round_: Round, key: str, response: HintResponse) -> VisibleHint:
    """Record what ``user`` made of a hint that they may see now, and return it. Idempotent; the last response counts.

    Raise Http404 if they may not see it.
    """
    check_permission(user, Permission.ANNOTATE, round_)
    hint = next((hint for hint in visible_hints(user, round_, lists=True) if hint.key == key), None)
    if hint is None:
        raise Http404(_("You have no such hint here."))
    with transaction.atomic():
        _lock(user, round_)
        fields = {"response": response, "responded_at": timezone.now()}
        if not shown_hints(user, round_).filter(key=key).update(**fields):
            _record(user, round_, hint, **fields)
    return replace(hint, response=response)


def _own_highlights(user: User, round_: Round) -> TaggedSpans[int]:
    own = current_annotations(user, round_).filter(layer__annotator=user)
    return TaggedSpans(own.values_list("tag__slug", "start", "end", "pk"))


def _check_may_request(user: User, round_: Round) -> None:
    check_permission(user, Permission.ANNOTATE, round_)
    check_does_not_lead(user, round_)
    if hint_moment(user, round_) != HintMoment.ON_REQUEST:
        raise PermissionRefused(_("You cannot ask for hints here now."))
    check_open(user, round_)


def _lock(user: User, round_: Round) -> None:
    """Lock the round, so that nobody is counted twice, and no row is left of somebody who was erased meanwhile."""
    lock_round(round_)
    check_permission_now(user, Permission.ANNOTATE, round_)


def _record(user: User, round_: Round, visible: VisibleHint, **fields: object) -> None:
    hint = visible.hint
    suggested_by = hint.details.get("suggested_by", "")
    ShownHint.objects.create(
        round=round_,
        annotator=user,
        key=visible.key,
        tag=hint.tag,
        code=hint.reason.code,
        rules=suggested_by[:MAX_LENGTH] or RULES_VERSION,
        **fields,
    )
