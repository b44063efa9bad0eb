"""URLs of the report's pages."""

from django.urls import path

from reports import views
from reports.account_deletion import views as account_deletion_views
from reports.adjudication import views as adjudication_views
from reports.classroom import projector, timeline_views
from reports.corpus import compare_views
from reports.corpus import views as corpus_views
from reports.exports import job_views
from reports.exports import views as download_views
from reports.feedback import views as feedback_views
from reports.gradebook import views as gradebook_views
from reports.imports import views as import_views
from reports.progress import views as progress_views
from reports.results import key_views as results_key_views
from reports.results import person_views as results_person_views
from reports.results import views as results_views
from reports.results.set_views import set_results_page
from reports.sharing import views as share_views
from reports.worksheets import lesson_views as lesson_worksheet_views
from reports.worksheets import views as worksheet_views

app_name = "reports"
urlpatterns = [
    path("account/delete/", account_deletion_views.delete, name="delete-account"),
    path("account/everything/", account_deletion_views.download, name="download-everything"),
    path("account/deleted/", account_deletion_views.deleted, name="account-deleted"),
    path("articles/<int:pk>/report/", views.report, name="report"),
    path("articles/<int:pk>/report/compare/", compare_views.compare_page, name="compare"),
    path("articles/<int:pk>/report/download/", download_views.download_page, name="download"),
    path("articles/<int:pk>/report/disputed/", views.disputed, name="disputed"),
    path("articles/<int:pk>/report/finding/", views.finding, name="finding"),
    path("articles/<int:pk>/report/share/", share_views.share, name="share"),
    path("articles/<int:pk>/report/share/<int:share>/", share_views.unshare, name="unshare"),
    path("articles/reports/", corpus_views.corpus_page, name="corpus-own"),
    path("teams/<int:pk>/gradebook/", gradebook_views.gradebook_page, name="gradebook"),
    path("teams/<int:pk>/progress/", progress_views.class_page, name="class-progress"),
    path("teams/<int:pk>/progress/scores.csv", progress_views.class_csv, name="progress-csv"),
    path("teams/<int:pk>/progress/mine/", progress_views.own_page, name="own-progress"),
    path("teams/<int:pk>/progress/<int:person>/", progress_views.person_page, name="progress-of-person"),
    path("teams/<int:pk>/reports/", corpus_views.corpus_page, name="corpus"),
    path("articles/reports/download/", job_views.export_page, name="download-own"),
    path("teams/<int:pk>/reports/download/", job_views.export_page, name="download-team"),
    path("downloads/<int:pk>/", job_views.export_job, name="export-job"),
    path("downloads/<int:pk>/file/", job_views.download_export, name="export-job-file"),
    path("downloads/<int:pk>/drop/", job_views.drop_job, name="export-job-cancel"),
    path("imports/", import_views.import_page, name="import"),
    path("imports/<int:pk>/", import_views.import_one, name="import-one"),
    path("shared/<str:token>/", share_views.shared, name="shared"),
    path("shared/<str:token>/tags.css", share_views.shared_css, name="shared-css"),
    path("shared/<str:token>/pictures/<int:picture>/", share_views.shared_picture, name="shared-picture"),
    path("shared/<str:token>/report.<slug:slug>", share_views.shared_download, name="shared-download"),
    path("articles/<int:pk>/report/merge/", views.merge, name="merge"),
    path("rounds/<int:pk>/feedback/", feedback_views.feedback_page, name="feedback"),
    path("assignments/<int:pk>/results/", set_results_page, name="set-results"),
    path("rounds/<int:pk>/results/", results_views.results_page, name="results"),
    path("rounds/<int:pk>/results.<slug:slug>", results_views.results_download, name="results-download"),
    path(
        "rounds/<int:pk>/results/accept/<uuid:annotation>/", results_key_views.accept, name="results-accept"
    ),
    path("rounds/<int:pk>/results/<int:person>/", results_person_views.person_page, name="results-person"),
    path("rounds/<int:pk>/results/<int:person>/review/", results_person_views.review, name="results-review"),
    path("rounds/<int:pk>/results/add/", results_key_views.add, name="results-add"),
    path("rounds/<int:pk>/results/undo/<uuid:annotation>/", results_key_views.undo, name="results-undo"),
    path("rounds/<int:pk>/worksheet.<slug:ending>", worksheet_views.worksheet, name="worksheet"),
    path("rounds/<int:pk>/worksheet-key.<slug:ending>", worksheet_views.key_sheet, name="worksheet-key"),
    path("rounds/<int:pk>/projector/", projector.projector, name="projector"),
    path("rounds/<int:pk>/pace/", timeline_views.timeline_page, name="timeline"),
    path("rounds/<int:pk>/settle/", adjudication_views.adjudicate, name="adjudicate"),
    path("rounds/<int:pk>/settle/one/", adjudication_views.adjudicate_one, name="adjudicate-one"),
    path("rounds/<int:pk>/settle/stroke/", adjudication_views.adjudicate_batch, name="adjudicate-batch"),
    path("rounds/<int:pk>/settle/off/", adjudication_views.withdraw_final, name="adjudicate-withdraw"),
    *lesson_worksheet_views.lesson_urls("lessons/", lesson_worksheet_views.PAGE_VIEWS),
]
