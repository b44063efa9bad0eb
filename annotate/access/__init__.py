"""The only way to read rounds and what is in them, one module per subject. A function says who may see what it returns.

Annotations, changes, people and their numbers are hidden from others in an independent round until it is revealed.
Everything that returns them starts from ``visible_layers``.
"""

from annotate.access.annotations import (
    EXPORT_COLUMNS,
    annotation_counts_by_layer,
    annotation_rows,
    annotation_rows_for_report,
    annotations_in,
    answer_key_for_scoring,
    count_annotators,
    current_annotations,
    existing_annotations,
    existing_ids,
    final_annotations,
    get_annotation,
    has_answer_key,
    people_in,
    visible_answer_key,
)
from annotate.access.changes import (
    access_versions,
    adjudication_changes,
    changes_after,
    changes_in,
    changes_since_by_round,
    last_round_change,
    last_visible_seq,
    visible_changes,
)
from annotate.access.codebooks import (
    codebooks_for,
    codebooks_in,
    codebooks_visible_to,
    get_codebook,
    versions_of,
)
from annotate.access.discussion import (
    comments_in,
    comments_to_mention,
    get_comment,
    get_open_poll,
    get_poll,
    polls_in,
    vote_counts,
)
from annotate.access.layers import can_see_answer_key, can_see_layer, feedback_for, get_layer, visible_layers
from annotate.access.personal_data import (
    PersonalRows,
    export_rows,
    former_participants,
    get_participant,
    personal_rows,
)
from annotate.access.rounds import RoundNotFound, get_round, rounds_in, rounds_on, rounds_visible_to
from annotate.access.webhooks import get_webhook

__all__ = [
    "EXPORT_COLUMNS",
    "PersonalRows",
    "RoundNotFound",
    "access_versions",
    "adjudication_changes",
    "annotation_counts_by_layer",
    "annotation_rows",
    "annotation_rows_for_report",
    "annotations_in",
    "answer_key_for_scoring",
    "can_see_answer_key",
    "can_see_layer",
    "changes_after",
    "changes_in",
    "changes_since_by_round",
    "codebooks_for",
    "codebooks_in",
    "codebooks_visible_to",
    "comments_in",
    "comments_to_mention",
    "count_annotators",
    "current_annotations",
    "existing_annotations",
    "existing_ids",
    "export_rows",
    "feedback_for",
    "final_annotations",
    "former_participants",
    "get_annotation",
    "get_codebook",
    "get_comment",
    "get_layer",
    "get_open_poll",
    "get_participant",
    "get_poll",
    "get_round",
    "get_webhook",
    "has_answer_key",
    "last_round_change",
    "last_visible_seq",
    "people_in",
    "personal_rows",
    "polls_in",
    "rounds_in",
    "rounds_on",
    "rounds_visible_to",
    "versions_of",
    "visible_answer_key",
    "visible_changes",
    "visible_layers",
    "vote_counts",
]
