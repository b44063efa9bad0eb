"""Read what somebody pastes to try the site: plain text, with the checks of a text that is pasted into an account."""

from dataclasses import replace

from articles.actions import MAX_TRIAL_CHARS, METADATA_FIELDS, TOO_LONG_FOR_TRIAL
from articles.errors import Unreadable
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.read import read_pasted
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

LINK = ("https://", "http://", "www.")
ONLY_LINK = Message("This is a link. Paste the text itself, or sign up to add articles by their links.")


def read_own_text(text: str) -> Draft:
    """Return the draft of a pasted text. Raises ``Unreadable``.

    Nothing is removed from it, since no review would show that: cleaning only finds its byline and other metadata.
    """
    text = text.replace("\r\n", "\n")
    if text.strip().lower().startswith(LINK) and len(text.split()) == 1:
        raise Unreadable(ONLY_LINK)
    # Before it is read: later it is too long only if reading made it longer.
    if len(text) > MAX_TRIAL_CHARS:
        raise Unreadable(TOO_LONG_FOR_TRIAL.format(length=len(text), most=MAX_TRIAL_CHARS))
    draft = read_pasted(text)
    cleaned = clean_or_leave(draft)
    if cleaned is None:
        return draft
    return replace(draft, **{field: getattr(cleaned.draft, field) for field in METADATA_FIELDS})
