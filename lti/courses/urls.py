"""Addresses of courses: see lti/urls.py."""

from django.urls import path

from lti.courses import views
from lti.courses.connecting.views import connect

urlpatterns = [
    path("connect/", connect, name="connect"),
    path("links/<int:pk>/", views.link, name="link"),
    path("links/<int:pk>/nickname/", views.nickname, name="nickname"),
    path("links/<int:pk>/groups/", views.course_groups, name="course-groups"),
    path("courses/<int:pk>/people/", views.course_people, name="people"),
    path("courses/<int:pk>/people/read/", views.read_people, name="read-people"),
]
