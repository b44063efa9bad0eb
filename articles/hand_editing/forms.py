"""The form of one change by hand, which the page sends when it is made."""

import json
from hashlib import sha256

from django import forms

from articles.editing import commands
from articles.editing.compose import Composed
from articles.editing.hand_edits import HandEdits
from articles.editing.text_edit import EditError
from articles.errors import Unreadable
from articles.parsing.length import MAX_CHARS, check_length
from articles.readers.text import check_text
from web.errors import ProblemError
from web.i18n.lazy_message import Message

HEADING_LEVEL = "2"
COMMANDS = {
    "cross-out": lambda composed, data: commands.cross_out(composed, data["start"], data["end"]),
    "correct": lambda composed, data: commands.correct(composed, data["start"], data["end"], data["words"]),
    "split": lambda composed, data: commands.split(composed, data["start"]),
    "join": lambda composed, data: commands.join(composed, data["start"]),
    "heading": lambda composed, data: commands.set_level(composed, data["start"], HEADING_LEVEL),
    "paragraph": lambda composed, data: commands.set_level(composed, data["start"], ""),
    "undo": lambda composed, data: composed.hand.undo(data["edit"]),
}
NOT_UNDERSTOOD = Message("This change could not be understood. Reload the page and try again.")
CHANGED_MEANWHILE = Message(
    "The text was changed in another window or by someone else since you opened this page. Nothing was lost: "
    "you see the text as it is now. Make your change again."
)


class ChangedMeanwhile(ProblemError):
    """The page shows an older state of the text than the one that is stored."""

    status = 409
    code = "conflict"


class RefusedChange(ProblemError):
    """The change does not fit the text; the message says why."""

    code = "invalid"


class ChangeForm(forms.Form):
    """One change: what is done, and where in the original. ``version`` is that of the changes that the page shows."""

    action = forms.ChoiceField(choices=[(name, name) for name in COMMANDS])
    version = forms.CharField(max_length=20, required=False)
    start = forms.IntegerField(min_value=0, max_value=MAX_CHARS, required=False)
    end = forms.IntegerField(min_value=0, max_value=MAX_CHARS, required=False)
    words = forms.CharField(max_length=commands.MAX_REPLACEMENT, strip=False, required=False)
    edit = forms.CharField(max_length=60, required=False)

    def change(self, composed: Composed) -> HandEdits:
        """Return the changes of ``composed`` with this one. Raises ``RefusedChange`` or ``ChangedMeanwhile``."""
        if not self.is_valid():
            raise RefusedChange(NOT_UNDERSTOOD)
        data = {
            name: value or 0 if name in ("start", "end") else value
            for name, value in self.cleaned_data.items()
        }
        if data["action"] != "undo" and data["version"] != version_of(composed.hand):
            raise ChangedMeanwhile(CHANGED_MEANWHILE)
        try:
            if data["words"].strip():
                data["words"] = check_length(check_text(data["words"]))
            return COMMANDS[data["action"]](composed, data)
        except (EditError, Unreadable) as error:
            raise RefusedChange(*error.args) from error


def version_of(hand: HandEdits) -> str:
    """Return a short digest of the changes, by which a page knows whether it shows the newest."""
    return sha256(json.dumps(hand.to_json()).encode()).hexdigest()[:16]
