"""What the marking page is given: everything in one answer, and short, for there may be thousands of marks."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse

from annotate.access import comments_in, last_change, layer_of, marks_in, open_poll_of, people_in
from annotate.annotations.actions import WRITES
from annotate.codebooks.translation import told_codebook
from annotate.discussion.comments import comment_state
from annotate.discussion.polls import poll_state
from annotate.enums import Kind
from annotate.models import Round
from annotate.rounds.actions import round_state
from annotate.rounds.leading import leads_alone
from people.models import User
from people.permissions import may

ADDRESSES = {Kind.READER: "annotations", Kind.KEY: "key", Kind.SETTLED: "settled"}


def desk(user: User, round_: Round, kind: Kind = Kind.READER) -> dict[str, Any]:
    """The page's JSON for the layers of one kind.

    Its marks are rows, as static/annotate/marks.js reads them; their quotes are in the text.
    """
    layer = layer_of(user, round_) if kind == Kind.READER else None
    # The number of the last change is older than the marks: one that comes in between is told twice, never missed.
    seq = last_change(user, round_)
    poll = open_poll_of(round_) if kind == Kind.READER else None
    return {
        "me": {"id": user.pk, "name": user.name},
        "round": round_.pk,
        "kind": kind,
        "mayMark": may(user, WRITES[kind], round_)
        and not (kind == Kind.READER and leads_alone(user, round_)),
        "state": page_state(round_, kind),
        "submittedAt": layer.submitted_at if layer else None,
        "late": bool(layer and layer.late),
        "final": bool(layer and layer.feedback_given),
        "seq": seq,
        "urls": {"annotations": reverse(f"api:{ADDRESSES[kind]}", args=[round_.pk])}
        | {
            name: reverse(f"api:{name}", args=[round_.pk])
            for name in ("changes", "submission", "comments", "polls")
        },
        "poll": poll and poll_state(poll),
        "tags": [asdict(tag) for tag in told_codebook(round_.codebook.pure).tags],
        "people": list(people_in(user, round_)),
        "marks": list(marks_in(user, round_, kind)),
        "comments": [comment_state(comment) for comment in comments_in(user, round_)],
        "may": {
            # Alone there is nobody to say it to.
            "comment": round_.team_id is not None and may(user, "comment", round_),
            "moderate": may(user, "moderate", round_),
        },
    }


def page_state(round_: Round, kind: Kind) -> dict[str, Any]:
    """How the round runs. The key and what is settled are written at any time."""
    return round_state(round_) | {"takesMarks": kind != Kind.READER or round_.takes_marks}
