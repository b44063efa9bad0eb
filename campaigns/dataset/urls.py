"""Pages: dataset."""

from django.urls import path

from campaigns.dataset.views import dataset

urlpatterns = [path("campaigns/<int:pk>/dataset/", dataset, name="dataset")]
