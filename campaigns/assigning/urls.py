"""Pages: assigning."""

from django.urls import path

from campaigns.assigning import views

urlpatterns = [
    path("campaigns/<int:pk>/next/", views.next_page, name="next"),
    path("campaigns/<int:pk>/give-back/", views.give_back_page, name="give-back"),
    path("campaigns/<int:pk>/incomplete/", views.incomplete_page, name="incomplete"),
]
