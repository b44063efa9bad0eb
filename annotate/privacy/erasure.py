"""Erase a participant from a team: their annotations lose their name, or are deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.access import EXTEND, REVIEW
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.change_log import append_change, lock_round
from annotate.discussion.comments import COMMENT, comment_json
from annotate.models import (
    Annotation,
    Assignment,
    Change,
    Comment,
    Extension,
    HandInReview,
    Layer,
    Lesson,
    QuestionAnswer,
    Round,
    RoundGroupMember,
    RoundLeader,
    ShownHint,
)
from articles.hand_editing.corrections import forget_corrections
from people.actions.accounts import access_changed
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, Role, check_permission
from people.signals import person_erased, person_will_be_erased


def allow_deleting_highlights(user: User, team: Team, allowed: bool) -> None:
    """Set whether people who delete their account may also delete their annotations and comments in ``team``."""
    check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    team.members_may_delete_highlights = allowed
    team.save(update_fields=["members_may_delete_highlights"])


@transaction.atomic
def erase_person(user: User, team: Team, person: User, keep_annotations: bool) -> None:
    """Remove ``person`` and their name from ``team``, and their annotations unless ``keep_annotations``.

    A guest who is in no other team is deleted. Raise PermissionRefused if ``person`` is an owner.
    """
    check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    membership = team.memberships.filter(user=person).first()
    if membership and membership.role == Role.OWNER:
        raise PermissionRefused(_("You cannot erase an owner. Give them another role first."))
    erase_from_team(user, team, person, keep_annotations)
    if person.is_guest and not person.memberships.exists():
        person.delete()


def erase_from_team(user: User, team: Team, person: User, keep_annotations: bool) -> None:
    """Erase ``person`` from ``team``, logged as done by ``user``, whose permission the caller has checked.

    Run in a transaction.
    """
    person_will_be_erased.send(Team, team=team, person=person)
    # Lock the team's rounds: whoever waits to write in one has their role checked again afterwards. Their articles are
    # not locked: whoever corrects a text has locked its article before the rounds.
    list(
        Round.all_objects.select_for_update(of=("self",))
        .filter(text__article__team=team)
        .order_by("pk")
        .values_list("pk")
    )
    # Comments first: deleting the annotations would delete comments on them, but not what the log says of these.
    for comment in Comment.objects.filter(
        annotation__layer__round__text__article__team=team, author=person
    ).select_related("annotation__layer__round"):
        _erase_comment(user, comment, keep_annotations)
    for layer in Layer.objects.filter(round__text__article__team=team, annotator=person).select_related(
        "round"
    ):
        _erase_layer(user, layer, keep_annotations)
    for round_ in Round.all_objects.filter(text__article__team=team, participants=person):
        round_.participants.remove(person)
    Extension.objects.filter(round__text__article__team=team, user=person).delete()
    logged = Change.objects.filter(round__text__article__team=team, verb=EXTEND, payload__person=person.pk)
    logged.update(payload={"person": None, "due_at": None, "late": None})
    RoundLeader.objects.filter(round__text__article__team=team, user=person).delete()
    RoundGroupMember.objects.filter(round__text__article__team=team, user=person).delete()
    ShownHint.objects.filter(round__text__article__team=team, annotator=person).delete()
    answers = QuestionAnswer.objects.filter(assignment__team=team, author=person)
    if keep_annotations:
        answers.update(author=None)
    else:
        answers.delete()
    HandInReview.objects.filter(layer__round__text__article__team=team, reviewer=person).update(reviewer=None)
    Lesson.all_objects.filter(team=team, owner=person).update(owner=None)
    Assignment.objects.filter(team=team, created_by=person).update(created_by=None)
    forget_corrections(team, person)
    team.memberships.filter(user=person).delete()
    person_erased.send(Team, team=team, person=person, by=user, keep_annotations=keep_annotations)
    access_changed(team, person)


def _erase_layer(user: User, layer: Layer, keep_annotations: bool) -> None:
    """Remove the name from the layer and its log, or the annotations, too. Replaying the log still gives the rows."""
    lock_round(layer.round)
    current = list(layer.annotations.filter(deleted=False).values_list("pk", "version"))
    for change in layer.changes.filter(verb=PUT):
        change.payload = (
            change.payload | {"annotator": None} if keep_annotations else {"id": change.payload["id"]}
        )
        change.save(update_fields=["payload"])
    layer.changes.filter(verb__in=(SUBMIT, REOPEN)).update(
        payload={"annotator": None, "submitted_at": None, "late": False}
    )
    # A teacher's comment is about the person, even where their highlights stay.
    HandInReview.objects.filter(layer=layer).delete()
    layer.changes.filter(verb=REVIEW).update(payload={"annotator": None, "score": None, "comment": False})
    layer.changes.filter(actor=layer.annotator).update(actor=None)
    layer.annotator = None
    layer.save(update_fields=["annotator"])
    if not keep_annotations:
        for pk, version in current:
            append_change(layer.round, user, DELETE, {"id": str(pk), "version": version + 1}, layer)
        Annotation.objects.filter(layer=layer).delete()


def _erase_comment(user: User, comment: Comment, keep: bool) -> None:
    round_ = comment.annotation.layer.round
    lock_round(round_)
    comment.author = None
    if not keep:
        comment.body, comment.removed_at = "", comment.removed_at or comment.created_at
        comment.mentions.clear()
    comment.save(update_fields=["author", "body", "removed_at"])
    logged = round_.changes.filter(verb=COMMENT, payload__id=str(comment.pk))
    logged.update(payload=comment_json(comment), actor=None)
    append_change(round_, user, COMMENT, comment_json(comment), comment.annotation.layer)
