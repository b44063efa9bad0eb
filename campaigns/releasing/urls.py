"""Pages: releasing."""

from django.urls import path

from campaigns.releasing import views

urlpatterns = [
    path("campaigns/<int:pk>/release/", views.release, name="release"),
    path("campaigns/<int:pk>/reveal/", views.reveal, name="reveal"),
]
