"""The JSON data of the annotation page, in compact form: there may be thousands of annotations."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse

from annotate.access import (
    annotation_rows_for_report,
    comments_in,
    count_requested_hints,
    get_layer,
    get_open_poll,
    has_hidden_groups,
    hint_moment,
    last_visible_seq,
    may_take_part,
    own_group,
    people_in,
    unplaced_annotations,
)
from annotate.annotations.actions import WRITE_PERMISSION
from annotate.annotations.json import annotation_json
from annotate.annotations.leading import leads_alone
from annotate.codebooks.translation import translate_codebook
from annotate.discussion.comments import comment_json
from annotate.discussion.polls import poll_json
from annotate.enums import HintMoment, LayerKind
from annotate.groups.json import group_json
from annotate.models import Round
from annotate.rounds.actions import own_settings_json
from articles.hints import has_rules
from people.models import User
from people.permissions import Permission, has_permission

URL_NAMES = {LayerKind.READER: "annotations", LayerKind.KEY: "key", LayerKind.ADJUDICATED: "adjudicated"}


def annotation_page_data(user: User, round_: Round, kind: LayerKind = LayerKind.READER) -> dict[str, Any]:
    """Return the page's data for the layers of one kind.

    Annotations are rows, as static/annotate/sync/page-annotations.js reads them; their quotes are taken from the text.
    """
    layer = get_layer(user, round_) if kind == LayerKind.READER else None
    # Read before the annotations: a change in between arrives twice then, but is never missed.
    seq = last_visible_seq(user, round_)
    writes = has_permission(user, WRITE_PERMISSION[kind], round_)
    poll = get_open_poll(round_) if kind == LayerKind.READER else None
    return {
        "me": {"id": user.pk, "name": user.name},
        "round": round_.pk,
        "revision": round_.text.revision,
        "kind": kind,
        "mayMark": writes and (kind != LayerKind.READER or _may_begin(user, round_)),
        "state": own_settings_json(round_),
        "submittedAt": layer.submitted_at if layer else None,
        "late": bool(layer and layer.handed_in_late),
        "final": bool(layer and layer.feedback_given),
        "seq": seq,
        "urls": {"annotations": reverse(f"api:{URL_NAMES[kind]}", args=[round_.pk])}
        | {
            name: reverse(f"api:{name}", args=[round_.pk])
            for name in ("changes", "submission", "comments", "polls")
        },
        "group": _group_data(user, round_) if kind == LayerKind.READER else None,
        "poll": poll and poll_json(poll),
        "tags": [asdict(tag) for tag in translate_codebook(round_.codebook.pure).tags],
        "people": list(people_in(user, round_)),
        "marks": list(annotation_rows_for_report(user, round_, kind)),
        "unplaced": list(map(annotation_json, unplaced_annotations(user, round_, kind))) if writes else [],
        "hints": _hints_data(user, round_, kind),
        "comments": [comment_json(comment) for comment in comments_in(user, round_)],
        "may": {
            # Without a team nobody else would read a comment.
            "comment": round_.team_id is not None and has_permission(user, Permission.COMMENT, round_),
            "moderate": has_permission(user, Permission.MODERATE, round_),
        },
    }


def _may_begin(user: User, round_: Round) -> bool:
    """Return whether ``user``, whose role lets them annotate, may begin to do so in this round."""
    return not leads_alone(user, round_) and may_take_part(user, round_)


def _group_data(user: User, round_: Round) -> dict[str, Any] | None:
    """Return the reader's group, and where it is asked for again; None where people do not work in groups."""
    if not has_hidden_groups(round_):
        return None
    group = own_group(user, round_)
    return {"url": reverse("api:own-group", args=[round_.pk]), "group": group_json(group) if group else None}


def _hints_data(user: User, round_: Round, kind: LayerKind) -> dict[str, Any] | None:
    """Return which hints the reader may ask for now, and where; never the hints themselves. None if there are none."""
    moment = hint_moment(user, round_) if kind == LayerKind.READER else HintMoment.NONE
    if moment == HintMoment.NONE:
        return None
    return {
        "moment": moment,
        "available": has_rules(round_.text.article.language),
        "requested": count_requested_hints(user, round_),
        "urls": {
            "hints": reverse("api:hints", args=[round_.pk]),
            "request": reverse("api:request-hint", args=[round_.pk]),
        },
    }
