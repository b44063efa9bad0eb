"""Create rounds, change their settings, move them from state to state, and delete them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_

from annotate.access import check_not_of_campaign
from annotate.annotations.actions import lock_set
from annotate.annotations.used_hints import count_hints_as_seen
from annotate.change_log import append_change
from annotate.codebooks.actions import install_codebook
from annotate.discussion.comments import mention_after_reveal
from annotate.enums import NEXT_STATES, Feedback, FeedbackTiming, HintTiming, LayerKind, RoundMode, RoundState
from annotate.groups.actions import form_groups
from annotate.groups.shuffling import SIZES
from annotate.models import Codebook, LessonExercise, Round
from articles.access import is_newest
from articles.models import Text
from people.models import User
from people.permissions import NeedsAccount, Permission, PermissionRefused, check_permission
from people.quotas import ROUNDS_ON_ARTICLE, check_quota
from web.errors import ProblemError
from web.values import FIRST_YEAR, LAST_YEAR, is_time

SET, MOVE = "round.set", "round.move"
STATE_LABELS = {
    RoundState.DRAFT: N_("being set up"),
    RoundState.OPEN: N_("open"),
    RoundState.CLOSED: N_("closed"),
    RoundState.RELEASED: N_("released to leads"),
    RoundState.REVEALED: N_("revealed"),
}
# Said when a round has been moved.
TRANSITION_MESSAGES = {
    RoundState.OPEN: gettext_lazy("Open. Everyone can start highlighting."),
    RoundState.CLOSED: gettext_lazy("Closed. Nobody can highlight any more."),
    RoundState.REVEALED: gettext_lazy("Revealed. Everyone can see all highlights now."),
}
PROMISED = N_("You cannot change how people work or which excerpt they highlight after opening.")
OF_LESSON = N_("This belongs to a lesson and is never opened. Set the lesson in a class, and open it there.")
NO_SUCH_TRANSITION = N_("The state cannot change from “{state}” to “{wanted}”.")
NOT_IN_TEAM = N_("“{name}” is not a member.")


class SettingsError(ProblemError, ValueError):
    """The settings are invalid. The message says which, and why."""

    code = "bad-settings"


@dataclass(frozen=True)
class RoundSettings:
    """The settings of a round: forms, API and change log take theirs from these fields.

    ``extract`` is [start, end) in code points, None for the whole text. Without ``participants`` everybody in the team
    takes part.
    """

    mode: RoundMode = RoundMode.OPEN
    instructions: str = ""
    due_at: datetime | None = None
    extract: tuple[int, int] | None = None
    feedback: Feedback = Feedback.NONE
    feedback_when: FeedbackTiming = FeedbackTiming.ON_REVEAL
    hints: HintTiming = HintTiming.OFF
    detail_suggestions: bool = True
    group_size: int = 3
    participants: tuple[User, ...] = ()


# Settings that are columns of Round, of the same name.
COLUMNS = [field.name for field in fields(RoundSettings) if field.name not in ("extract", "participants")]


@transaction.atomic
def create_round(
    user: User,
    text: Text,
    settings: RoundSettings | None = None,
    codebook: Codebook | None = None,
    state: RoundState = RoundState.OPEN,
) -> Round:
    """Create a round on ``text``, with the default codebook if none is given."""
    round_ = Round(text=text, codebook=codebook or install_codebook(), created_by=user, state=state)
    check_permission(user, Permission.CREATE_ROUND, round_)
    if not is_newest(text):
        raise SettingsError(_("This text has just been corrected. Reload the page and try again."))
    message = _("The limit of {most} for one article is reached. Delete one first.")
    check_quota(Round.objects.filter(text__article=text.article_id), ROUNDS_ON_ARTICLE, message)
    if not fits_codebook(round_, round_.codebook):
        raise SettingsError(_("This codebook belongs to another class or team. Copy it first."))
    settings = settings or default_settings(round_.team_id)
    _check(round_, settings)
    _apply(round_, settings)
    round_.save()
    round_.participants.set(settings.participants)
    form_groups(round_)
    return round_


@transaction.atomic
def create_trial_round(user: User, text: Text) -> Round:
    """Create the round on what somebody tries the site with, who can create no other."""
    round_ = Round(text=text, codebook=install_codebook(), created_by=user, state=RoundState.OPEN)
    check_permission(user, Permission.ANNOTATE, round_)
    if Round.objects.filter(text=text).exists():
        raise NeedsAccount(_("Sign up to work on an article more than once."))
    _apply(round_, default_settings(None))
    round_.save()
    return round_


@transaction.atomic
def update_round(user: User, round_: Round, settings: RoundSettings) -> None:
    """Change the settings, in an assignment of all its rounds: each then keeps only its own extract.

    Raise PermissionRefused if the round was opened and its mode or extract would change, or belongs to a campaign.
    """
    check_permission(user, Permission.MANAGE_ROUND, round_)
    check_not_of_campaign(round_)
    for each in lock_set(round_):
        _update(user, each, settings if each == round_ else replace(settings, extract=stored_extract(each)))


def _update(user: User, round_: Round, settings: RoundSettings) -> None:
    _check(round_, settings)
    fixed_changes = (settings.mode, settings.extract or round_.extract) != (round_.mode, round_.extract)
    if round_.state != RoundState.DRAFT and fixed_changes:
        raise PermissionRefused(_(PROMISED))
    _apply(round_, settings)
    round_.save()
    round_.participants.set(settings.participants)
    form_groups(round_)
    if round_.gives_feedback_before_reveal:
        # Those who have handed in get feedback from now on, and so can never withdraw, whatever is set later.
        round_.layers.filter(submitted_at__isnull=False).update(feedback_given=True)
    append_change(round_, user, SET, round_settings_json(round_))


@transaction.atomic
def replace_text_and_settings(user: User, round_: Round, text: Text, settings: RoundSettings) -> None:
    """Give a round that nobody has started another text and other settings; it keeps its address.

    The caller has locked the round, and made sure that there are no annotations of readers in it.
    """
    check_permission(user, Permission.MANAGE_ROUND, round_)
    round_.text = text
    _check(round_, settings)
    _apply(round_, settings)
    round_.save()
    append_change(round_, user, SET, round_settings_json(round_))


@transaction.atomic
def transition_round(user: User, round_: Round, to: RoundState) -> None:
    """Open, close or reveal a round, in an assignment all of its rounds. Idempotent.

    Raise PermissionRefused if the state of one does not allow it, or it belongs to a campaign.
    """
    check_permission(user, Permission.MANAGE_ROUND, round_)
    check_not_of_campaign(round_)
    for each in lock_set(round_):
        _transition(user, each, to)


def _transition(user: User, round_: Round, to: RoundState) -> None:
    if round_.state == to:
        return
    if LessonExercise.objects.filter(round=round_.pk).exists():
        raise PermissionRefused(_(OF_LESSON))
    if to not in NEXT_STATES[RoundState(round_.state)]:
        message = _(NO_SUCH_TRANSITION)
        labels = {"state": _(STATE_LABELS[RoundState(round_.state)]), "wanted": _(STATE_LABELS[to])}
        raise PermissionRefused(message.format(**labels))
    set_state(user, round_, to)


def set_state(user: User, round_: Round, to: RoundState) -> None:
    """Move a round to another state. The caller has locked it, and checked that ``user`` may do so."""
    if round_.state == RoundState.CLOSED and to == RoundState.OPEN:
        count_hints_as_seen(round_, round_.layers.filter(kind=LayerKind.READER))
    round_.state = to
    round_.save(update_fields=["state"])
    if to == RoundState.OPEN:
        form_groups(round_)
    append_change(round_, user, MOVE, round_settings_json(round_))
    if to in (RoundState.RELEASED, RoundState.REVEALED):
        mention_after_reveal(round_)


@transaction.atomic
def rejoin_set(user: User, round_: Round) -> None:
    """Give a round that is back from the bin the state and settings that the others of its assignment have by now.

    The caller has checked the permission.
    """
    others = [each for each in lock_set(round_) if each != round_]
    if not others:
        return
    settings = replace(settings_of(others[0]), extract=stored_extract(round_))
    if settings != settings_of(round_):
        _apply(round_, settings)
        round_.save()
        round_.participants.set(settings.participants)
        append_change(round_, user, SET, round_settings_json(round_))
    if others[0].state != round_.state:
        set_state(user, round_, RoundState(others[0].state))


@transaction.atomic
def delete_round(user: User, round_: Round) -> None:
    """Move the round to the bin, with everything in it; raise PermissionRefused if it belongs to a campaign."""
    check_permission(user, Permission.DELETE_ROUND, round_)
    check_not_of_campaign(round_)
    round_.move_to_bin(user)


def fits_codebook(round_: Round, codebook: Codebook) -> bool:
    """Return whether a round can use the codebook: it is built in, or belongs to whom the round belongs to."""
    if codebook.owner_id:
        return round_.team_id is None and codebook.owner_id == round_.owner_id
    return codebook.team_id in (None, round_.team_id)


def default_settings(team_id: int | None) -> RoundSettings:
    """Return the settings of a new round: readers alone get hints on request, groups none."""
    return RoundSettings(hints=HintTiming.OFF if team_id else HintTiming.ON_REQUEST)


def settings_of(round_: Round) -> RoundSettings:
    """Return the present settings."""
    return RoundSettings(**_stored_settings(round_), participants=tuple(round_.participants.all()))


def round_settings_json(round_: Round) -> dict[str, Any]:
    """Return the state and the settings that all participants may know: all but who the participants are."""
    settings = _stored_settings(round_)
    if settings["due_at"]:
        settings["due_at"] = settings["due_at"].isoformat()
    return {"state": round_.state} | settings


def own_settings_json(round_: Round) -> dict[str, Any]:
    """Return the same with the due date of the reader for whom the round was fetched."""
    due_at = round_.own_due_at
    own = {"due_at": due_at.isoformat() if due_at else None, "extended": round_.is_extended}
    return round_settings_json(round_) | own


def _stored_settings(round_: Round) -> dict[str, Any]:
    """Return all settings but ``participants``, which takes a query."""
    settings = {name: getattr(round_, name) for name in COLUMNS}
    return settings | {"extract": stored_extract(round_)}


def stored_extract(round_: Round) -> tuple[int, int] | None:
    """Return [start, end) of the extract; None for the whole text."""
    return None if round_.extract_end is None else round_.extract


def _check(round_: Round, settings: RoundSettings) -> None:
    if settings.extract:
        start, end = settings.extract
        if not 0 <= start < end <= len(round_.text.body):
            raise SettingsError(_("The excerpt is outside the text."))
    if settings.due_at and not is_time(settings.due_at):
        message = _("Choose a due date in the years {first} to {last}.")
        raise SettingsError(message.format(first=FIRST_YEAR, last=LAST_YEAR))
    if settings.group_size not in SIZES:
        message = _("Choose groups of {smallest} to {largest} people.")
        raise SettingsError(message.format(smallest=SIZES[0], largest=SIZES[-1]))
    _check_participants(round_, settings.participants)


def _check_participants(round_: Round, participants: Iterable[User]) -> None:
    members = (
        set(round_.text.article.team.memberships.values_list("user", flat=True)) if round_.team_id else set()
    )
    for person in participants:
        if person.pk not in members:
            raise SettingsError(_(NOT_IN_TEAM).format(name=person.name))


def _apply(round_: Round, settings: RoundSettings) -> None:
    for name in COLUMNS:
        setattr(round_, name, getattr(settings, name))
    round_.extract_start, round_.extract_end = settings.extract or (None, None)
