"""API: dataset."""

from django.urls import path

from campaigns.dataset.api import Dataset, DatasetFile

urlpatterns = [
    path("campaigns/<int:pk>/dataset/", Dataset.as_view(), name="campaign-dataset"),
    path("campaigns/<int:pk>/dataset/file/", DatasetFile.as_view(), name="campaign-dataset-file"),
]
