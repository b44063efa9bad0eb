"""Addresses of registering: see lti/urls.py."""

from django.urls import path

from lti.registering import registration_views, views

urlpatterns = [
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/new/", views.new_platform, name="new-platform"),
    path("platforms/address/", views.create_link, name="new-registration-link"),
    path("platforms/<int:pk>/", views.platform, name="platform"),
    path("platforms/<int:pk>/remove/", views.remove_platform, name="remove-platform"),
    path(
        "platforms/<int:pk>/deployments/<int:deployment>/",
        views.accept_deployment,
        name="accept-deployment",
    ),
    path("register/<str:token>/", registration_views.register, name="register"),
    path("canvas.json", views.canvas, name="canvas"),
]
