"""URLs of the articles API, below /api/v1/."""

from django.urls import path

from articles import api
from articles.scans import api as scan_api
from articles.uploads import api as upload_api

urlpatterns = [
    path("articles/", api.ArticleList.as_view(), name="articles"),
    path("scans/<int:pk>/", scan_api.ScanDetail.as_view(), name="scan"),
    path("uploads/", upload_api.UploadList.as_view(), name="uploads"),
    path("uploads/<int:pk>/", upload_api.UploadDetail.as_view(), name="upload"),
    path("articles/<int:pk>/", api.ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/pictures/<int:picture>/", api.ArticlePicture.as_view(), name="article-picture"),
]
