"""URLs of the reports API, below /api/v1/."""

from django.urls import path

from reports import api
from reports.adjudication import api as adjudication_api
from reports.classroom import projector, timeline_views
from reports.corpus import compare_views, views
from reports.feedback import api as feedback_api
from reports.gradebook import api as gradebook_api
from reports.imports import api as import_api
from reports.progress import api as progress_api
from reports.results import api as results_api
from reports.results.set_views import SetResults
from reports.sharing import api as share_api
from reports.worksheets import lesson_views as lesson_worksheet_views
from reports.worksheets import views as worksheet_views

urlpatterns = [
    path("articles/<int:pk>/report/", api.ArticleReport.as_view(), name="report"),
    path("articles/<int:pk>/compare/", compare_views.Compare.as_view(), name="compare"),
    path("articles/across/", views.OwnCorpus.as_view(), name="corpus-own"),
    path("imports/", import_api.ImportList.as_view(), name="imports"),
    path("imports/<int:pk>/", import_api.ImportDetail.as_view(), name="import"),
    path("teams/<int:pk>/gradebook/", gradebook_api.GradebookFile.as_view(), name="gradebook"),
    path("teams/<int:pk>/scores/", progress_api.ClassScores.as_view(), name="class-scores"),
    path("teams/<int:pk>/scores/mine/", progress_api.OwnScores.as_view(), name="own-scores"),
    path(
        "teams/<int:pk>/scores/<int:person>/", progress_api.ScoresOfPerson.as_view(), name="scores-of-person"
    ),
    path("teams/<int:pk>/reports.<slug:slug>.zip", api.TeamDownload.as_view(), name="team-download"),
    path("teams/<int:pk>/across/", views.TeamCorpus.as_view(), name="corpus"),
    path("articles/<int:pk>/shares/", share_api.ShareList.as_view(), name="shares"),
    path("articles/<int:pk>/shares/<int:share>/", share_api.ShareDetail.as_view(), name="share"),
    path("articles/<int:pk>/sources/", api.SourceList.as_view(), name="sources"),
    path("articles/<int:pk>/findings/", api.FindingList.as_view(), name="findings"),
    path(
        "rounds/<int:pk>/settled-stroke/",
        adjudication_api.BatchAdjudication.as_view(),
        name="adjudicate-batch",
    ),
    path("rounds/<int:pk>/feedback/", feedback_api.RoundFeedback.as_view(), name="feedback"),
    path("assignments/<int:pk>/results/", SetResults.as_view(), name="set-results"),
    path("rounds/<int:pk>/results/", results_api.Results.as_view(), name="results"),
    path(
        "rounds/<int:pk>/results/<int:person>/", results_api.ResultOfPerson.as_view(), name="results-person"
    ),
    path("rounds/<int:pk>/results/<int:person>/review/", results_api.Review.as_view(), name="results-review"),
    path("rounds/<int:pk>/results/answers/", results_api.AddedAnswers.as_view(), name="results-answers"),
    path(
        "rounds/<int:pk>/results/answers/<uuid:annotation>/",
        results_api.AnswerChange.as_view(),
        name="results-answer",
    ),
    path(
        "rounds/<int:pk>/worksheet.<slug:ending>", worksheet_views.RoundWorksheet.as_view(), name="worksheet"
    ),
    path(
        "rounds/<int:pk>/worksheet-key.<slug:ending>",
        worksheet_views.RoundKeySheet.as_view(),
        name="worksheet-key",
    ),
    path("rounds/<int:pk>/picture/", projector.ClassOverview.as_view(), name="class-overview"),
    path("rounds/<int:pk>/pace/", timeline_views.Timeline.as_view(), name="timeline"),
    path("rounds/<int:pk>/places/", adjudication_api.ClusterList.as_view(), name="clusters"),
    path("articles/<int:pk>/report.<slug:slug>", api.ReportDownload.as_view(), name="report-download"),
    *lesson_worksheet_views.lesson_urls("lessons/", lesson_worksheet_views.API_VIEWS),
]
