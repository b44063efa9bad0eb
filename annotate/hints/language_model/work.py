"""Ask the language model about a text, part by part, in the background: in Celery's workers or in a thread."""

import logging
import secrets
import threading
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.db.models import Q, QuerySet
from django.utils import timezone

from annotate.hints.language_model.answers import may_be_asked
from annotate.hints.language_model.client import USELESS, ModelError, ask
from annotate.hints.rules import rule_hints
from annotate.models import HintSuggestions
from articles.hints.model.answer import UnusableAnswer, read_answer
from articles.hints.model.prompt import parts_of, request_messages
from articles.hints.model.stored import hint_from_json, hint_to_json
from articles.models import Article
from web.i18n.lazy_message import Message
from web.tasks import enqueue

# Seconds after which a task lets others go first, long before Celery ends it.
TURN = 200
BROKEN = Message("Asking the language model failed. Try again later.")
INTERRUPTED = Message(
    "Asking the language model was interrupted, perhaps by a restart of the server. Try again."
)
NOT_ALLOWED = Message("The settings of this group do not allow asking the language model.")
log = logging.getLogger(__name__)
# A web process asks about one text at a time.
_slot = threading.BoundedSemaphore(1)
State = HintSuggestions.State


def begin(pk: int) -> None:
    """Have a worker ask, or a thread of this process if there is none."""
    if not enqueue("suggestions", pk):
        threading.Thread(target=_run_here, args=(pk,), name=f"suggestions {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _slot:
        try:
            run_suggestions(pk)
        finally:
            connections.close_all()


def run_suggestions(pk: int) -> None:
    """Ask about the parts of a text that are missing, for a while, unless the job is cancelled.

    Errors are stored in the job.
    """
    run = uuid4().hex
    waiting = HintSuggestions.objects.filter(pk=pk, state=State.WAITING)
    if not waiting.update(state=State.ASKING, run=run, touched_at=timezone.now()):
        return
    own = HintSuggestions.objects.filter(pk=pk, run=run)
    try:
        _ask_about_parts(own)
    except ModelError as error:
        _fail(own, error.message)
    except UnusableAnswer:
        _fail(own, ModelError(USELESS).message)
    except Exception:
        log.exception("Asking the language model failed.")
        _fail(own, BROKEN)
    if waiting.exists():
        begin(pk)


def _ask_about_parts(own: QuerySet[HintSuggestions]) -> None:
    """Ask about the parts that are missing; after a turn, leave the rest to another run."""
    end = time.monotonic() + TURN
    job = own.select_related("text__article").first()
    if job is None:
        return
    body = job.text.body
    parts = parts_of(body)
    known = list(rule_hints(job.text, job.text.article.team_id).values())
    dropped = Counter(job.dropped)
    for number in range(job.parts_done, len(parts)):
        if time.monotonic() > end:
            own.update(state=State.WAITING, run="", touched_at=timezone.now())
            return
        if not Article.objects.filter(pk=job.text.article_id, team__deleted_at=None).exists():
            own.delete()
            return
        if not may_be_asked(job.text.article.team_id):
            _fail(own, NOT_ALLOWED)
            return
        answer = ask(request_messages(body[slice(*parts[number])], f"article-{secrets.token_hex(16)}"))
        already = [hint_from_json(row, job.model) for row in job.hints]
        result = read_answer(answer, body, parts[number], [*known, *already])
        job.hints += map(hint_to_json, result.hints)
        dropped += result.dropped
        fields = {"hints": job.hints, "dropped": dropped, "parts_done": number + 1}
        if not own.update(**fields, parts=len(parts), touched_at=timezone.now()):
            return
    own.update(state=State.DONE, parts=len(parts), run="", touched_at=timezone.now())


def _fail(own: QuerySet[HintSuggestions], message: Message) -> None:
    own.update(
        state=State.FAILED, run="", error=message.to_json(), hints=[], dropped={}, parts_done=0,
        touched_at=timezone.now(),
    )  # fmt: skip


def fail_if_interrupted(job: HintSuggestions) -> None:
    """Say that a job was interrupted if its process has died; one that waits is begun again."""
    now = timezone.now()
    longest = timedelta(seconds=settings.LANGUAGE_MODEL_SECONDS + 60)
    # A time in the future comes from a clock that was set back.
    stale = HintSuggestions.objects.filter(
        Q(touched_at__lt=now - longest) | Q(touched_at__gt=now + longest), pk=job.pk
    )
    if stale.filter(state=State.ASKING).update(
        state=State.FAILED, run="", error=INTERRUPTED.to_json(), hints=[]
    ):
        job.refresh_from_db()
    elif stale.filter(state=State.WAITING).update(touched_at=now):
        begin(job.pk)
