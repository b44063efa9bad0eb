"""Pages: training."""

from django.urls import path

from campaigns.training import views

urlpatterns = [
    path("campaigns/<int:pk>/training/", views.training, name="training"),
    path("campaigns/<int:pk>/training/next/", views.practise, name="practise"),
    path("campaigns/<int:pk>/training/<int:article>/again/", views.try_again, name="try-again"),
    path("campaigns/<int:pk>/training/people/<int:person>/let-in/", views.let_in, name="let-in"),
    path("campaigns/<int:pk>/training/people/<int:person>/attempt/", views.give_attempt, name="give-attempt"),
]
