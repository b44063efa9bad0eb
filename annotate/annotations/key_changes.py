"""Change an answer key after people have worked with it: accept another tag, add an answer, undo it.

Each change is stored with its reason in the answer, and so is in the log and beside every reader's result.
"""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import get_annotation, visible_answer_key
from annotate.annotations.actions import AnnotationInput, delete_annotation, put_annotation
from annotate.annotations.answer_key import KeyChangeKind, changes_of
from annotate.codebooks.tag_lookup import get_tag
from annotate.enums import LayerKind
from annotate.models import Annotation, Round
from people.models import User
from people.permissions import Permission, check_permission


def get_answer(user: User, round_: Round, pk: UUID) -> Annotation:
    """Return an answer of the key of this visible round, or raise Http404."""
    answer = get_annotation(user, round_, pk)
    if answer.layer.kind != LayerKind.KEY:
        raise Http404(_("This highlight does not exist, or you do not have access to it."))
    return answer


def accept_tag(user: User, round_: Round, pk: UUID, tag: str, reason: str) -> Annotation:
    """Accept another tag at an answer, from now on and with a reason. Idempotent."""
    check_permission(user, Permission.EDIT_ANSWER_KEY, round_)
    get_tag(round_, tag)
    answer = get_answer(user, round_, pk)
    also = answer.answer["also"]
    if tag in (answer.tag.slug, *also):
        return answer
    change = _change(KeyChangeKind.ALSO, tag, reason)
    return _rewrite(user, round_, answer, [*also, tag], [*answer.answer.get("changed", ()), change])


def add_answer(
    user: User, round_: Round, start: int, end: int, tag: str, reason: str, revision: int | None = None
) -> Annotation:
    """Add an answer to the key, with a reason. Idempotent: the same answer is not added twice."""
    check_permission(user, Permission.EDIT_ANSWER_KEY, round_)
    present = visible_answer_key(user, round_).filter(start=start, end=end, tag__slug=tag).first()
    if present:
        return present
    answer = {"changed": [_change(KeyChangeKind.ADDED, tag, reason)]}
    quote = round_.text.body[start:end]
    content = AnnotationInput(tag, start, end, quote, {}, answer=answer, revision=revision)
    return put_annotation(user, round_, uuid4(), content, LayerKind.KEY)[0]


def undo_change(user: User, round_: Round, pk: UUID) -> Annotation:
    """Undo the last change of an answer: remove it if it was added, else accept that tag no longer."""
    answer = get_answer(user, round_, pk)
    changes = changes_of(answer.answer)
    if not changes:
        raise Http404(_("There is nothing to undo here."))
    last = changes[-1]
    if last.what == KeyChangeKind.ADDED:
        delete_annotation(user, round_, pk, answer.version, LayerKind.KEY)
    else:
        also = [slug for slug in answer.answer["also"] if slug != last.tag]
        _rewrite(user, round_, answer, also, answer.answer["changed"][:-1])
    return answer


def _change(what: KeyChangeKind, tag: str, reason: str) -> dict[str, str]:
    return {"what": what, "tag": tag, "reason": reason.strip(), "at": timezone.now().isoformat()}


def _rewrite(
    user: User, round_: Round, answer: Annotation, also: list[str], changed: list[dict[str, Any]]
) -> Annotation:
    content = AnnotationInput(
        answer.tag.slug, answer.start, answer.end, answer.quote, answer.details, answer.note, answer.version,
        {"tolerance": answer.answer["tolerance"], "also": also, "changed": changed},
    )  # fmt: skip
    return put_annotation(user, round_, answer.pk, content, LayerKind.KEY)[0]
