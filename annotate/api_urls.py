"""Addresses of the annotate API, below /api/v1/."""

from django.urls import include, path

from annotate.annotations import api
from annotate.assignments import api as assignment_api
from annotate.bin import api as bin_api
from annotate.codebooks import api as codebook_api
from annotate.dashboard import api as dashboard_api
from annotate.discussion import comment_api, poll_api
from annotate.enums import LayerKind
from annotate.extensions import api as extension_api
from annotate.groups import api as group_api
from annotate.hints import api as hint_api
from annotate.hints.language_model import api as model_api
from annotate.hints.settings import api as hint_settings_api
from annotate.privacy import api as privacy_api
from annotate.revisions import api as revision_api
from annotate.rounds import api as round_api
from annotate.rounds import progress_api
from annotate.webhooks import api as webhook_api

urlpatterns = [
    *(
        path(f"rounds/<int:pk>/{address}/{each}", view.as_view(kind=kind), name=name)
        for kind, address, many, one in (
            (LayerKind.READER, "annotations", "annotations", "annotation"),
            (LayerKind.KEY, "key", "key", "key-annotation"),
            (LayerKind.ADJUDICATED, "settled", "adjudicated", "adjudicated-annotation"),
        )
        for each, view, name in (
            ("", api.AnnotationList, many),
            ("unplaced/", api.UnplacedList, f"{many}-unplaced"),
            ("<uuid:annotation>/", api.AnnotationDetail, one),
        )
    ),
    path(
        "articles/<int:pk>/hints/suggestions/",
        model_api.HintSuggestionsDetail.as_view(),
        name="hint-suggestions",
    ),
    path(
        "rounds/<int:pk>/annotations/<uuid:annotation>/suggestions/",
        hint_api.AnnotationSuggestions.as_view(),
        name="suggestions",
    ),
    path("articles/<int:pk>/hints/", hint_api.ArticleHints.as_view(), name="article-hints"),
    path("articles/<int:pk>/revisions/", revision_api.RevisionList.as_view(), name="revisions"),
    path("assignments/<int:pk>/", assignment_api.AssignmentDetail.as_view(), name="assignment"),
    path(
        "assignments/<int:pk>/state/",
        assignment_api.AssignmentTransition.as_view(),
        name="assignment-state",
    ),
    path(
        "assignments/<int:pk>/leading/",
        assignment_api.AssignmentLeading.as_view(),
        name="assignment-leading",
    ),
    path(
        "assignments/<int:pk>/submission/",
        assignment_api.AssignmentSubmission.as_view(),
        name="assignment-submission",
    ),
    path(
        "assignments/<int:pk>/progress/",
        assignment_api.AssignmentProgress.as_view(),
        name="assignment-progress",
    ),
    path("assignments/<int:pk>/answers/", assignment_api.AnswerList.as_view(), name="answers"),
    path(
        "assignments/<int:pk>/answers/<int:position>/", assignment_api.AnswerDetail.as_view(), name="answer"
    ),
    path("teams/<int:pk>/assignments/", assignment_api.AssignmentList.as_view(), name="assignments"),
    path("bin/", bin_api.Bin.as_view(), name="bin"),
    path("bin/<slug:kind>/<int:pk>/", bin_api.BinItemDetail.as_view(), name="bin-item"),
    path("bin/<slug:kind>/<int:pk>/restore/", bin_api.BinItemRestore.as_view(), name="bin-restore"),
    path("codebooks/", codebook_api.CodebookList.as_view(), name="codebooks"),
    path("codebooks/<int:pk>/", codebook_api.CodebookDetail.as_view(), name="codebook"),
    path("codebooks/<int:pk>/archived/", codebook_api.CodebookArchive.as_view(), name="codebook-archived"),
    path("classes/", dashboard_api.Board.as_view(), name="classes"),
    path("teams/<int:pk>/progress/", progress_api.Progress.as_view(), name="progress"),
    path("teams/<int:pk>/retention/", privacy_api.Retention.as_view(), name="retention"),
    path(
        "teams/<int:pk>/members/<int:person>/held.zip",
        privacy_api.PersonalData.as_view(),
        name="personal-data",
    ),
    path("teams/<int:pk>/members/<int:person>/erase/", privacy_api.Erase.as_view(), name="erase"),
    path("teams/<int:pk>/hints/", hint_settings_api.TeamHints.as_view(), name="team-hints"),
    path("teams/<int:pk>/webhooks/", webhook_api.WebhookList.as_view(), name="webhooks"),
    path("teams/<int:pk>/webhooks/<int:hook>/", webhook_api.WebhookDetail.as_view(), name="webhook"),
    path("lessons/", include("annotate.lessons.api_urls")),
    path("rounds/", round_api.RoundList.as_view(), name="rounds"),
    path("rounds/<int:pk>/", round_api.RoundDetail.as_view(), name="round"),
    path("rounds/<int:pk>/state/", round_api.RoundTransition.as_view(), name="round-state"),
    path("rounds/<int:pk>/leading/", round_api.RoundLeading.as_view(), name="leading"),
    path("rounds/<int:pk>/extensions/", extension_api.ExtensionList.as_view(), name="extensions"),
    path(
        "rounds/<int:pk>/extensions/<int:person>/", extension_api.ExtensionDetail.as_view(), name="extension"
    ),
    path("rounds/<int:pk>/groups/", group_api.GroupList.as_view(), name="groups"),
    path("rounds/<int:pk>/groups/shuffle/", group_api.GroupShuffle.as_view(), name="shuffle-groups"),
    path("rounds/<int:pk>/groups/copy/", group_api.GroupCopy.as_view(), name="copy-groups"),
    path("rounds/<int:pk>/groups/own/", group_api.OwnGroup.as_view(), name="own-group"),
    path("rounds/<int:pk>/nudge/", round_api.RoundReminder.as_view(), name="remind"),
    path("rounds/<int:pk>/changes/", api.ChangeList.as_view(), name="changes"),
    path("rounds/<int:pk>/comments/", comment_api.CommentList.as_view(), name="comments"),
    path("rounds/<int:pk>/comments/<uuid:comment>/", comment_api.CommentDetail.as_view(), name="comment"),
    path("rounds/<int:pk>/polls/", poll_api.PollList.as_view(), name="polls"),
    path("rounds/<int:pk>/polls/<int:poll>/", poll_api.PollDetail.as_view(), name="poll"),
    path("rounds/<int:pk>/polls/<int:poll>/vote/", poll_api.OwnVote.as_view(), name="vote"),
    path("rounds/<int:pk>/hints/", hint_api.RoundHints.as_view(), name="hints"),
    path("rounds/<int:pk>/hints/request/", hint_api.HintRequest.as_view(), name="request-hint"),
    path("rounds/<int:pk>/hints/<str:key>/", hint_api.HintDetail.as_view(), name="hint"),
    path("rounds/<int:pk>/submission/", api.Submission.as_view(), name="submission"),
]
