"""What the language model suggested for a text, and how far asking it is."""

from typing import TypedDict

from django.conf import settings
from django.utils.formats import date_format

from annotate.access import hint_settings
from annotate.hints.language_model.client import is_configured
from annotate.models import HintSuggestions
from articles.hints import Hint
from articles.hints.keys import with_keys
from articles.hints.model.answer import NOT_IN_TEXT, NOT_UNDERSTOOD, REPEATED, TOO_LONG, TOO_MANY
from articles.hints.model.prompt import PROMPT_VERSION
from articles.hints.model.stored import hint_from_json
from articles.models import Text
from web.i18n.lazy_message import Message

# Why a suggestion was not used -> how the page says so.
NOT_USED = {
    NOT_IN_TEXT: Message("{count} not used: the words are not in the text"),
    REPEATED: Message("{count} not used: there is a hint there already"),
    NOT_UNDERSTOOD: Message("{count} not used: not understood"),
    TOO_LONG: Message("{count} not used: too long"),
    TOO_MANY: Message("{count} not used: too many"),
}


class SuggestionsProgress(TypedDict):
    """``done`` of ``parts`` of the text were answered. ``dropped`` counts suggestions that are not used, by reason."""

    state: str
    model: str
    parts: int
    done: int
    suggestions: int
    dropped: dict[str, int]


def may_be_asked(team_id: int | None) -> bool:
    """Return whether a model is configured, and the group of a text lets it be sent there and shows the answers."""
    return is_configured() and (not team_id or hint_settings(team_id).language_model)


def current_suggestions(text: Text) -> HintSuggestions | None:
    """Return what the configured model was asked about a text, None if it was not."""
    if not is_configured():
        return None
    return HintSuggestions.objects.filter(
        text=text, model=settings.LANGUAGE_MODEL, prompt=PROMPT_VERSION
    ).first()


def suggested_hints(text: Text) -> dict[str, Hint]:
    """Return the hints that the model suggested for a text, by key; none until all of it is answered."""
    job = current_suggestions(text)
    if job is None or job.state != HintSuggestions.State.DONE:
        return {}
    suggested_by = f"{job.model}, {date_format(job.touched_at, 'Y-m-d')}"
    hints = [hint_from_json(row, suggested_by) for row in job.hints]
    return {f"model-{key}": hint for key, hint in with_keys(text.body, hints).items()}


def progress_of(job: HintSuggestions) -> SuggestionsProgress:
    """Return how far asking is."""
    return {
        "state": str(job.state),
        "model": job.model,
        "parts": job.parts,
        "done": job.parts_done,
        "suggestions": len(job.hints) if job.state == HintSuggestions.State.DONE else 0,
        "dropped": job.dropped,
    }


def drop_phrases(job: HintSuggestions) -> list[Message]:
    """Return how many suggestions were not used, and why."""
    return [phrase.format(count=job.dropped[why]) for why, phrase in NOT_USED.items() if why in job.dropped]
