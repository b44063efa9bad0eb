"""Pages: quality."""

from django.urls import path

from campaigns.quality import views

urlpatterns = [
    path("campaigns/<int:pk>/quality/", views.quality, name="quality"),
    path("campaigns/<int:pk>/quality/people.csv", views.people_file, name="people-csv"),
    path("campaigns/<int:pk>/agreement/", views.agreement, name="agreement"),
    path("campaigns/<int:pk>/agreement/agreement.csv", views.agreement_file, name="agreement-csv"),
    path("campaigns/<int:pk>/people/<int:person>/", views.person, name="person"),
    path("campaigns/<int:pk>/people/<int:person>/exclude/", views.exclude, name="exclude-person"),
    path("campaigns/<int:pk>/people/<int:person>/include/", views.include, name="include-person"),
]
