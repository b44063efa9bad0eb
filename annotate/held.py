"""Everything that is held of one participant of a team, as a ZIP that they can be handed."""

import io
import json
import zipfile
from typing import Any

from django.utils.translation import gettext as _

from annotate.actions import layer_state, state
from annotate.comment_actions import comment_state
from annotate.models import Annotation, Comment, Layer
from people.models import Team, User
from people.permissions import require


def held_zip(user: User, team: Team, person: User) -> bytes:
    """JSON files: who they are, their marks as they stand and as they were deleted, what they handed in and said."""
    require(user, "look after people’s data", team)
    files = held(team, person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about(team, person))
        for name, content in files.items():
            archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
    return out.getvalue()


def held(team: Team, person: User) -> dict[str, Any]:
    """The files' contents by name."""
    membership = team.memberships.get(user=person)
    marks = Annotation.objects.filter(layer__round__text__article__team=team, layer__annotator=person)
    layers = Layer.objects.filter(round__text__article__team=team, annotator=person).select_related("round")
    said = Comment.objects.filter(annotation__layer__round__text__article__team=team, author=person)
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "joined_at": person.joined_at.isoformat(),
            "team": team.name,
            "role": membership.role,
        },
        "marks": [
            state(mark) | {"round": mark.layer.round_id, "deleted": mark.deleted}
            for mark in marks.select_related("layer__annotator", "tag").order_by("layer__round", "start")
        ],
        "rounds": [layer_state(layer) | {"round": layer.round_id} for layer in layers],
        "comments": [comment_state(comment) for comment in said.select_related("author").order_by("created_at")],
        "log": [
            {"round": change.round_id, "seq": change.seq, "verb": change.verb, "at": change.at.isoformat(),
             "payload": change.payload}
            for layer in layers
            for change in layer.changes.filter(actor=person).order_by("seq")
        ],
    }  # fmt: skip


def _about(team: Team, person: User) -> str:
    said = _(
        "What Claimlight holds of {name} in the team {team}: marks.json has every mark, also deleted ones; rounds.json "
        "what was handed in and when; comments.json what was said; log.json each change as it was made."
    )
    return said.format(name=person.name, team=team.name) + "\n"
