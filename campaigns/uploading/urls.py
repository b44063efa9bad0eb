"""Pages: uploading."""

from django.urls import path

from campaigns.uploading import views

urlpatterns = [
    path("campaigns/<int:pk>/upload/", views.upload, name="upload"),
    path("campaigns/<int:pk>/uploads/<int:upload>/", views.uploaded, name="uploaded"),
    path("campaigns/<int:pk>/uploads/<int:upload>/stop/", views.stop, name="upload-stop"),
    path("campaigns/<int:pk>/uploads/<int:upload>/add/", views.add, name="upload-add"),
]
