"""What the marking page is given: everything in one answer, and short, for there may be thousands of marks."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse

from annotate.access import last_change, layer_of, marks_in, people_in
from annotate.models import Round
from annotate.telling import told_codebook
from people.models import User
from people.permissions import may


def desk(user: User, round_: Round) -> dict[str, Any]:
    """The page's JSON. Its marks are rows, as static/annotate/marks.js reads them; their quotes are in the text."""
    layer = layer_of(user, round_)
    # The number of the last change is older than the marks: one that comes in between is told twice, never missed.
    seq = last_change(user, round_)
    return {
        "me": {"id": user.pk, "name": user.name},
        "round": round_.pk,
        "mayMark": may(user, "mark", round_),
        "submittedAt": layer.submitted_at if layer else None,
        "seq": seq,
        "urls": {
            name: reverse(f"api:{name}", args=[round_.pk])
            for name in ("annotations", "changes", "submission")
        },
        "tags": [asdict(tag) for tag in told_codebook(round_.codebook.pure).tags],
        "people": list(people_in(user, round_)),
        "marks": list(marks_in(user, round_)),
    }
