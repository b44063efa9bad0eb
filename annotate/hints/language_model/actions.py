"""Start and cancel asking the language model; test the connection; let a group's texts be sent to it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.hints.language_model.answers import current_suggestions, may_be_asked
from annotate.hints.language_model.client import ask, is_configured
from annotate.hints.language_model.work import NOT_ALLOWED, begin
from annotate.models import HintSuggestions
from articles.hints.model.prompt import PROMPT_VERSION, parts_of
from articles.models import Text
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit

# Of one text; a part has about 1,300 words.
MAX_PARTS = 30


class CannotAsk(PermissionRefused):
    """The model cannot be asked about this text. The message says why."""


def start_suggestions(user: User, text: Text) -> HintSuggestions:
    """Start asking about a text, or return what is there already; one that failed is tried again.

    Raise CannotAsk if no model is configured, the group does not allow it, or the text is too long.
    """
    check_permission(user, Permission.EDIT_ARTICLE, text.article)
    if not is_configured():
        raise CannotAsk(_("No language model is set up on this site."))
    if not may_be_asked(text.article.team_id):
        raise CannotAsk(translate(NOT_ALLOWED))
    count = len(parts_of(text.body))
    if count > MAX_PARTS:
        raise CannotAsk(_("This text is too long for the language model."))
    hit_named_limit(user, "suggestions")
    now = timezone.now()
    with transaction.atomic():
        job, created = HintSuggestions.objects.select_for_update().get_or_create(
            text=text,
            model=settings.LANGUAGE_MODEL,
            prompt=PROMPT_VERSION,
            defaults={"parts": count, "touched_at": now},
        )
        if job.state == HintSuggestions.State.FAILED:
            job.state, job.error, job.touched_at, created = HintSuggestions.State.WAITING, None, now, True
            job.save()
        if created:
            transaction.on_commit(lambda: begin(job.pk))
    return job


def delete_suggestions(user: User, text: Text) -> None:
    """Cancel asking about a text, or remove what was suggested for it. Idempotent."""
    check_permission(user, Permission.EDIT_ARTICLE, text.article)
    job = current_suggestions(text)
    if job:
        job.delete()


def check_connection(user: User) -> None:
    """Ask the model for one word. Raise CannotAsk if none is configured, ``ModelError`` if it does not answer."""
    if not is_configured():
        raise CannotAsk(_("No language model is set up on this site."))
    hit_named_limit(user, "suggestions")
    ask([{"role": "user", "content": "Answer with the word yes."}])
