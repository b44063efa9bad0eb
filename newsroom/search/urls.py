"""Pages: search."""

from django.urls import path

from newsroom.search import views

urlpatterns = [
    path("teams/<int:pk>/search/", views.search_page, name="search"),
    path("teams/<int:pk>/search/results.csv", views.search_file, name="search-csv"),
]
