"""URLs of the article pages."""

from django.urls import path

from articles import picture_views, views
from articles.capturing import views as capturing
from articles.hand_editing import correction_views
from articles.hand_editing import views as review_views
from articles.scans import views as scan_views
from articles.uploads import views as upload_views

app_name = "articles"
urlpatterns = [
    path("", views.article_list, name="list"),
    path("new/", views.upload, name="upload"),
    path("from-browser/", capturing.from_browser, name="from-browser"),
    path("receive/", capturing.receive, name="receive"),
    path("share/", capturing.share, name="share"),
    path("<int:pk>/", views.article, name="article"),
    path("<int:pk>/review/", review_views.review, name="review"),
    path("<int:pk>/clean/", review_views.clean, name="clean"),
    path("<int:pk>/keep/", review_views.toggle_removal, name="keep"),
    path("<int:pk>/change/", review_views.change, name="change"),
    path("<int:pk>/correct/", correction_views.correct, name="correct"),
    path("<int:pk>/correct/change/", correction_views.change, name="correct-change"),
    path("<int:pk>/correct/preview/", correction_views.preview, name="correct-preview"),
    path("<int:pk>/correct/discard/", correction_views.discard, name="correct-discard"),
    path("<int:pk>/revisions/<int:number>/", correction_views.revision, name="revision"),
    path("<int:pk>/facts/", views.metadata, name="facts"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/original/", views.original, name="original"),
    path("zips/<int:pk>/", upload_views.zip_upload, name="zip"),
    path("zips/<int:pk>/stop/", upload_views.stop, name="zip-stop"),
    path("<int:pk>/pictures/<int:picture>/", picture_views.picture, name="picture"),
    path("<int:pk>/pictures/", review_views.toggle_picture, name="remove-picture"),
    path("<int:pk>/scanned-pages/", scan_views.read_scanned_pages, name="scanned-pages"),
    path("scans/<int:pk>/", scan_views.scan, name="scan"),
    path("scans/<int:pk>/again/", scan_views.again, name="scan-again"),
    path("scans/<int:pk>/keep/", scan_views.keep, name="scan-keep"),
    path("scans/<int:pk>/cancel/", scan_views.cancel, name="scan-cancel"),
]
