"""Pages: overview."""

from django.urls import path

from campaigns.overview import views

urlpatterns = [
    path("campaigns/<int:pk>/", views.campaign, name="campaign"),
    path("campaigns/<int:pk>/own/", views.own, name="own"),
]
